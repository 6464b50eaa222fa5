import type { Id, Time } from '../../src/protocol/entities.js'
import type { DeskOffer, DeskOperator } from '../protocol/desk.js'
import { isTaken } from './alone.js'
import { isBlocked } from './blocking.js'
import { addMessage, addNotice, changeClient, checkText, toOperator } from './changes.js'
import type { Decision } from './commands.js'
import type { DeskMoment } from './desk-commands.js'
import { closeOffer, closing, expireOffer, freshFor, offeredBy, openOffer } from './offers.js'
import type { DoneCommand } from './parse-command.js'
import { gone, refuse } from './refuse.js'
import { toVisitorSession, type KnownClient } from './row.js'
import type { ClientState, State } from './state.js'
import { isInTab } from './tickets.js'
import { begin, groupAt, nameOf, type VisitorMoment } from './visitor-commands.js'

/* What both sides say of an offer. */

/** Of an offer's sentence, in UTF-16 code units. */
export const LONGEST_OFFER = 300

/** Whether somebody may be offered a chat: here, by our own widget, talking to nobody, and on a page that they share. */
export const isOnSite = ({ client, open }: Pick<ClientState, 'client' | 'open'>): boolean =>
  client.online && client.page !== undefined && client.channel === undefined && open === undefined && !isBlocked(client)

/** @throws {TransportFailure} rejected, in words of what is so. */
export const makeOffer = (moment: DeskMoment, { client: id, text }: { client: Id; text: string }): Decision => {
  const { draft, operator, now, newId } = moment
  const owner = draft.state.clients.get(id)
  if (!owner) throw gone('client')
  checkText(text, LONGEST_OFFER)
  checkOperator(draft.state, operator)
  checkClient(draft.state, owner, now)
  if (offeredBy(draft.state, operator.id).some(client => isStanding(client, now)))
    throw refuse('offer.one', 'One offer at a time: take the other one back first.')
  const offer: DeskOffer = {
    id: newId(),
    version: owner.client.version + 1,
    text: text.trim(),
    operator: toOperator(operator),
    at: now,
    state: 'open',
  }
  changeClient(moment, owner.client, { offer })
  return { client: id, reply: {} }
}

/** Takes an offer back; one that has been answered stays as it is. */
export const withdrawOffer = (moment: DeskMoment, id: Id): Decision => {
  const client = clientOf(moment.draft.state, id)
  if (!client?.offer) throw gone('offer')
  if (client.offer.operator.id !== moment.operator.id) throw refuse('offer.notYours', 'It is a colleague’s offer.')
  closeOffer(moment, client, 'over')
  return { client: client.id, reply: {} }
}

/** What the visitor says to an offer. A yes that comes too late gives no session. */
export const answerOffer = (moment: VisitorMoment, command: DoneCommand<'offer.answer'>): object => {
  const { draft, owner, now } = moment
  const { offer } = owner.client
  if (offer?.id !== command.offer) throw gone('offer')
  const group = groupAt(moment, command.widget)
  const open = draft.state.sessions.get(owner.open ?? '')
  // Another tab has said so, or the same again.
  if (offer.state === 'accepted' && open) return { session: toVisitorSession(open) }
  if (offer.state !== 'open') return {}
  const operator = draft.state.operators.get(offer.operator.id)
  if (command.accept && freshFor(offer, now) <= 0) {
    expireOffer(moment, owner.client)
    return {}
  }
  if (!command.accept || !operator?.available || isTaken(draft.state, operator)) {
    closeOffer(moment, owner.client, command.accept ? 'over' : 'declined')
    return {}
  }
  const from = { ...owner.client, ...closing(owner.client, { offer, state: 'accepted', now }) }
  const session = begin(moment, command, { entry: 'webchat', ...nameOf(group), from, by: operator })
  addNotice(moment, session, { notice: 'operator.joined', text: `${operator.name} is here`, name: operator.name })
  // Their own sentence is the first in the conversation.
  addMessage(moment, session, {
    from: 'operator',
    author: toOperator(operator),
    body: { kind: 'text', text: offer.text },
  })
  return { session: toVisitorSession(draft.state.sessions.get(session.id) ?? session) }
}

const clientOf = ({ clients }: State, offer: Id): KnownClient | undefined => {
  for (const { client } of clients.values()) if (client.offer?.id === offer) return client
  return undefined
}

/** In the visit that goes on. */
const isDeclined = ({ offer, since = 0 }: KnownClient) =>
  offer?.state === 'declined' && (offer.endedAt ?? offer.at) >= since

/** One that is over by now, though nothing has said so yet, keeps nobody from asking. */
const isStanding = (client: KnownClient, now: Time) => {
  const offer = openOffer(client)
  return offer !== undefined && freshFor(offer, now) > 0
}

const checkClient = (state: State, owner: ClientState, now: Time) => {
  const { offer } = owner.client
  if (offer && isStanding(owner.client, now))
    throw refuse('offer.taken', `${offer.operator.name} has offered them a chat already.`)
  if (!isOnSite(owner) || isInTab(state, owner.client.id))
    throw refuse('offer.gone', 'They are not on the site any more, or talk to somebody already.')
  if (isDeclined(owner.client)) throw refuse('offer.declined', 'They have declined a chat in this visit.')
}

const checkOperator = (state: State, operator: DeskOperator) => {
  if (!operator.available) throw refuse('operator.away', 'You are away: become available first.')
  if (isTaken(state, operator))
    throw refuse('operator.full', 'You are in all the conversations you may have, or in a call: end one first.')
}
