import type { Id } from '../../src/protocol/entities.js'
import { agreementIn, askable } from './agreement.js'
import { DESK } from './bus.js'
import { cancelCallback, requestCallback } from './callbacks.js'
import { passInCall } from './call-side.js'
import type { Trier } from './attempts.js'
import type { Context } from './context.js'
import { toEntryForm } from './entry-form.js'
import { claimFor } from './files/claim-for.js'
import { formHere } from './files/forms.js'
import { dropUpload } from './files/side.js'
import { ownerIn } from './forget.js'
import { createRoom } from './fit.js'
import { readBack } from './history.js'
import { redeem } from './invitations.js'
import type { Done, DoneCommand } from './parse-command.js'
import { answerOffer } from './offering.js'
import { withCleanPages, type Placed } from './pages.js'
import { tellReference } from './references.js'
import { ended, refuse } from './refuse.js'
import { findRoute, type Ringing } from './routes.js'
import { slipFor } from './slips.js'
import { takenIn, toSlots } from './slots.js'
import { maySendTranscript } from './transcripts.js'
import { decideForVisitor, ownSession, type Calling, type Kept } from './visitor-commands.js'
import { checkForm } from './verify.js'
import { without } from './without.js'
import type { Draft } from './writer.js'

/** Messages that one answer holds. */
export const PAGE = 50

/**
 * Carries out one command of a visitor: queries and signs of life beside the log, everything else through it, once.
 * @throws {TransportFailure}
 */
export const carryOut = async (
  context: Context,
  trier: Trier,
  given: DoneCommand<Exclude<Done, 'visitor.logout' | 'visitor.forget'>>,
): Promise<object> => {
  const client = trier.visitor
  const command = withCleanPages(given, context.widgets)
  switch (command.type) {
    case 'history.get':
      return readHistory(context, client, command)
    case 'upload.drop':
      return dropUpload(context, client, command.upload)
    case 'typing.set':
      return type(context, client, command)
    case 'callback.slots':
      return offerSlots(context, client, command)
    case 'call.join':
    case 'call.signal':
    case 'call.fetch':
      return passInCall(
        context,
        {
          side: 'visitor',
          find: draft => ({ session: ownSession({ draft, owner: ownerIn(draft, client) }, command.session) }),
        },
        command,
      )
    case 'invitation.redeem':
      await context.numbers.refresh()
      return keep(context, trier, { given, clean: command })
    default:
      return keep(context, trier, { given, clean: command })
  }
}

/** Commands that only the parts of this backend decide, beside what every command is decided with. */
type Written = Kept | 'invitation.redeem' | 'offer.answer' | 'messenger.open' | Calling

/** As it was sent, and as it is decided. */
interface Told {
  given: object
  clean: DoneCommand<Written>
}

const keep = async (context: Context, trier: Trier, { given, clean }: Told) => {
  const command = await hashed(context, clean)
  const { gate, presence, secrets, clock, limits, widgets, groups, routes, hasMailer, numbers, attempts } = context
  const client = trier.visitor
  const mayMail = command.type === 'feedback.send' && (await maySendTranscript(context, client, command.session))
  const groupOf = (name: string, chosen: string | undefined) =>
    Object.hasOwn(widgets, name) ? groups.find(chosen, widgets[name]?.group) : undefined
  const entryFormOf = (name: string) =>
    Object.hasOwn(widgets, name)
      ? formHere(askable(toEntryForm(widgets[name]?.entryForm, groups), context.tellsAnswers), context.files)
      : undefined
  const slip = await slipFor(context, client, command)
  const agreed = await agreementIn(context, command, slip)
  const hash = command.type === 'messenger.open' ? await secrets.hash(command.reference) : ''
  const offlineFormOf = (name: string) =>
    Object.hasOwn(widgets, name) ? formHere(widgets[name]?.offlineForm, context.files) : undefined
  const claim = await claimFor(context, { client, command, entryFormOf, offlineFormOf, slip })
  const labelsOf = (name: string | undefined) =>
    name !== undefined && Object.hasOwn(widgets, name) ? (widgets[name]?.params ?? {}) : {}
  const decide = (draft: Draft) => {
    const owner = ownerIn(draft, client)
    const now = clock.now()
    const routeOf = (ringing: Ringing) => findRoute(routes, ringing, { state: draft.state, groups, now })
    const rest = {
      limit: limits.text,
      online: presence.isOnline(client),
      mayMail,
      hasMailer,
      agreed,
      slip,
      files: claim.refs,
      labelsOf,
    }
    const moment = { draft, owner, now, newId: secrets.id, groupOf, routeOf, entryFormOf, offlineFormOf, ...rest }
    if (command.type === 'invitation.redeem')
      return { client, reply: redeem({ ...moment, numbers, attempts, trier }, command) }
    if (command.type === 'offer.answer') return { client, reply: answerOffer(moment, command) }
    if (command.type === 'callback.cancel') return { client, reply: cancelCallback(moment, command) }
    if (command.type === 'callback.request') {
      const { callbackLimits: limits, countries, placesOf } = context
      return { client, reply: requestCallback({ ...moment, limits, trier, countries, placesOf }, command) }
    }
    if (command.type === 'messenger.open') return { client, reply: tellReference(moment, command, hash) }
    return { client, reply: decideForVisitor(moment, command) }
  }
  const ask = () => checkForm(context, trier, command)
  const { told, former } = await sealed(context, command, given)
  const reply = await claim.during(async () => gate.take(client, told, { ask, decide, former }))
  if (command.type === 'session.start' || command.type === 'invitation.redeem') presence.check(client)
  return reply
}

/** The ticket itself opens nothing that its hash does not, but it is nobody's business to keep it. */
const hashed = async ({ secrets }: Context, command: DoneCommand<Written>): Promise<DoneCommand<Written>> =>
  command.type === 'session.start' && command.ticket !== undefined
    ? { ...command, ticket: await secrets.hash(command.ticket) }
    : command

/** What the gate keeps of a command for ever must not give a number away that still leads somewhere; `former`: as it once did. */
const sealed = async ({ secrets }: Context, command: DoneCommand<Written>, given: Placed) => {
  const former = command.type === 'invitation.redeem' ? { ...command, code: await secrets.sign(command.code) } : command
  const { page, referrer } = given
  if (page === undefined && referrer === undefined) return { told: former, former: undefined }
  // As it was sent: what is left of an address hangs on rules, which may change before it is sent again.
  const place = await secrets.sign(JSON.stringify([page, referrer]))
  return { told: { ...without(former as typeof former & Placed, 'page', 'referrer'), id: command.id, place }, former }
}

/** What may be chosen now; one's own half hour stays free for oneself. */
const offerSlots = async (context: Context, client: Id, { widget }: DoneCommand<'callback.slots'>) => {
  const { writer, clock, widgets, groups, placesOf } = context
  if (!Object.hasOwn(widgets, widget)) throw refuse('widget.unknown', `There is no widget “${widget}” here.`)
  const group = groups.find(widgets[widget]?.group)
  const taken = await writer.run(draft => takenIn(draft.state, group.name, ownerIn(draft, client).callback))
  const slots = toSlots({ group, now: clock.now(), places: placesOf(group), taken })
  return { slots, ...(group.hours && { zone: group.hours.zone }) }
}

const readHistory = async ({ writer, store }: Context, client: Id, command: DoneCommand<'history.get'>) => {
  const { before = Infinity, limit = PAGE } = command
  const end = await writer.run(draft => Math.min(before, ownerIn(draft, client).seq + 1))
  return readBack(store, { client, before: end, limit: Math.min(limit, PAGE), room: createRoom() })
}

const type = async ({ writer, bus }: Context, client: Id, { session: id, on }: DoneCommand<'typing.set'>) => {
  const session = await writer.run(draft => ownSession({ draft, owner: ownerIn(draft, client) }, id))
  if (session.state === 'ended') throw ended()
  bus.publish(DESK, { type: 'typing', session: id, by: 'visitor', on })
  return {}
}
