import type { Client } from '../protocol/desk.js'
import { personWords } from './person-words.js'

/*
 * Whose word it is: what a site has signed of its visitor is verified; what a visitor, their page or their browser says of
 * who they are is not, however it looks.
 */

/** Of one field: it counts as signed only when this very text is. */
export const proofOf = (is: string | undefined, signed: string | undefined): string =>
  is !== undefined && is === signed ? personWords.verified : personWords.said

/** Of what a client is called; undefined when the name is one that we gave. */
export const nameProof = (client: Client | undefined): string | undefined => {
  const { verified, name } = client ?? {}
  if (verified && (verified.name !== undefined || name === undefined)) return personWords.verified
  return name === undefined ? undefined : personWords.said
}
