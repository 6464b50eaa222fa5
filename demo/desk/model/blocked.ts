import type { Client } from '../../protocol/desk.js'

/** Clients who do not get through, the last who was blocked at the end. */
export const toBlocked = (clients: Iterable<Client>): Client[] =>
  [...clients].filter(({ blocked }) => blocked).sort((a, b) => (a.blocked?.at ?? 0) - (b.blocked?.at ?? 0))
