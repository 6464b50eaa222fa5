import type { Availability } from './entities.js'
import { dictionary, number, oneOf, optional, record, text, time, type Parser } from './parse.js'

/*
 * `POST /v1/check`: what a developer's `diagnose()` asks. It makes no visitor and changes nothing. The answer comes as the
 * events of a stream come: at once, and then the stream stays open for a moment, so that who asks sees whether something on
 * the way holds back what is said.
 */

/** Ms that the stream stays open behind its one event. */
export const HOLD = 1_000

/** The one event. */
export interface Checked {
  /** The protocol that the backend speaks, and the oldest that it understands. */
  protocol: number
  oldest: number
  /** The backend's clock, in ms since 1970. */
  now: number
  /** Which ways in lead to somebody now, for the widget that was asked about. */
  availability: Partial<Record<string, Pick<Availability, 'state' | 'reason'>>>
}

export const parseChecked: Parser<Checked> = record<Checked>({
  protocol: number,
  oldest: number,
  now: time,
  availability: dictionary(
    record<Pick<Availability, 'state' | 'reason'>>({
      state: oneOf('online', 'busy', 'offline', 'unknown'),
      reason: optional(text as Parser<NonNullable<Availability['reason']>>),
    }),
  ),
})
