import { TransportFailure } from '../../src/protocol/failure.js'
import type { Backend } from '../backend/backend.js'
import type { Store } from '../backend/store.js'
import type { Limits } from './limits.js'
import type { Figures, Side } from './metrics.js'
import { Refusal } from './refusals.js'

/* Counting stands in front of the parts that are counted; they know nothing of it. */

/** Size and time of each commit. `elapsed`: milliseconds that only ever grow. */
export const meterStore = (store: Store, figures: Figures, elapsed: () => number): Store => ({
  ...store,
  append: async batch => {
    const began = elapsed()
    try {
      await store.append(batch)
      figures.batches.observe(batch.rows.length)
      figures.appends.observe((elapsed() - began) / 1_000)
    } catch (error) {
      figures.failures.inc()
      throw error
    }
  },
})

/** Commands by type and outcome. */
export const meterBackend = (backend: Backend, figures: Figures): Backend => {
  const metered =
    <A extends unknown[]>(side: Side, send: (...given: A) => Promise<object>) =>
    async (...given: A) => {
      const type = typeOf(given[1])
      try {
        const reply = await send(...given)
        figures.commands.inc({ side, type, outcome: 'ok' })
        return reply
      } catch (error) {
        figures.commands.inc({ side, type, outcome: outcomeOf(error) })
        throw error
      }
    }
  const { visitor, desk } = backend
  return {
    ...backend,
    visitor: { ...visitor, send: metered('visitor', visitor.send) },
    desk: { ...desk, send: metered('desk', desk.send) },
  }
}

/** Requests refused, by limit. */
export const meterLimits = (limits: Limits, figures: Figures): Limits => {
  const metered = Object.entries(limits).map(([limit, { take }]) => [
    limit,
    {
      take: (key: string) => {
        try {
          take(key)
        } catch (error) {
          if (error instanceof Refusal) figures.limited.inc({ limit })
          throw error
        }
      },
    },
  ])
  return Object.fromEntries(metered) as Limits
}

const COMMANDS = [
  ...['session.start', 'session.leave', 'session.accept', 'session.end', 'message.send', 'typing.set', 'read.mark'],
  ...['page.share', 'params.set', 'history.get', 'visitor.forget', 'operator.available'],
  ...['invitation.redeem', 'invitation.create', 'invitation.revoke'],
]

/** Anybody may send any type: only known ones become a label. */
const typeOf = (command: unknown): string => {
  const type = (command as { type?: unknown } | null)?.type
  return COMMANDS.find(known => known === type) ?? 'other'
}

const outcomeOf = (error: unknown): string => {
  if (!(error instanceof TransportFailure)) return 'failed'
  const { failure } = error
  return failure.kind === 'rejected' ? failure.code : failure.kind
}
