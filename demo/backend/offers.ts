import type { Id, Offer, Time } from '../../src/protocol/entities.js'
import type { DeskOffer } from '../protocol/desk.js'
import { topicOf, type Bus } from './bus.js'
import { changeClient, type Moment } from './changes.js'
import type { KnownClient, Row } from './row.js'
import type { State } from './state.js'

/*
 * A chat that an operator offers to somebody who is on the site.
 *
 *   open → accepted   a conversation with that operator, straight away
 *        → declined   nobody asks again in this visit
 *        → over       taken back, or unanswered for too long, or they left, or did something else
 *
 * One at a time for each operator, and for each client; it stands in the client's own record, and goes with it.
 */

/** Who has not answered for so long (ms) is not asked by that sentence any more. */
const FRESH = 600_000

/** Ms that an offer stands yet. */
export const freshFor = ({ at }: Pick<Offer, 'at'>, now: Time): number => at + FRESH - now

/** The offer of a client, if it stands. */
export const openOffer = ({ offer }: Pick<KnownClient, 'offer'>): DeskOffer | undefined =>
  offer?.state === 'open' ? offer : undefined

/** An offer that stands stands no longer. */
export const closeOffer = (
  moment: Pick<Moment, 'draft' | 'now'>,
  client: KnownClient,
  state: Exclude<Offer['state'], 'open'>,
): void => {
  const offer = openOffer(client)
  if (offer) changeClient(moment, client, closing(client, { offer, state, now: moment.now }))
}

/** Nobody has answered it in its time: its operator is told so. */
export const expireOffer = ({ draft, now }: Pick<Moment, 'draft' | 'now'>, client: KnownClient): void => {
  const standing = openOffer(client)
  if (!standing) return
  const { offer } = closing(client, { offer: standing, state: 'over', now })
  changeClient({ draft }, client, { offer: { ...offer, unanswered: true } })
}

/** What a change of a client holds that ends their offer beside. */
export const withoutOffer = (client: KnownClient, now: Time): Pick<KnownClient, 'offer'> => {
  const offer = openOffer(client)
  return offer ? closing(client, { offer, state: 'over', now }) : {}
}

/** The same, for an offer that stands and a state of one's own. */
export const closing = (
  { version }: KnownClient,
  { offer, state, now }: { offer: DeskOffer; state: Offer['state']; now: Time },
): { offer: DeskOffer } => ({ offer: { ...offer, state, endedAt: now, version: version + 1 } })

/**
 * A visitor turns out to be somebody whom the site knows: what stood is over with the one, and a no holds for the other too,
 * whose visit is this one.
 */
export const moveOffer = (
  moment: Pick<Moment, 'draft' | 'now'>,
  { from, to }: { from: KnownClient; to: KnownClient },
): void => {
  const { offer, since = moment.now } = from
  closeOffer(moment, from, 'over')
  if (offer?.state !== 'declined' || openOffer(to)) return
  const visit = to.online ? {} : { since, leftAt: moment.now }
  changeClient(moment, to, { ...closing(to, { offer, state: 'declined', now: moment.now }), ...visit })
}

/** Those to whom an operator offers a chat now. */
export const offeredBy = ({ offered, clients }: Pick<State, 'offered' | 'clients'>, operator: Id): KnownClient[] =>
  [...offered].flatMap(id => {
    const client = clients.get(id)?.client
    return client?.offer?.operator.id === operator ? client : []
  })

/** Who does not answer any more offers nothing. */
export const withdrawAll = (moment: Pick<Moment, 'draft' | 'now'>, operator: Id): void => {
  for (const client of offeredBy(moment.draft.state, operator)) closeOffer(moment, client, 'over')
}

/** An offer as its visitor sees it. */
export const toVisitorOffer = ({ id, text, operator, at, state }: DeskOffer): Offer => ({
  id,
  text,
  operator,
  at,
  state,
})

/** Tells visitors how their offers stand, once for each change. */
export const tellOffers = (bus: Bus, rows: readonly Row[]): void => {
  for (const { client: id, change } of rows) {
    if (change.type !== 'client.changed') continue
    const { offer, version } = change.client
    if (offer?.version === version) bus.publish(topicOf(id), { type: 'offer', offer: toVisitorOffer(offer) })
  }
}
