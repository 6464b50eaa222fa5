import type { Time } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import { unauthorized } from './refuse.js'
import type { KnownClient } from './row.js'
import type { Secrets } from './secrets.js'
import type { State } from './state.js'

/** Who somebody is, as the backend of a site has signed it. */
export interface Person {
  /** Whose word it is: the same `sub` of another site is somebody else. */
  site: string
  sub: string
  /** From when on it has to be said anew. */
  until: Time
  /** Names of the widgets that this word counts for; absent: all. */
  widgets?: readonly string[]
  name?: string
  email?: string
  phone?: string
}

/**
 * Looks at a token by which a site says who its visitor is; `widget` is named where the visitor begins.
 * @throws {TransportFailure} auth, whatever is wrong with it.
 */
export type Identify = (token: string, widget: string | undefined) => Promise<Person>

/** A person whose token was looked at; `mark` is a hash of what was signed. */
export interface Proven extends Person {
  mark: string
}

/** What the backend keeps of a verified client. */
export interface Identity extends Omit<Person, 'until' | 'widgets'> {
  /** When their site said so for the first time. */
  at: Time
  /** Tokens that were signed out before their time: they prove nothing any more. */
  spent?: readonly { mark: string; until: Time }[]
}

/** What somebody shows of themselves: the backend's own token, and the site's. */
export interface Credential {
  token?: string | undefined
  identity?: string | undefined
}

export const toCredential = (shown: Credential | string | undefined): Credential =>
  typeof shown === 'object' ? shown : { token: shown }

export type Prove = (token: string, widget?: string) => Promise<Proven>

/** Tokens whose signature need not be reckoned again: those in use, of a busy site. */
const MOST_KNOWN = 10_000

/** Looks at each token once, and at its end each time. */
export const createProof = (options: {
  identify: Identify | undefined
  secrets: Pick<Secrets, 'hash'>
  clock: Clock
}): Prove => {
  const { identify, secrets, clock } = options
  const known = new Map<string, Proven>()
  return async (token, widget) => {
    if (!identify) throw unauthorized('This server knows no site’s keys, so nobody can say who they are.')
    const key = JSON.stringify([widget, token])
    const before = known.get(key)
    if (before && before.until > clock.now()) return before
    known.delete(key)
    const person = await identify(token, widget)
    if (person.until <= clock.now()) throw unauthorized('The identity has expired.')
    // Of what is signed: a signature may be written in more than one way.
    const proven = { ...person, mark: await secrets.hash(token.split('.').slice(0, 2).join('.')) }
    if (known.size >= MOST_KNOWN) known.delete([...known.keys()][0] ?? '')
    known.set(key, proven)
    return proven
  }
}

/** @throws {TransportFailure} auth, where somebody's word does not count for a widget. */
export const checkWidget = ({ widgets }: Pick<Person, 'widgets'>, widget: unknown): void => {
  if (typeof widget === 'string' && widgets?.includes(widget) === false)
    throw unauthorized(`The key of this identity does not count for the widget “${widget.slice(0, 64)}”.`)
}

export const personKey = ({ site, sub }: Pick<Person, 'site' | 'sub'>): string => JSON.stringify([site, sub])

/** The client whom a person is known as. @throws {TransportFailure} auth, after this token was signed out. */
export const clientOfPerson = ({ persons, clients }: State, proven: Proven): KnownClient | undefined => {
  const client = clients.get(persons.get(personKey(proven)) ?? '')?.client
  if (client?.identity?.spent?.some(({ mark }) => mark === proven.mark))
    throw unauthorized('This identity was signed out: ask the site for another.')
  return client
}
