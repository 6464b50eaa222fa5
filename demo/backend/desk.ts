import type { Cursor, Id } from '../../src/protocol/entities.js'
import type { DeskCommand, DeskEvent, DeskOperator } from '../protocol/desk.js'
import { askable } from './agreement.js'
import { topicOf } from './bus.js'
import { isPassingCall, passInCall, type PassingCallCommand } from './call-side.js'
import { toOperator } from './changes.js'
import type { Context } from './context.js'
import { decideForDesk, findSession } from './desk-commands.js'
import { deskFeed } from './desk-stream.js'
import { hold, type Held } from './files/claim-for.js'
import { formHere } from './files/forms.js'
import { createUploadSide, dropUpload, type EnterUploads } from './files/side.js'
import { createInvitation, revokeInvitation, type InvitingMoment } from './invitations.js'
import { checkMine } from './mine.js'
import { isPastCommand, tellPast, type PastCommand } from './past.js'
import { exportPerson } from './person-file.js'
import { parseDeskCommand } from './parse-desk-command.js'
import { ended, gone } from './refuse.js'
import { createSiteDesk, isSiteCommand, type SiteCommand } from './site/commands.js'
import type { State } from './state.js'
import { formsOf } from './slips.js'
import { serve, type Stream } from './stream.js'
import type { Draft } from './writer.js'

export interface DeskStream extends Stream<DeskEvent> {
  after: Cursor | undefined
}

/** The operators' side of the backend. Who an operator is, the host has made sure of. */
export interface DeskSide {
  /** Starts a stream; returns its end. Refusals come as `close`, before any event. */
  open(operator: Id, stream: DeskStream): () => void
  /**
   * Takes one command as it came from outside.
   * @throws {TransportFailure}
   */
  send(operator: Id, command: unknown): Promise<object>
  /** Brings files for clients. @throws {TransportFailure} */
  files: EnterUploads<Id>
}

/** Whose commands and files those of an operator are. */
const scopeOf = (operator: Id) => `operator:${operator}`

const operatorIn = (state: State, id: Id) => {
  const operator = state.operators.get(id)
  if (!operator) throw gone('operator')
  return operator
}

/** Files that are sent belong to the client from now on, and are forgotten with them. */
const holdFor = async ({ writer, files }: Context, id: Id, command: DeskCommand): Promise<Held> => {
  const ids = command.type === 'message.send' ? (command.files ?? []) : []
  const session = command.type === 'message.send' && ids.length ? command.session : undefined
  const owner = session === undefined ? '' : await writer.run(draft => findSession({ draft }, session).client)
  return hold(files, { scope: scopeOf(id), owner, command: command.id, ids })
}

const pass = (context: Context, id: Id, command: PassingCallCommand) =>
  passInCall(
    context,
    {
      side: 'operator',
      find: draft => {
        const operator = operatorIn(draft.state, id)
        const session = findSession({ draft }, command.session)
        checkMine({ operator }, session)
        return { session, operator }
      },
    },
    command,
  )

const drop = async (context: Context, id: Id, upload: Id) => {
  await context.writer.run(({ state }) => operatorIn(state, id))
  return dropUpload(context, scopeOf(id), upload)
}

export const createDeskSide = (context: Context): DeskSide => {
  const { writer, gate, bus, secrets, clock, limits, served, numbers, presence, attendance } = context
  const settings = createSiteDesk(context)

  const clientOf = (callback: Id) => writer.run(({ state }) => state.callbacks.get(callback)?.client ?? '')

  const type = async (id: Id, session: Id, on: boolean) => {
    const { client, by } = await writer.run(draft => {
      const operator = operatorIn(draft.state, id)
      const found = findSession({ draft }, session)
      if (found.state === 'ended') throw ended()
      checkMine({ operator }, found)
      return { client: found.client, by: toOperator(operator) }
    })
    bus.publish(topicOf(client), { type: 'typing', session, by, on })
    return {}
  }

  const formOf = (widget: string, id: Id) => {
    const { widgets, files, tellsAnswers } = context
    const form = Object.hasOwn(widgets, widget) ? formsOf(widgets[widget] ?? {}).find(one => one.id === id) : undefined
    return formHere(askable(form, tellsAnswers), files)
  }
  const find = (id: Id) => writer.run(({ state }) => operatorIn(state, id))
  return {
    open: (operator, { after, ...stream }) => {
      const leave = attendance.enter(operator)
      const onEnd = () => {
        served.delete(mine)
        leave()
      }
      const mine = serve(bus, deskFeed(context, operator, after), { ...stream, onEnd })
      context.admit(mine)
      return () => mine.end()
    },
    files: createUploadSide(context.files, async (id: Id) => scopesOf(await find(id))),
    send: async (id, value) => {
      attendance.note(id)
      const command = parseDeskCommand(value)
      if (command.type === 'typing.set') return type(id, command.session, command.on)
      if (command.type === 'upload.drop') return drop(context, id, command.upload)
      if (isSiteCommand(command)) return settings.take(await find(id), command)
      if (isPastCommand(command)) {
        await find(id)
        return tellPast(context, command)
      }
      if (isPassingCall(command)) return pass(context, id, command)
      if (command.type === 'client.export') return exportPerson(context, await find(id), command.client)
      const drawn = command.type === 'invitation.create' ? await numbers.draw() : []
      const held = await holdFor(context, id, command)
      const take = (draft: Draft) => {
        const operator = operatorIn(draft.state, id)
        const base = { draft, operator, now: clock.now(), newId: secrets.id, limit: limits.text, files: held.refs }
        const moment = { ...base, isOnline: presence.isOnline, formOf, hasMailer: context.hasMailer }
        return decide({ ...moment, groups: context.groups, numbers, drawn }, command)
      }
      const reply = await held.during(() => gate.take(scopeOf(id), command, take))
      // Who is called may have closed the page long ago.
      if (command.type === 'callback.accept') presence.check(await clientOf(command.callback))
      // What stands at their door is another from now on.
      if (command.type === 'client.block') bus.publish(topicOf(command.client), { type: 'again' })
      return reply
    },
  }
}

/** Whose files an operator's are. */
const scopesOf = ({ id }: Pick<DeskOperator, 'id'>) => ({ scope: scopeOf(id), owner: scopeOf(id) })

const decide = (
  moment: InvitingMoment,
  command: Exclude<
    DeskCommand,
    { type: 'typing.set' | 'upload.drop' | 'client.export' | PassingCallCommand['type'] } | SiteCommand | PastCommand
  >,
) => {
  if (command.type === 'invitation.create') return createInvitation(moment, command)
  if (command.type === 'invitation.revoke') return revokeInvitation(moment, command.invitation)
  return decideForDesk(moment, command)
}
