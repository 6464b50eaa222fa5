import type { Id, Time } from '../../src/protocol/entities.js'
import { changeClient, type Moment } from './changes.js'
import { endSession } from './course.js'
import type { Groups } from './groups.js'
import { closeOffer, openOffer } from './offers.js'
import type { KnownClient } from './row.js'
import { without } from './without.js'

/** An offer to who stays away for so long (ms) is over; how long a session outlasts it is set for each group. */
const OFFERED = 30_000
/** Who comes back later than this (ms) begins another visit. */
const VISIT = 1_800_000

/** What a client is who has a page open now. */
export const arriving = ({ online, leftAt, since }: KnownClient, now: Time): Partial<KnownClient> => ({
  online: true,
  ...(since === undefined || (!online && leftAt !== undefined && now - leftAt > VISIT) ? { since: now } : {}),
})

/** What is known of a client's page. */
export interface Seen {
  client: Id
  online: boolean
  /** Since when it is so, by the clock on the wall: to be shown. */
  since: Time
  /** For how long (ms) they have been away: counted, since the clock on the wall may be set. */
  away: number
}

/** Writes down who came or went, and ends what has waited too long; gives the ms until somebody must look again. */
export const noteSeen = (
  moment: Moment,
  { client: id, online, since, away }: Seen,
  groups: Groups,
): number | undefined => {
  const { clients, sessions } = moment.draft.state
  const owner = clients.get(id)
  // Who only looks, and lets nobody see where, is not written down.
  if (!owner || owner.client.channel !== undefined) return undefined
  if (!owner.sessions.length && !owner.client.page && !owner.client.online) return undefined
  if (owner.client.online !== online || (!online && owner.client.leftAt === undefined))
    changeClient(
      moment,
      without(owner.client, 'leftAt'),
      online ? arriving(owner.client, since) : { online, leftAt: since },
    )
  const session = sessions.get(owner.open ?? '')
  if (!online && openOffer(owner.client)) {
    const left = OFFERED - away
    if (left > 0) return left
    closeOffer(moment, clients.get(id)?.client ?? owner.client, 'over')
  }
  if (online || (session?.state !== 'queued' && session?.state !== 'accepted')) return undefined
  const left = groups.find(session.group).away[session.state] - away
  if (left > 0) return left
  endSession(moment, session, 'system')
  return undefined
}
