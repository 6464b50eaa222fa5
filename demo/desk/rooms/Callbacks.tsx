import { fill } from '../../../src/i18n/format.js'
import type { Client, DeskCallback, DialResult } from '../../protocol/desk.js'
import { isSameDay, toClock, toName, toShortDate } from '../format.js'
import { isOver, isRinging, timeOf } from '../model/callbacks.js'
import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { personWords } from '../person-words.js'
import { nameProof, proofOf } from '../proof.js'
import { words } from '../words.js'

const { callbacks: say } = words

/** Who wants to be called: what is due first, with the number to dial and what came of it. */
export const Callbacks = ({ desk }: { desk: Desk }) => {
  const callbacks = desk.callbacks.value
  const due = callbacks.filter(isRinging).length
  return (
    <section>
      <h2>
        {say.title} <span>{due ? fill(say.due, { n: due }) : say.none}</span>
      </h2>
      <ul class="rows" aria-label={say.title}>
        {callbacks.map(callback => (
          <Row key={callback.id} desk={desk} callback={callback} />
        ))}
      </ul>
      {desk.held.value > 0 && <p class="none">{fill(say.held, { n: desk.held.value })}</p>}
    </section>
  )
}

interface RowProps {
  desk: Desk
  callback: DeskCallback
}

const Row = ({ desk, callback }: RowProps) => {
  const { phone, group, widget } = callback
  const client = desk.clientOf(callback)
  return (
    <li class={isOver(callback) ? 'call done' : 'call'} data-id={callback.id}>
      <span class="mk">
        <Icon name="callback" />
      </span>
      <a class="lk" href={`tel:${phone}`} aria-label={fill(say.dial, { phone })}>
        <bdi>{phone}</bdi>
      </a>
      <time class={isRinging(callback) ? 'due' : ''}>{toTime(desk, callback)}</time>
      <p>{[toWho(client, phone), group ?? widget, toState(desk, callback)].filter(Boolean).join(' · ')}</p>
      <Acts desk={desk} callback={callback} />
    </li>
  )
}

/** Name and number, and whose word each is. */
const toWho = (client: Client | undefined, phone: string): string => {
  const proof = nameProof(client)
  const number = fill(personWords.number, { proof: proofOf(phone, client?.verified?.phone) })
  return `${toName(client)}${proof ? ` (${proof})` : ''} · ${number}`
}

const toTime = (desk: Desk, callback: DeskCallback): string => {
  const at = timeOf(callback)
  const time = toClock(at)
  return isSameDay(at, desk.now.value) ? time : fill(say.at, { day: toShortDate(at), time })
}

const toState = (desk: Desk, { state, by, at, result, dueAt, overdueAt }: DeskCallback): string => {
  if (result) return say.results[result]
  if (state === 'dialled')
    return by?.id === desk.me.value?.id ? say.dialling : fill(say.diallingBy, { name: by?.name ?? '' })
  if (dueAt === undefined) return say.waits
  if (overdueAt !== undefined) return say.overdue
  return at === undefined ? say.now : ''
}

const RESULTS = Object.keys(say.results) as DialResult[]

const Acts = ({ desk, callback }: RowProps) => {
  const { id, phone, state, session } = callback
  const pending = desk.calling.value.get(id)
  const isMine = desk.talks.value.some(talk => talk.id === session)
  return (
    <div>
      {(isRinging(callback) || state === 'notReached') && (
        <button
          type="button"
          class={isRinging(callback) ? 'b soft' : 'b'}
          aria-disabled={pending === undefined ? undefined : 'true'}
          onClick={() => desk.acceptCallback(id)}
        >
          {pending === '' ? say.taking : isRinging(callback) ? say.take : say.again}
        </button>
      )}
      {state === 'dialled' && (
        <span role="group" aria-label={fill(say.resultOf, { phone })} class="results">
          {RESULTS.map(result => (
            <button
              key={result}
              type="button"
              class="b"
              aria-disabled={pending ? 'true' : undefined}
              onClick={() => desk.noteResult(id, result)}
            >
              {say.results[result]}
            </button>
          ))}
        </span>
      )}
      {session !== undefined && isMine && desk.selected.value?.id !== session && (
        <button type="button" class="b" onClick={() => desk.select(session)}>
          {say.conversation}
        </button>
      )}
    </div>
  )
}
