import type { Clock } from '../../src/protocol/ports.js'
import { createAlarm } from './alarm.js'
import { expireOffer, freshFor, openOffer } from './offers.js'
import type { KnownClient } from './row.js'
import type { State } from './state.js'
import type { Writer } from './writer.js'

/** Takes offers back that nobody has answered in their time. */
export interface StaleOffers {
  /** Call after every batch. */
  tell(state: State): void
  dispose(): void
}

/** Ms between two looks, whatever the clock says. */
const LOOK = 30_000

export const createStaleOffers = ({ clock, writer }: { clock: Clock; writer(): Writer }): StaleOffers => {
  const ring = () =>
    writer().run(draft => {
      const now = clock.now()
      for (const { client, left } of waiting(draft.state, now)) if (left <= 0) expireOffer({ draft, now }, client)
    })
  const alarm = createAlarm({ clock, longest: LOOK, again: LOOK, ring })
  return {
    tell: state => {
      alarm.clear()
      const first = Math.min(...waiting(state, clock.now()).map(({ left }) => left))
      if (first < Infinity) alarm.set(first)
    },
    dispose: alarm.dispose,
  }
}

/** Clients with an offer, and the ms that it stands yet. */
const waiting = ({ offered, clients }: State, now: number): { client: KnownClient; left: number }[] =>
  [...offered].flatMap(id => {
    const client = clients.get(id)?.client
    const offer = client && openOffer(client)
    return client && offer ? [{ client, left: freshFor(offer, now) }] : []
  })
