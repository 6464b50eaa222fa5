/** What a host and its guests say to each other. A name stands for a lock and for what is said under it. */
import { toFailure, TransportFailure, type Failure } from '../../src/protocol/failure.js'
import { anything, Malformed, oneOf, optional, record, text, union, type Parser } from '../../src/protocol/parse.js'
import type { Cursor } from '../../src/protocol/entities.js'
import type { Tabs } from './tabs.js'

/** Held by the host while it takes guests; they ask under it. */
export const hostName = (id: string) => `${HOST}${id}`
/** Held by the guest while it wants an answer; both sides speak under it. */
export const lineName = (id: string) => `zvonek:line:${id}`
/** Here a new host says that it is there. */
export const NEWS = 'zvonek:news'

const HOST = 'zvonek:host:'

/** The name of the host there is now, if any. */
export const findHost = async (tabs: Tabs) => (await tabs.held()).find(name => name.startsWith(HOST))

export type Ask = { type: 'open'; after?: Cursor } | { type: 'send'; command: unknown }

export interface Request {
  line: string
  /** For whom the guest speaks; read by whoever serves. */
  as: unknown
  ask: Ask
}

/** Of a guest on its line. */
export interface Ping {
  type: 'ping'
}

/** Of the host on a line. */
export type Answer =
  | { type: 'pong' }
  | { type: 'event'; event: unknown }
  | { type: 'reply'; reply: unknown }
  | { type: 'end'; failure: Failure; why: string }

const known = union<Ask>({ open: record({ after: optional(text) }), send: record({ command: anything }) })
const ask: Parser<Ask> = value => {
  const asked = known(value)
  if (!asked) throw new Malformed('not a question of this version')
  return asked
}

/** @throws {Malformed} */
export const parseRequest: Parser<Request> = record<Request>({
  line: text,
  as: anything,
  ask,
})

export const isPing = (value: unknown): value is Ping => (value as Partial<Ping> | undefined)?.type === 'ping'

const FAILURES: readonly Failure['kind'][] = ['retry', 'auth', 'gone', 'reset', 'rejected', 'tooLarge']

const failure: Parser<Failure> = value => {
  const { kind } = record<{ kind: Failure['kind'] }>({ kind: oneOf(...FAILURES) })(value)
  // The rest is as its maker wrote it: numbers and codes that nobody trusts further.
  return { ...(value as Failure), kind } as Failure
}

/**
 * Gives undefined for what a later version may say.
 * @throws {Malformed}
 */
export const parseAnswer = union<Answer>({
  pong: record({}),
  event: record({ event: anything }),
  reply: record({ reply: anything }),
  end: record({ failure, why: text }),
})

/** An end as it travels: errors lose what is ours on the way. */
export const toEnd = (thrown: unknown): Answer => ({
  type: 'end',
  failure: thrown instanceof Malformed ? { kind: 'rejected', code: 'malformed' } : toFailure(thrown),
  why: thrown instanceof Error ? thrown.message : String(thrown),
})

export const fromEnd = ({ failure, why }: { failure: Failure; why: string }) => new TransportFailure(failure, why)
