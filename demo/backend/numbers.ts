import type { Id } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { Invitation } from '../protocol/desk.js'
import type { Secrets } from './secrets.js'
import type { State } from './state.js'
import type { Writer } from './writer.js'

/*
 * The number of an invitation is reckoned from its id by the site's key, so no store, backup or log holds it, and it can
 * be shown again after a restart. A number is looked up among those of a list that is as short as what is remembered.
 */

/** Ms for which a dead number still gets a precise answer. */
const REMEMBERED = 7 * 86_400_000
/** So many are drawn at once: that all of them are taken does not happen. */
const DRAWN = 8

/** An invitation that could be made. */
export interface Drawn {
  id: Id
  code: string
}

export interface Numbers {
  /** Fresh ones, and everything that is needed to tell which of them are free. */
  draw(): Promise<readonly Drawn[]>
  /** Makes the numbers of what is remembered known here. */
  refresh(): Promise<void>
  /** An invitation is made: its number leads to it. */
  add(drawn: Drawn): void
  /** The number, as far as it is known here. */
  of(invitation: Id): string | undefined
  /** Whose number it is: the living one, or the last that had it. */
  find(state: State, code: string, now: number): Invitation | undefined
}

export interface NumbersOptions {
  writer: Writer
  secrets: Secrets
  clock: Clock
}

export const createNumbers = ({ writer, secrets, clock }: NumbersOptions): Numbers => {
  let codes = new Map<Id, string>()
  let owners = new Map<string, Id[]>()
  const toCode = async (id: Id) => toDigits(await secrets.sign(`invitation ${id}`))
  const add = ({ id, code }: Drawn) => {
    codes.set(id, code)
    owners.set(code, [...(owners.get(code) ?? []), id])
  }
  const refresh = async () => {
    const ids = await writer.run(({ state }) => remembered(state, clock.now()))
    if (ids.length === codes.size && ids.every(id => codes.has(id))) return
    const all = await Promise.all(ids.map(async id => ({ id, code: codes.get(id) ?? (await toCode(id)) })))
    codes = new Map()
    owners = new Map()
    all.forEach(add)
  }
  return {
    add,
    refresh,
    draw: async () => {
      await refresh()
      const ids = Array.from({ length: DRAWN }, secrets.id)
      return Promise.all(ids.map(async id => ({ id, code: await toCode(id) })))
    },
    of: id => codes.get(id),
    find: (state, code, now) => {
      const known = (owners.get(code) ?? []).flatMap(id => state.invitations.get(id) ?? [])
      return known.find(one => isLive(one, now)) ?? known.at(-1)
    },
  }
}

/** Whether it leads to its operator now. */
export const isLive = ({ state, expiresAt }: Invitation, now: number): boolean => state === 'live' && expiresAt > now

const remembered = ({ invitations }: State, now: number) =>
  [...invitations.values()].flatMap(({ id, expiresAt }) => (expiresAt > now - REMEMBERED ? [id] : []))

/** 52 of the bits: no number is likelier than another by more than 1 in 10⁹. */
const toDigits = (signature: string) => String(Number.parseInt(signature.slice(0, 13), 16) % 1_000_000).padStart(6, '0')
