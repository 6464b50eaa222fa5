import type { Client } from '../../protocol/desk.js'
import { object, optional, said, TEXT, TIME } from './schema.js'

/** Of a client whose site says who they are. */
export const personFields = {
  verified: optional(
    said(
      object<NonNullable<Client['verified']>>({
        sub: said(TEXT, 'The site’s own name for them.'),
        name: optional(TEXT),
        email: optional(TEXT),
        phone: optional(TEXT),
        at: TIME,
      }),
      'What their site has signed of them, and when it did so first; all else they said themselves.',
    ),
  ),
}
