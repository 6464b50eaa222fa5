import type { ThreadItem } from '../../core/model.js'
import { fill, wordsOf } from '../../i18n/format.js'
import { Here } from './Calm.js'
import type { View } from './view.js'

/** What happened between the messages; in the visitor's own language where we know the event. */
export const Notice = ({ view, item }: { view: View; item: ThreadItem }) => {
  const { words, session, conversation } = view
  const notice = textOf(item.body.data, 'notice')
  const name = textOf(item.body.data, 'name')
  // The queue, and the end while nothing follows it, have their own places; where the visitor goes is no news to them.
  if (/queued|page/.test(notice) || (notice === 'session.ended' && conversation.thread.value.at(-1) === item))
    return null
  const who = item.author ?? session?.operators.find(operator => operator.name === name)
  if (notice === 'operator.joined' && who) return <Here view={view} who={who} />
  const known = wordsOf(words.notices, notice) ?? '{name}'
  const isTold = name || !known.includes('{name}')
  return <p class="note">{isTold ? fill(known, { name, time: view.dates.time(item.at) }) : item.body.text}</p>
}

/** A body's data is as it came over the wire. */
const textOf = (data: unknown, key: string): string => {
  const value: unknown = Object.hasOwn(Object(data) as object, key) && (data as Record<string, unknown>)[key]
  return typeof value === 'string' ? value : ''
}
