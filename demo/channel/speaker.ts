import { oneOf, optional, record, text, type Parser } from '../../src/protocol/parse.js'
import type { Id } from '../../src/protocol/entities.js'

/** A visitor as their page knows them; without a token the stream makes one. */
export interface Visitor {
  token?: string
  /** What their site gives them to say who they are. */
  identity?: string
  widget: string
  locale?: string
  /** The browser's own words for itself. */
  userAgent?: string
}

/** For whom a tab speaks to the backend in another tab. */
export type Speaker = ({ side: 'visitor' } & Visitor) | { side: 'desk'; operator: Id }

const side = record<{ side: Speaker['side'] }>({ side: oneOf('visitor', 'desk') })
const visitor = record<Visitor>({
  token: optional(text),
  identity: optional(text),
  widget: text,
  locale: optional(text),
  userAgent: optional(text),
})
const desk = record<{ operator: Id }>({ operator: text })

/** @throws {Malformed} */
export const parseSpeaker: Parser<Speaker> = value => {
  const found = side(value)
  return found.side === 'visitor' ? { side: 'visitor', ...visitor(value) } : { side: 'desk', ...desk(value) }
}
