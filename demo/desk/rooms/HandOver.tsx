import { fill } from '../../../src/i18n/format.js'
import type { DeskSession } from '../../protocol/desk.js'
import type { Colleague, Corner } from '../model/colleagues.js'
import type { Desk, Talk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { Menu, type MenuItem, type MenuPart } from '../parts/Menu.js'
import { words } from '../words.js'

const { menu } = words

/** “Redirect” of a waiting client; nothing where there is nobody else. */
export const Redirect = ({ desk, session }: { desk: Desk; session: DeskSession }) => {
  const items = targets(desk, session)
  if (!items.length) return null
  const isPending = desk.pending.value.has(session.id)
  return (
    <Menu look="b" isOff={isPending} parts={[{ title: menu.handOver, items }]}>
      {words.redirect}
    </Menu>
  )
}

/** What else may be done with a conversation of one's own. */
export const More = ({ desk, talk }: { desk: Desk; talk: Talk }) => {
  const parts = [handOver(desk, talk), askIn(desk, talk), ask(desk, talk), goAway(desk, talk)].filter(
    ({ items }) => items.length,
  )
  if (!parts.length) return null
  const isPending = desk.pending.value.has(talk.id)
  return (
    <Menu label={words.more} look="ib" isOff={isPending} parts={parts}>
      <Icon name="more" />
    </Menu>
  )
}

const ask = (desk: Desk, talk: Talk): MenuPart => ({
  title: menu.ask,
  items: desk.formsFor(talk).map(({ id, title }) => ({
    key: `form ${id}`,
    label: title,
    ...(talk.session.wordless && { isOff: true, hint: menu.unseen }),
    onPick: () => desk.sendForm(talk.id, id),
  })),
})

const handOver = (desk: Desk, { session }: Talk): MenuPart => ({
  title: menu.handOver,
  items: targets(desk, session),
})

const askIn = (desk: Desk, { session }: Talk): MenuPart => ({
  title: menu.invite,
  items: desk.colleagues.value
    .filter(({ id }) => !session.operators.some(one => one.id === id))
    .map(one => ({ ...toItem(one), onPick: () => desk.askIn(session.id, one.id) })),
})

const goAway = (desk: Desk, { session: { id, client, operators } }: Talk): MenuPart => ({
  items: [
    ...(operators.length > 1 ? [{ key: 'leave', label: menu.leave, onPick: () => desk.leave(id) }] : []),
    { key: 'block', label: menu.block, onPick: () => desk.block(client, true) },
  ],
})

/** Everybody and every group a session can go to, but where it is. */
const targets = (desk: Desk, session: DeskSession): MenuItem[] => {
  const { id, group, waitsFor, state } = session
  const isThere = ({ name }: Corner) => state === 'queued' && waitsFor === undefined && name === group
  return [
    ...desk.colleagues.value
      .filter(one => one.id !== waitsFor)
      .map(one => ({
        ...toItem(one),
        // Who is in it already may be left alone with it.
        ...(session.operators.some(other => other.id === one.id) && { isOff: false }),
        onPick: () => desk.redirect(id, { to: 'operator', name: one.id }),
      })),
    ...desk.groups.value
      .filter(one => !isThere(one))
      .map(({ name, isAttended }) => ({
        key: `group ${name}`,
        label: name,
        isOff: !isAttended,
        ...(!isAttended && { hint: menu.unattended }),
        onPick: () => desk.redirect(id, { to: 'group', name }),
      })),
  ]
}

const toItem = ({ id, name, available, chats, maxChats }: Colleague) => ({
  key: id,
  label: name,
  hint: available ? fill(menu.load, { n: chats, max: maxChats }) : menu.away,
  isOff: !available || chats >= maxChats,
})
