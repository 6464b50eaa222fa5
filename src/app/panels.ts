import type { AppHost } from '../api/app.js'
import { mount } from '../panels/chat/index.js'
import type { Panel, RoomOptions } from '../panels/panel.js'
import type { Entry } from '../protocol/entities.js'
import { own } from '../protocol/own.js'
import { unsupported } from './unsupported.js'
import type { Spoken } from './words.js'

/** The chat is here; a room comes when it is wanted. */
export const callback = () => import('../panels/callback/index.js')

const elsewhere = () => import('../panels/elsewhere/index.js')

type Life = RoomOptions['life'] & Pick<RoomOptions, 'foot'> & { conversation(): RoomOptions['conversation'] }

/** One panel at a time, in the launcher's place. */
export const createPanels = (host: AppHost, life: Life, words: Spoken) => {
  let panel: Panel | undefined
  let opened: Entry | undefined
  let turn = 0
  const close = () => {
    turn++
    if (!opened) return
    const entry = opened
    const hadFocus = host.doorbell.root.activeElement
    opened = undefined
    panel?.dispose()
    panel = undefined
    host.doorbell.setOpen(undefined)
    // Where the page has moved focus meanwhile, it stays.
    if (hadFocus) host.doorbell.focus(entry)
    host.setState({ open: undefined })
    host.emit('close', { entry })
  }
  const open = async (entry: Entry, ticket?: string): Promise<void> => {
    const isOurs = entry === 'webchat' || entry === 'callback'
    const link = isOurs ? undefined : host.options.links.find(one => own(one).entry === entry)
    if (!isOurs && !link) throw unsupported(entry)
    if (ticket) return (await elsewhere()).tell(life, entry, ticket)
    if (opened === entry) return panel?.focus()
    const mine = ++turn
    const room = link ? (await elsewhere()).mount(link) : entry === 'callback' ? (await callback()).mount : mount
    const spoken = await words.load()
    if (mine !== turn) return
    close()
    opened = entry
    host.doorbell.setOpen(entry)
    panel = room({
      ...host.doorbell,
      life,
      open,
      // Nothing of it is read before it is wanted: who came by a link has not acted yet.
      get conversation() {
        return life.conversation()
      },
      words: spoken,
      foot: life.foot,
      locale: words.locale,
      submitted: form => host.emit('form.submitted', { form }),
      onClose: close,
    })
    panel.focus()
    host.setState({ open: entry })
    host.emit('open', { entry })
  }
  return { close, isOpen: () => opened !== undefined, open }
}
