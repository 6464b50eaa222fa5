/** Public events as one line each. */
import type { WidgetEvent } from '../../src/index.js'

/** Times, ids and types stand elsewhere or say nothing to a person. */
const SILENT = /^(id|type|version|widget|data|readBy.*|at|.*At)$/
const LONGEST = 80
const DEEPEST = 4

/** `{ from: "operator", text: "E27 is right" }`; nothing when the event says no more than its name. */
export const describe = (event: WidgetEvent): string => {
  const text = toText(flatten(event))
  return text === '{}' ? '' : text
}

export const isError = ({ type }: WidgetEvent): boolean => type === 'error' || type === 'message.failed'

/** An event about one thing shows that thing. */
const flatten = (event: WidgetEvent): unknown => {
  if ('message' in event && typeof event.message === 'object') {
    const { from, author, body } = event.message
    return { from, author: author?.name, text: body.text }
  }
  if ('session' in event) {
    const { operators, ...session } = event.session
    return { ...session, operators: operators.length ? operators.map(operator => operator.name) : undefined }
  }
  if (!('availability' in event)) return event
  const entries = Object.entries(event.availability)
  return Object.fromEntries(
    entries.map(([entry, { state, reason }]) => [entry, reason ? `${state}: ${reason}` : state]),
  )
}

const toText = (value: unknown, depth = 0): string => {
  if (typeof value === 'string') return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth > DEEPEST) return '…'
  if (Array.isArray(value)) return `[${value.map(one => toText(one, depth + 1)).join(', ')}]`
  const parts = Object.entries(value)
    .filter(([key, one]) => one !== undefined && !SILENT.test(key))
    .map(([key, one]) => `${key}: ${toText(one, depth + 1)}`)
  return parts.length ? `{ ${parts.join(', ')} }` : '{}'
}
