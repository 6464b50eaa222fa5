import { Fragment, type ComponentChildren } from 'preact'
import { own } from '../../protocol/own.js'
import { Button } from '../parts/Button.js'
import { Icon, type IconName } from '../parts/Icon.js'
import { slot } from '../parts/slot.js'
import type { LetterState, Room } from './room.js'

/** A message for those who are not here now, from the first word to the thanks. */
export const Letter = ({ room }: { room: Room }) => {
  const { letter } = room
  return letter.state === 'none' ? <Writing room={room} /> : <Told room={room} letter={letter} />
}

const Writing = ({ room }: { room: Room }) => {
  const { words, view, model, isAway, parts } = room
  const lent = room.other.lent.value
  const Kind = lent?.Kind ?? parts.TextField
  const toChat = (word: string) => (
    <Button
      class="lk"
      onClick={() => {
        room.isChosen.value = true
        view.letter.value = ''
      }}
    >
      {word}
    </Button>
  )
  return (
    <parts.Form
      key={Kind}
      Field={Kind}
      model={model.value}
      words={lent?.words() ?? words}
      start={view.field}
      hands={view}
      locale={view.locale.value}
      name={words.letter}
      action={words.send}
      onTrap={room.onTrap}
      onSubmit={room.send}
      above={<Extras room={room} />}
    >
      {room.isUnchecked.value && <parts.Sorry text={`${words.unchecked} ${words.refusedText}`} />}
      {isAway || view.letter.value ? (
        <p class="lead">
          {room.lead}{' '}
          {isAway ? view.conversation.thread.value.length > 0 && toChat(view.words.log) : toChat(words.chat)}
        </p>
      ) : (
        <p class="lead" role="status">
          {words.here} {toChat(words.chat)}
        </p>
      )}
    </parts.Form>
  )
}

/** What was given elsewhere, and goes along. */
const Extras = ({ room: { along, words } }: { room: Room }) =>
  along.shown.value.length > 0 && (
    <p class="hint">
      {words.along}
      {along.shown.value.map(({ name, label = words.phone, value, text = value }) => (
        <Fragment key={name}>
          <br />
          {label}: <bdi>{text}</bdi>
        </Fragment>
      ))}
    </p>
  )

interface Calm {
  icon: IconName
  title: string
  text: ComponentChildren
  warn?: boolean
  action?: string
  onAction(): void
}

type Sent = Exclude<LetterState, { state: 'none' }>

const Told = ({ room, letter }: { room: Room; letter: Sent }) => {
  const { icon, title, text, warn, action, onAction } = own(toCalm(room, letter))
  return (
    <div class="calm" role="status">
      <div class="here">
        <div class={warn ? 'av warn' : 'av'}>
          <Icon name={icon} />
        </div>
      </div>
      <h3>{title}</h3>
      <p>{text}</p>
      {action && (
        <Button class="b" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  )
}

const toCalm = ({ words, view, edit, another, isAway }: Room, letter: Sent): Calm => {
  switch (letter.state) {
    case 'sent': {
      const { email } = letter.command.values
      return {
        icon: 'check',
        title: words.thanks,
        text: email ? slot(words.thanksTo, <bdi>{email}</bdi>) : words.thanksText,
        action: isAway ? words.another : words.chat,
        onAction: another,
      }
    }
    case 'refused':
      return {
        icon: 'alert',
        title: words.refused,
        text: words.refusedText,
        warn: true,
        action: words.edit,
        onAction: edit,
      }
    case 'soon':
      return { icon: 'clock', title: words.sending, text: words.kept, onAction: another }
    case 'sending':
      return { icon: 'clock', title: words.sending, text: words.sendingText, onAction: another }
    case 'waiting':
      return {
        icon: 'nonet',
        title: words.safe,
        text: words.safeText,
        warn: true,
        action: words.now,
        onAction: view.conversation.reconnect,
      }
  }
}
