import type { Id, Time } from '../../src/protocol/entities.js'
import type { Context } from './context.js'
import { lettersOf, type State } from './state.js'

/*
 * Nobody is kept longer than they are of use: so many days after the last that was heard of somebody, all of them goes, as if
 * they had asked for it themselves, with conversations, letters, callbacks, pages, and with the bytes on disk.
 */

const DAY = 86_400_000
/** Ms between two looks. */
const LOOK = 3_600_000

/** Clients that go in one transaction. */
const BATCH = 200

/** Looks now, and an hour after each look has ended; without `days` everybody is kept for ever. */
export const keepFor = (days: number | undefined, context: Context) => {
  const { clock, log } = context
  const erase = createErasing(context)
  let undo = () => {}
  let over = days === undefined
  const look = async () => {
    const before = clock.now() - (days ?? Infinity) * DAY
    let all = 0
    for (let some = BATCH; some === BATCH && !over; all += some) some = await erase(before)
    if (all) log('info', 'retention.erased', `${all} after ${days} days`)
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
const createErasing = ({ writer, presence, secrets, delivery, files }: Context) => {
  /** Of whom files may be left, because removing them has failed. */
  const owed = new Set<Id>()
  return async (before: Time): Promise<number> => {
    const { old, letters } = await writer.run(draft => {
      const old = outdated(draft.state, before, presence.isOnline).slice(0, BATCH)
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

/** Clients of whom nothing was heard since `before`, and who wait for nothing. */
export const outdated = (state: State, before: Time, isOnline: (client: Id) => boolean): Id[] => {
  const last = lastHeard(state)
  return [...state.clients.values()].flatMap(({ client: { id, channel, online }, open }) => {
    const isHere = isOnline(id) || (online && channel === undefined)
    return open === undefined && !isHere && (last.get(id) ?? 0) < before ? [id] : []
  })
}

const lastHeard = ({ clients, letters, callbacks, sessions, calling }: State): Map<Id, Time> => {
  const last = new Map<Id, Time>()
  const note = (client: Id, at: Time) => last.set(client, Math.max(last.get(client) ?? 0, at))
  for (const { client, at } of clients.values()) {
    note(client.id, Math.max(at, client.leftAt ?? 0, client.page?.at ?? 0, client.from?.at ?? 0))
  }
  for (const { client, at } of letters.values()) note(client, at)
  for (const { client, endedAt, createdAt } of sessions.values()) note(client, endedAt ?? createdAt)
  for (const { id, client, at = 0, requestedAt, endedAt = 0 } of callbacks.values())
    note(client, calling.has(id) ? Infinity : Math.max(at, requestedAt, endedAt))
  return last
}
