import type { Store } from '../../demo/backend/store.js'
import type { Message } from '../../src/protocol/entities.js'
import { toFailure } from '../../src/protocol/failure.js'
import type { Seeded } from '../support/seeded-random.js'

/** One message of a run, and what its sender was told of it. */
export interface Planned {
  visitor: number
  id: string
  text: string
  attempts: number
  /** Whether the attempts go out at once, as from two tabs, or one after another. */
  atOnce: boolean
  acked: boolean
}

/** `many` messages of `visitors`, each to be attempted 1 to 6 times. */
export const plan = ({ between, random }: Seeded, { many, visitors }: { many: number; visitors: number }): Planned[] =>
  Array.from({ length: many }, (_, n) => ({
    visitor: n % visitors,
    id: `command-${n}`,
    text: `words ${n}`,
    attempts: between(1, 6),
    atOnce: random() < 0.5,
    acked: false,
  }))

export const commandOf = ({ id, text }: Planned) => ({ id, type: 'message.send', text })

/** Attempts one message as planned. What fails is to be repeated, like any client would; what is refused is a fault of the test. */
export const attemptAll = async (
  planned: Planned,
  send: (planned: Planned, attempt: number) => Promise<unknown>,
): Promise<void> => {
  const attempt = async (n: number) => {
    try {
      await send(planned, n)
      planned.acked = true
    } catch (thrown) {
      if (toFailure(thrown).kind !== 'retry') throw thrown
    }
  }
  const attempts = Array.from({ length: planned.attempts }, (_, n) => n)
  if (planned.atOnce) await Promise.all(attempts.map(attempt))
  else for (const n of attempts) await attempt(n)
}

/** Does `work` for every item, so many at a time. */
export const inTurns = async <T>(items: readonly T[], width: number, work: (item: T) => Promise<void>) => {
  let next = 0
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: width }, lane))
}

/** All messages the store holds, as (client, command) in its order. */
export const heldIn = async (store: Store): Promise<{ client: string; message: Message }[]> => {
  const { pos } = await store.head()
  const rows = await store.rows(0, pos)
  return rows.flatMap(({ client, change }) =>
    change.type === 'message.added' && change.message.command !== undefined
      ? [{ client, message: change.message }]
      : [],
  )
}

export interface Verdict {
  doubled: number
  missing: number
  /** Held though nobody has been told so: allowed, since its sender would ask again. */
  unacked: number
  held: number
}

/** Compares what was acknowledged with what is held. */
export const judge = (planned: readonly Planned[], held: readonly { client: string; message: Message }[]): Verdict => {
  const rows = new Map<string, number>()
  for (const { client, message } of held) {
    const key = `${client} ${message.command}`
    rows.set(key, (rows.get(key) ?? 0) + 1)
  }
  const ids = new Set(held.map(({ message }) => message.command))
  return {
    doubled: [...rows.values()].filter(count => count > 1).length,
    missing: planned.filter(({ id, acked }) => acked && !ids.has(id)).length,
    unacked: planned.filter(({ id, acked }) => !acked && ids.has(id)).length,
    held: rows.size,
  }
}
