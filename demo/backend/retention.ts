import type { Id, Time } from '../../src/protocol/entities.js'
import type { Context } from './context.js'
import type { KnownClient } from './row.js'
import { lettersOf, type State } from './state.js'

/*
 * Nobody is kept longer than they are of use: so many days after the last that was heard of somebody, all of them goes, as if
 * they had asked for it themselves, with conversations, letters, callbacks, pages, and with the bytes on disk. Whoever has
 * never said anything is of no use to anybody: they go after thirty days, whatever the site keeps of others.
 */

const DAY = 86_400_000
/** Days that is kept who has said nothing. */
const SILENT = 30
/** Ms between two looks. */
const LOOK = 3_600_000

/** Clients that go in one transaction. */
const BATCH = 200

/** Looks now, and an hour after each look has ended; without `days` whoever has said something is kept for ever. */
export const keepFor = (days: number | undefined, context: Context) => {
  const { clock, log } = context
  const erase = createErasing(context, clock.now())
  let undo = () => {}
  let over = false
  const look = async () => {
    const now = clock.now()
    const since = { all: now - (days ?? Infinity) * DAY, silent: now - SILENT * DAY }
    let gone = 0
    for (let some = BATCH; some === BATCH && !over; gone += some) some = await erase(since)
    if (gone) log('info', 'retention.erased', `${gone}`)
  }
  const lookAgain = (): void => {
    if (over) return
    void look()
      // What the store did not take goes the next time.
      .catch((error: unknown) => log('warn', 'retention.failed', String(error)))
      .then(() => {
        if (!over) undo = clock.after(LOOK, lookAgain)
      })
  }
  lookAgain()
  return {
    dispose: () => {
      over = true
      undo()
    },
  }
}

/**
 * Looks and erases in one and the same turn of the writer: whoever comes back is either refused, or was heard of before and
 * stays. Resolves with how many went.
 */
const createErasing = ({ writer, presence, secrets, delivery, files }: Context, start: Time) => {
  /** Of whom files may be left, because removing them has failed. */
  const owed = new Set<Id>()
  return async (since: Omit<Since, 'start'>): Promise<number> => {
    const { old, letters } = await writer.run(draft => {
      const old = outdated(draft.state, { ...since, start }, presence.isOnline).slice(0, BATCH)
      const letters = old.flatMap(client => lettersOf(draft.state, client))
      for (const client of old) draft.erase(client, secrets.id())
      return { old, letters }
    })
    for (const client of old) owed.add(client)
    await delivery.forget(letters)
    for (const client of [...owed]) {
      await files?.forget(client)
      owed.delete(client)
    }
    return old.length
  }
}

/** From when on somebody must have been heard of to be kept, and from when on who has said nothing. */
interface Since {
  all: Time
  silent: Time
  /** Of whom no time is known was heard when this process began: who was here before it may be on their way back. */
  start: Time
}

/** Clients of whom nothing was heard since then, and who wait for nothing. */
export const outdated = (state: State, since: Since, isOnline: (client: Id) => boolean): Id[] => {
  const last = lastHeard(state)
  const wrote = new Set([...state.letters.values(), ...state.callbacks.values()].map(({ client }) => client))
  return [...state.clients.values()].flatMap(({ client, open, sessions }) => {
    const { id, channel, online } = client
    const before = sessions.length || wrote.has(id) || isMarked(client) ? since.all : Math.max(since.all, since.silent)
    const isHere = isOnline(id) || (online && channel === undefined)
    return open === undefined && !isHere && (last.get(id) || since.start) < before ? [id] : []
  })
}

/** Somebody else has said something of them: their site who they are, or an operator. */
const isMarked = ({ identity, channel, note, tags, blocked }: KnownClient): boolean =>
  [identity, channel, note, blocked].some(one => one !== undefined) || !!tags?.length

const lastHeard = ({ clients, letters, callbacks, sessions, calling }: State): Map<Id, Time> => {
  const last = new Map<Id, Time>()
  const note = (client: Id, at: Time) => last.set(client, Math.max(last.get(client) ?? 0, at))
  for (const { client, at } of clients.values()) {
    note(client.id, Math.max(at, client.seen ?? 0, client.leftAt ?? 0, client.page?.at ?? 0, client.from?.at ?? 0))
  }
  for (const { client, at } of letters.values()) note(client, at)
  for (const { client, endedAt, createdAt } of sessions.values()) note(client, endedAt ?? createdAt)
  for (const { id, client, at = 0, requestedAt, endedAt = 0 } of callbacks.values())
    note(client, calling.has(id) ? Infinity : Math.max(at, requestedAt, endedAt))
  return last
}
