import { fill } from '../../../src/i18n/format.js'
import { toAgo } from '../format.js'
import type { Desk, Talk } from '../model/model.js'
import { Initials } from '../parts/Initials.js'
import { nameProof } from '../proof.js'
import { words } from '../words.js'

export const Conversations = ({ desk }: { desk: Desk }) => {
  const talks = desk.talks.value
  const open = talks.filter(talk => talk.open).length
  const max = desk.me.value?.maxChats
  return (
    <section>
      <h2>
        {words.conversations} {max !== undefined && <span>{fill(words.conversationsOf, { n: open, max })}</span>}
      </h2>
      <ul aria-label={words.conversations}>
        {talks.map(talk => (
          <li key={talk.id}>
            <Line desk={desk} talk={talk} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const Line = ({ desk, talk }: { desk: Desk; talk: Talk }) => (
  <button
    type="button"
    class="conv"
    aria-current={desk.selected.value?.id === talk.id ? 'true' : undefined}
    aria-keyshortcuts="Alt+ArrowDown Alt+ArrowUp"
    onClick={() => desk.select(talk.id)}
  >
    <Initials name={talk.name} />
    <b>{talk.name}</b>
    <Since desk={desk} at={talk.last?.at} />
    <small dir="auto">{toLastWords(talk)}</small>
    <span class="ends">
      <Absence desk={desk} talk={talk} />
      {nameProof(talk.client) && <span class="off">{nameProof(talk.client)}</span>}
      {talk.unread > 0 && (
        <span class="n">
          {talk.unread} <span class="vh">{fill(words.unread, { n: '' }).trim()}</span>
        </span>
      )}
    </span>
  </button>
)

const Since = ({ desk, at }: { desk: Desk; at: number | undefined }) => (
  <time>{at === undefined ? '' : toAgo(desk.now.value - at)}</time>
)

/** That they are not there, as far as it is known. */
const Absence = ({ desk, talk }: { desk: Desk; talk: Talk }) => {
  if (!talk.open) return <span class="off">{words.ended}</span>
  if (talk.client?.online !== false || !desk.isHeard.value) return null
  return (
    <span class="off">
      <i class="dot away" /> {words.offline}
    </span>
  )
}

const toLastWords = ({ last, writing }: Talk): string => {
  if (writing) return words.writing
  if (!last) return ''
  const text = last.mark === 'removed' ? words.removed : last.body.text
  return last.state === undefined ? text : `${words.you}: ${text}`
}
