import { useEffect, useState } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { DeskSession } from '../../protocol/desk.js'
import { toShortDay } from '../format.js'
import type { Desk } from '../model/model.js'
import type { Part } from '../model/past.js'
import { Bubbles } from '../parts/Bubbles.js'
import { toEntry } from '../parts/entry.js'
import { words } from '../words.js'
import { Rating, toRating } from './Rated.js'

const { earlier } = words
interface EarlierProps {
  desk: Desk
  session: DeskSession
}

/** The conversations that were before this one, each with what was said in it. Of who is here for the first time, nothing. */
export const Earlier = ({ desk, session }: EarlierProps) => {
  const { past } = desk
  const round = past.round.value
  const isKnown = (desk.clientOf(session)?.visits ?? 0) > 0
  useEffect(() => {
    if (isKnown) past.look(session.client)
  }, [isKnown, session.client, round])
  const found = past.sessionsOf(session.client)
  const others = found?.items.filter(({ id }) => id !== session.id) ?? []
  if (!found || (found.state === 'there' && !others.length)) return null
  return (
    <section>
      <h3>{earlier.title}</h3>
      <ul class="earlier">
        {others.map(one => (
          <li key={one.id}>
            <Conversation desk={desk} session={one} />
          </li>
        ))}
      </ul>
      <Rest
        part={found}
        more={earlier.older}
        again={() => (others.length ? past.older(session.client) : past.look(session.client))}
      />
    </section>
  )
}

const Conversation = ({ desk, session }: EarlierProps) => {
  const [isOpen, setOpen] = useState(false)
  const client = desk.clientOf(session)
  const entry = toEntry(session.entry, client)
  const names = session.operators.map(({ name }) => name).join(', ')
  const { feedback } = session
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span>{names ? fill(earlier.with, { entry, names }) : fill(earlier.unanswered, { entry })}</span>
        <span class="hint">
          <time dateTime={new Date(session.createdAt).toISOString()}>
            {toShortDay(session.createdAt, desk.now.peek())}
          </time>
          {feedback && `, ${toRating(feedback)}`}
        </span>
      </summary>
      {isOpen && <Transcript desk={desk} session={session} />}
    </details>
  )
}

const Transcript = ({ desk, session }: EarlierProps) => {
  const { past } = desk
  const round = past.round.value
  useEffect(() => past.read(session.id), [session.id, round])
  const said = past.saidIn(session.id)
  if (!said) return null
  return (
    <>
      {said.items.length > 0 && <Bubbles messages={said.items} />}
      {said.state === 'there' && !said.more && !said.items.length && <p class="hint">{words.soFarNone}</p>}
      <Rest part={said} more={earlier.on} again={() => (said.items.length ? past.readOn : past.read)(session.id)} />
      {session.feedback && !said.more && <Rating feedback={session.feedback} now={desk.now.peek()} />}
    </>
  )
}

/** What is still to come, or did not come. */
const Rest = ({ part: { state, more }, more: word, again }: { part: Part<object>; more: string; again(): void }) => {
  if (state === 'coming') return <p class="hint">{earlier.coming}</p>
  if (state === 'there' && !more) return null
  return (
    <>
      {state === 'failed' && <p class="hint">{earlier.failed}</p>}
      <button type="button" class="b" onClick={again}>
        {state === 'failed' ? words.retry : word}
      </button>
    </>
  )
}
