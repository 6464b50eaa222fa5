import type { LetterState } from '../../core/letters.js'
import { Button } from '../parts/Button.js'
import { Icon, type IconName } from '../parts/Icon.js'
import { slot } from '../parts/slot.js'
import { Form } from './Form.js'
import type { Room } from './room.js'

/** A message for those who are not here now, from the first word to the thanks. */
export const Letter = ({ room }: { room: Room }) => {
  const letter = room.letters.letter.value
  if (letter.state === 'none') return <Writing room={room} />
  return <Told room={room} letter={letter} />
}

const Writing = ({ room }: { room: Room }) => {
  const { words, locale, model, conversation } = room
  const isSomebodyHere = ['online', 'busy'].includes(conversation.availability.value.webchat?.state ?? '')
  return (
    <Form
      model={model.value}
      words={words}
      locale={locale.value}
      name={words.letter}
      action={words.send}
      onTrap={room.onTrap}
      onSubmit={room.send}
    >
      {isSomebodyHere ? (
        <p class="lead" role="status">
          {words.here}{' '}
          <Button class="lk" onClick={room.onChat}>
            {words.chat}
          </Button>
        </p>
      ) : (
        <p class="lead">{model.value.form.text ?? words.nobody}</p>
      )}
    </Form>
  )
}

interface Calm {
  icon: IconName
  title: string
  text: unknown
  warn?: boolean
  action?: string
  onAction?(): void
}

const Told = ({ room, letter }: { room: Room; letter: Exclude<LetterState, { state: 'none' }> }) => {
  const { icon, title, text, warn, action, onAction } = toCalm(room, letter)
  return (
    <div class="calm" role="status">
      <div class={warn ? 'sign warn' : 'sign'}>
        <Icon name={icon} />
      </div>
      <h3>{title}</h3>
      <p>{text as string}</p>
      {action && (
        <Button class="b" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  )
}

const toCalm = (
  { words, edit, another, conversation }: Room,
  letter: Exclude<LetterState, { state: 'none' }>,
): Calm => {
  const { email } = letter.values
  switch (letter.state) {
    case 'sent':
      return {
        icon: 'check',
        title: words.thanks,
        text: email ? slot(words.thanksTo, <bdi>{email}</bdi>) : words.thanksText,
        action: words.another,
        onAction: another,
      }
    case 'refused':
      return {
        icon: 'alert',
        warn: true,
        title: words.refused,
        text: words.refusedText,
        action: words.edit,
        onAction: edit,
      }
    case 'sending':
      return { icon: 'clock', title: words.sending, text: words.kept }
    case 'waiting':
      return {
        icon: 'nonet',
        warn: true,
        title: words.safe,
        text: words.safeText,
        action: words.now,
        onAction: conversation.reconnect,
      }
  }
}
