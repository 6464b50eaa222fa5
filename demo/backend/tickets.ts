import type { Id, TicketState, Time } from '../../src/protocol/entities.js'
import type { DeskSession } from '../protocol/desk.js'
import { topicOf, type Bus } from './bus.js'
import { changeClient, changeSession, type Moment } from './changes.js'
import { closeOffer } from './offers.js'
import { refuse } from './refuse.js'
import type { KnownClient, Row } from './row.js'
import type { State } from './state.js'

/*
 * A call in a tab of its own is another visitor than the page that opened it: they share nothing but a ticket. The tab makes
 * the session by the ticket, the page says its hash; whichever comes first, the second brings them together.
 */

/** So long (ms) a ticket that a page has told leads its tab to it. */
const LIVES = 3_600_000

/** What a page says of the tab it has opened. */
export interface Link {
  hash: string
  at: Time
}

/**
 * The page that opened a tab: its address and parameters go to the tab's client, and how the call stands goes back.
 * @throws {TransportFailure} rejected `ticket.taken`.
 */
export const linkTicket = (moment: Moment, opener: KnownClient, hash: string): TicketState => {
  const { state } = moment.draft
  const other = linkOf(state, hash)
  if (other && other.id !== opener.id) throw taken()
  const session = sessionOf(state, hash)
  if (opener.ticket?.hash !== hash) changeClient(moment, opener, { ticket: { hash, at: moment.now } })
  if (session && session.opener === undefined) {
    join(moment, session, clientIn(state, opener.id) ?? opener)
    if (session.state !== 'ended') leaveOffer(moment, opener.id)
  }
  return toTicket(sessionOf(state, hash))
}

/**
 * What a session that begins by a ticket gets from the page that opened it, if that has come already.
 * @throws {TransportFailure} rejected `ticket.taken`: it was for one use.
 */
export const openerFor = ({ draft, now }: Moment, client: Id, hash: string): KnownClient | undefined => {
  const session = sessionOf(draft.state, hash)
  if (session && session.client !== client) throw taken()
  const opener = linkOf(draft.state, hash)
  return opener?.ticket && now - opener.ticket.at < LIVES ? opener : undefined
}

/** Who goes to a call in another tab leaves what was offered in the page that opened it. */
export const leaveOffer = (moment: Moment, opener: Id): void => {
  const client = clientIn(moment.draft.state, opener)
  if (client) closeOffer(moment, client, 'over')
}

/** Whether somebody's page has opened a tab in which they wait or talk now: another visitor, and the same person. */
export const isInTab = ({ queue, talking, sessions }: Pick<State, 'queue' | 'talking' | 'sessions'>, id: Id): boolean =>
  [...queue, ...talking].some(session => sessions.get(session)?.opener === id)

/** A page's address and parameters, where its tab said nothing of its own. */
export const given = (client: KnownClient, opener: KnownClient): Partial<KnownClient> => ({
  ...(opener.page && { page: opener.page }),
  params: [...client.params, ...opener.params.filter(({ key }) => !client.params.some(one => one.key === key))],
})

const join = (moment: Moment, session: DeskSession, opener: KnownClient) => {
  const client = clientIn(moment.draft.state, session.client)
  if (client) changeClient(moment, client, given(client, opener))
  changeSession(moment, session, { opener: opener.id })
}

/** Tells the pages that opened a tab how its call stands. */
export const tellOpeners = (bus: Bus, rows: readonly Row[]): void => {
  for (const { change } of rows) {
    if (change.type !== 'session.changed') continue
    const { ticket: hash, opener } = change.session
    if (hash === undefined || opener === undefined) continue
    bus.publish(topicOf(opener), { type: 'ticket', hash, ticket: toTicket(change.session) })
  }
}

const toTicket = (session: DeskSession | undefined): TicketState => {
  if (!session) return { state: 'unused' }
  return { state: session.state === 'ended' ? 'ended' : 'joined', ...(session.call && { call: session.call }) }
}

const clientIn = ({ clients }: State, id: Id): KnownClient | undefined => clients.get(id)?.client

/** Seldom asked for, so that an index would cost more than it saves. */
const linkOf = ({ clients }: State, hash: string): KnownClient | undefined => {
  for (const { client } of clients.values()) if (client.ticket?.hash === hash) return client
  return undefined
}
const sessionOf = ({ sessions }: State, hash: string): DeskSession | undefined => {
  for (const session of sessions.values()) if (session.ticket === hash) return session
  return undefined
}

const taken = () => refuse('ticket.taken', 'A ticket is for one tab: make another.')
