import type { State } from './state.js'

/** What goes on at a site. */
export interface Tally {
  /** Sessions that wait for an operator. */
  queued: number
  /** Sessions an operator has accepted. */
  talking: number
  /** Operators who take new ones. */
  available: number
  /** Visitors with a page open. */
  online: number
}

export const tally = ({ queue, knocks, talking, operators, clients }: State): Tally => ({
  queued: queue.size + knocks.size,
  talking: talking.size,
  available: [...operators.values()].filter(({ available }) => available).length,
  online: [...clients.values()].filter(({ client }) => client.online && client.channel === undefined).length,
})
