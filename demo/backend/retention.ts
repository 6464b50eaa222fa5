import type { Id, Time } from '../../src/protocol/entities.js'
import type { Context } from './context.js'
import type { State } from './state.js'
import { forgetClient } from './forget.js'

/*
 * Nobody is kept longer than they are of use: so many days after the last that was heard of somebody, all of them goes, as if
 * they had asked for it themselves, with conversations, letters, callbacks, pages, and with the bytes on disk.
 */

const DAY = 86_400_000
/** Ms between two looks. */
const LOOK = 3_600_000

/** Looks now, and every hour from now on; without `days` everybody is kept for ever. */
export const keepFor = (days: number | undefined, context: Context) => {
  const { clock, log, writer, presence } = context
  let undo = () => {}
  let over = days === undefined
  const look = async () => {
    const before = clock.now() - (days ?? Infinity) * DAY
    const old = await writer.run(({ state }) => outdated(state, before, presence.isOnline))
    for (const client of old) if (!over) await forgetClient(context, client)
    if (old.length) log('info', 'retention.erased', `${old.length} after ${days} days`)
  }
  const lookAgain = (): void => {
    if (over) return
    // What the store did not take goes the next time.
    look().catch((error: unknown) => log('warn', 'retention.failed', String(error)))
    undo = clock.after(LOOK, lookAgain)
  }
  lookAgain()
  return {
    dispose: () => {
      over = true
      undo()
    },
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
