import type { Id } from '../../src/protocol/entities.js'
import type { DeskSession, Invitation, Knock } from '../protocol/desk.js'
import type { Attempts, Trier } from './attempts.js'
import { isBlocked } from './blocking.js'
import { changeSession } from './changes.js'
import type { Decision } from './commands.js'
import type { DeskMoment } from './desk-commands.js'
import { isLive, type Drawn, type Numbers } from './numbers.js'
import type { DoneCommand } from './parse-command.js'
import { gone, refuse } from './refuse.js'
import { SITE, toVisitorSession } from './row.js'
import type { State } from './state.js'
import { begin, groupAt, nameOf, type VisitorMoment } from './visitor-commands.js'
import { without } from './without.js'

/** Ms that a number for one use lives; the longest that one for many may. */
const LIVES = { once: 600_000, many: 30 * 86_400_000 }
/** Of one operator at once: the more there are, the likelier is a guess. */
const MOST = 20

/** What the desk's commands about invitations are decided with. */
export interface InvitingMoment extends DeskMoment {
  numbers: Numbers
  drawn: readonly Drawn[]
}

type Create = Pick<Invitation, 'operator'> & { kind?: Invitation['kind']; until?: number }

/** A number of six digits that leads to this operator alone. */
export const createInvitation = (moment: InvitingMoment, { kind, until }: Omit<Create, 'operator'>): Decision => {
  const { draft, operator, now, numbers, drawn } = moment
  const life = until === undefined ? LIVES.once : until - now
  if (life <= 0 || life > LIVES.many)
    throw refuse('invitation.until', '`until` must lie ahead, by 30 days at most, in milliseconds since 1970.')
  const live = [...draft.state.invitations.values()].filter(one => isLive(one, now))
  const taken = new Set([...draft.state.invitations.values()].filter(mayLead(now)).map(({ id }) => numbers.of(id)))
  const free = drawn.find(({ code }) => !taken.has(code))
  if (!free || live.filter(one => one.operator === operator.id).length >= MOST)
    throw refuse('invitation.many', `You have ${MOST} numbers that lead to you already: revoke one first.`)
  const invitation: Invitation = {
    id: free.id,
    version: 1,
    operator: operator.id,
    kind: kind ?? 'chat',
    use: until === undefined ? 'once' : 'many',
    createdAt: now,
    expiresAt: now + life,
    state: 'live',
  }
  numbers.add(free)
  draft.change(SITE, { type: 'invitation.changed', invitation })
  return { client: SITE, reply: { invitation } }
}

/** Whether a number leads to its operator, or may again: one that was used comes back when nobody has opened. */
const mayLead =
  (now: number) =>
  ({ state, expiresAt }: Invitation) =>
    state !== 'revoked' && expiresAt > now

/** From now on the number leads nowhere; one that does so already stays as it is. */
export const revokeInvitation = (moment: DeskMoment, id: Id): Decision => {
  const invitation = moment.draft.state.invitations.get(id)
  if (invitation?.operator !== moment.operator.id) throw gone('invitation')
  if (isLive(invitation, moment.now)) setState(moment, invitation, 'revoked')
  return { client: SITE, reply: {} }
}

/** What a number is tried with. */
export interface RedeemingMoment extends VisitorMoment {
  numbers: Numbers
  attempts: Attempts
  trier: Trier
}

/**
 * A number only knocks: it rings at its operator, and until they accept the visitor learns nothing of anybody.
 * @throws {TransportFailure} rejected, with what is to be done next.
 */
export const redeem = (moment: RedeemingMoment, command: DoneCommand<'invitation.redeem'>): object => {
  const { draft, owner, now, attempts, trier } = moment
  const wait = attempts.wait(trier)
  if (wait) throw refuse('invitation.often', 'Too many wrong numbers: wait before the next one.', wait)
  groupAt(moment, command.widget)
  const open = draft.state.sessions.get(owner.open ?? '')
  if (open?.state === 'accepted') throw refuse('session.open', 'They are in a conversation: end it first.')
  const invitation = moment.numbers.find(draft.state, command.code, now)
  // Whom the site shuts out, no number lets in; as far as they can see there is none.
  const why = isBlocked(owner.client) ? unknown() : whyNot(draft.state, invitation, now)
  if (why) attempts.fail(trier)
  if (why || !invitation) throw why ?? unknown()
  if (invitation.use === 'once') setState(moment, invitation, 'used')
  const { id, operator, kind } = invitation
  const knock: Knock = { invitation: id, operator, kind }
  return { session: toVisitorSession(knockWith(moment, command, { open, knock })) }
}

/** Who waits already leaves the queue and rings at the one door. */
const knockWith = (
  moment: VisitorMoment,
  command: DoneCommand<'invitation.redeem'>,
  { open, knock }: { open: DeskSession | undefined; knock: Knock },
) =>
  open
    ? changeSession(moment, without(open, 'position', 'wait', 'waitsFor'), { entry: 'invitation', knock })
    : begin(moment, command, { entry: 'invitation', knock, ...nameOf(groupAt(moment, command.widget)) })

/** Why a number leads nowhere. */
const whyNot = ({ operators }: State, invitation: Invitation | undefined, now: number) => {
  if (!invitation) return unknown()
  const { state, expiresAt } = invitation
  if (state === 'used') return refuse('invitation.used', 'The number was for one use, and has been used.')
  if (state === 'revoked') return refuse('invitation.revoked', 'Its operator has taken the number back.')
  if (expiresAt <= now) return refuse('invitation.expired', 'The number has run out.')
  if (!operators.get(invitation.operator)?.available)
    return refuse('invitation.away', 'The number is good, but its operator is away.')
  return undefined
}

const unknown = () => refuse('invitation.unknown', 'There is no such number.')

const setState = ({ draft }: Pick<DeskMoment, 'draft'>, invitation: Invitation, state: Invitation['state']) =>
  draft.change(SITE, {
    type: 'invitation.changed',
    invitation: { ...invitation, state, version: invitation.version + 1 },
  })

/** An invitation as the desk of `operator` sees it: its number is its own operator's, and only as long as it is live. */
export const toDeskInvitation = (invitation: Invitation, operator: Id, numbers: Numbers): Invitation => {
  const code = numbers.of(invitation.id)
  const isTheirs = invitation.operator === operator && invitation.state === 'live'
  return { ...invitation, ...(isTheirs && code !== undefined && { code }) }
}
