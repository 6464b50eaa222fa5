import type { Id } from '../../src/protocol/entities.js'
import { Malformed, oneOf, optional, text, type Parser } from '../../src/protocol/parse.js'
import { id, named, short } from './parse-named.js'
import { refuse } from './refuse.js'

/** Somebody at a messenger. */
export interface Contact {
  /** As the messenger knows them: the same person is always the same id. */
  id: Id
  name?: string | undefined
  /** E.164, where the messenger tells it. */
  phone?: string | undefined
  /** BCP 47 tag. */
  locale?: string | undefined
}

/** What a bridge delivers. */
export interface Bridged {
  /** Of the messenger's own message: what comes again under it is the same. */
  id: Id
  type: 'message' | 'forget'
  contact: Contact
  text?: string
  /** Of the page it came from, where the messenger hands it over apart from the text. */
  reference?: string
}

const contact: Parser<Contact> = named<Contact>({
  id,
  name: optional(short(200)),
  phone: optional(short(32)),
  locale: optional(short(35)),
})

const parse = named<Bridged>({
  id,
  type: oneOf('message', 'forget'),
  contact,
  text: optional(text),
  reference: optional(short(64)),
})

/**
 * Reads what a bridge has sent.
 * @throws {TransportFailure} rejected `malformed`.
 */
export const parseBridged = (body: string): Bridged => {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw refuse('malformed', 'The body is not JSON.')
  }
  try {
    return parse(value)
  } catch (error) {
    throw error instanceof Malformed ? refuse('malformed', `The message is malformed: ${error.message}.`) : error
  }
}
