import { ZvonekError } from '../../api/errors.js'
import { react } from '../../core/react.js'
import { toFailure } from '../../protocol/failure.js'
import { own } from '../../protocol/own.js'
import { report } from '../report.js'
import type { ContextParts } from '../context.js'

/** As a backend takes them: of one client, of one key and value, and of all together, in UTF-16 code units. */
const MOST = { many: 50, key: 64, value: 1_000, all: 8_000 }

/** By key; null removes. */
type Changes = Map<string, string | null>

/** What the page says of its visitor. It is sent until the backend has it, and stands in the session from its beginning. */
export const createParams = ({ host, conversation, told, values, newId }: ContextParts, signal: AbortSignal) => {
  /** What the backend has not got yet: of who is somebody else now, all of it. */
  let waiting: Changes = new Map(values)

  const flush = () => {
    if (!waiting.size || conversation.connection.peek().state !== 'online') return
    const sent = waiting
    waiting = new Map()
    const command = { id: newId(), type: 'params.set', params: Object.fromEntries(sent) } as const
    conversation.ask({ ...command, widget: host.options.widget }).catch((error: unknown) => {
      const failure = toFailure(error)
      if (failure.kind === 'rejected')
        return host.emit('error', { code: failure.code, message: 'setParams was refused' })
      // What was set meanwhile is newer.
      waiting = new Map([...sent, ...waiting])
      report('info', 'params.set', String(error))
    })
  }
  const change = (changes: Changes) => {
    const next = new Map(values)
    let isNews = false
    changes.forEach((value, key) => {
      if ((values.get(key) ?? null) !== value) isNews = true
      if (value === null) next.delete(key)
      else next.set(key, value)
    })
    check(next)
    // What an earlier page has set is not known here: a removal always goes out.
    changes.forEach((value, key) => {
      if (value === null || values.get(key) !== value) waiting.set(key, value)
    })
    values.clear()
    next.forEach((value, key) => values.set(key, value))
    told.params = plain(values)
    if (isNews) host.emit('params.changed', { params: plain(values) })
    flush()
  }

  const set = (given: unknown) => change(read(given))
  told.params = plain(values)
  try {
    if (!values.size) set(host.options.params ?? {})
  } catch (error) {
    // Nobody waits for it, and the rest of the widget works without.
    report('warn', `${error as Error}`)
  }
  const undo = react(() => conversation.pipe.lives.value, flush)
  signal.addEventListener('abort', undo)
  return {
    set,
    remove: (...keys: unknown[]) => {
      const changes: Changes = new Map()
      for (const key of keys.flat()) changes.set(String(key), null)
      change(changes)
    },
  }
}

const plain = (values: Map<string, string>): Readonly<Record<string, string>> => own(Object.fromEntries(values))

const wrong = (sentence: string) => new ZvonekError('options', sentence)

/** Texts, numbers and flags by key; null and undefined remove. */
const read = (said: unknown): Changes => {
  const given = typeof said === 'string' ? parse(said) : said
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw wrong('params must be an object of texts by name, such as { order: "2026-1184" }')
  const changes: Changes = new Map()
  for (const key of Object.keys(given)) changes.set(key, toText(key, Reflect.get(given, key)))
  return changes
}

/** What stands in an attribute. */
const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    throw wrong('params must be JSON where they are a text, such as {"order":"2026-1184"}')
  }
}

const toText = (key: string, value: unknown): string | null => {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw wrong(`the parameter “${key.slice(0, MOST.key)}” must be a text, a number, or true or false`)
  return String(value)
}

const check = (values: Map<string, string>) => {
  let size = 0
  values.forEach((value, key) => {
    if (!key || key.length > MOST.key) throw wrong(`the name of a parameter has 1 to ${MOST.key} characters`)
    if (value.length > MOST.value) throw wrong(`the parameter “${key}” is longer than ${MOST.value} characters`)
    size += key.length + value.length
  })
  if (values.size > MOST.many) throw wrong(`there may be ${MOST.many} parameters: remove some first`)
  if (size > MOST.all) throw wrong(`all parameters together may have ${MOST.all} characters: remove some first`)
}
