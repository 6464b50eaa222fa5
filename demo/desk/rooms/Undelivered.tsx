import { count, fill } from '../../../src/i18n/format.js'
import type { Message, Time } from '../../../src/protocol/entities.js'
import type { Relay } from '../../protocol/desk.js'
import { toMoment } from '../format.js'
import { messengerWords } from '../messenger-words.js'
import type { Desk, Talk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { toChannel } from '../parts/entry.js'

const { undelivered } = messengerWords

/** What was said and has not arrived at the client’s messenger: what waits together, what is lost one by one. */
export const Undelivered = ({ desk, talk: { id, client } }: { desk: Desk; talk: Talk }) => {
  const relays = desk.relaysOf(id)
  const [first, ...rest] = relays.filter(({ delivery }) => delivery.state === 'waiting')
  const dead = relays.filter(({ delivery }) => delivery.state === 'refused')
  if (!first && !dead.length) return null
  const channel = toChannel(client?.channel ?? '')
  const waiting = relays.length - dead.length
  return (
    <section class="rated" aria-label={undelivered.title}>
      {first && (
        <p class="hint" role="status">
          <Icon name="clock" small />{' '}
          {count('en', undelivered.waits, { n: Math.max(waiting, rest.length + 1), channel })}{' '}
          {toWhy(first, desk.now.peek())}
        </p>
      )}
      {dead.map(relay => (
        <p key={relay.id} class="st bad">
          <Icon name="alert" />
          <span>
            {fill(undelivered.dead, {
              channel,
              why: toReason(relay),
              text: textOf(desk.messagesOf(id), relay),
            })}{' '}
            <button type="button" class="lk" onClick={() => desk.relay(relay)}>
              {undelivered.retry}
            </button>
          </span>
        </p>
      ))}
    </section>
  )
}

const toWhy = (relay: Relay, now: Time): string => {
  const { at } = relay.delivery
  return fill(undelivered.again, { why: toReason(relay), moment: at === undefined ? '' : toMoment(at, now) })
}

const toReason = ({ delivery: { why = '' } }: Relay): string =>
  Object.hasOwn(undelivered.why, why) ? undelivered.why[why as keyof typeof undelivered.why] : why

const textOf = (messages: readonly Message[], { id }: Relay): string =>
  messages.find(message => message.id === id)?.body.text ?? ''
