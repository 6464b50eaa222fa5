import type { Draft } from './writer.js'

/*
 * Everybody in the queue knows their place. Near the front it is exact; far behind it is told anew only when it has
 * become a tenth better, so that one acceptance does not write a row for each of a thousand who wait.
 */

const EXACT = 20

/** Tells those whose place has changed enough. */
export const tellPlaces = ({ state, change }: Draft): void => {
  let place = 0
  for (const id of state.queue) {
    const session = state.sessions.get(id)
    if (!session) continue
    place++
    if (isWorthTelling(session.position, place))
      change(session.client, {
        type: 'session.changed',
        session: { ...session, version: session.version + 1, position: place },
      })
  }
}

const isWorthTelling = (told: number | undefined, place: number) =>
  told === undefined || (told !== place && (place <= EXACT || told - place >= place / 10))
