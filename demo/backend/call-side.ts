import type { Id, Side } from '../../src/protocol/entities.js'
import type { CallCommandMap } from '../../src/protocol/commands.js'
import type { DeskOperator, DeskSession } from '../protocol/desk.js'
import { DESK, topicOf } from './bus.js'
import type { Fetched } from './call-mail.js'
import { checkSeat, takeSeat, type Caller } from './calls.js'
import type { Context } from './context.js'
import type { Draft } from './writer.js'

type Passing = 'call.join' | 'call.signal' | 'call.fetch'
export type PassingCallCommand = { [K in Passing]: { id: Id; type: K } & CallCommandMap[K] }[Passing]

export const isPassingCall = (command: { type: string }): command is PassingCallCommand =>
  command.type === 'call.join' || command.type === 'call.signal' || command.type === 'call.fetch'

/** Whose command it is, and the session it names, as far as they may have it. */
export interface InCall {
  side: Side
  find(draft: Draft): { session: DeskSession; operator?: DeskOperator }
}

/**
 * What passes by the log. Joining does too, though the seat is kept: its answer holds credentials, and what is answered by the
 * log stays for ever.
 */
export const passInCall = async (context: Context, who: InCall, command: PassingCallCommand): Promise<object> => {
  const { writer, clock, secrets, calls, means } = context
  const look = (draft: Draft) => {
    const { session, operator } = who.find(draft)
    const caller: Caller = { side: who.side, ...(operator && { operator }) }
    return { session, caller }
  }
  if (command.type === 'call.join') {
    const call = await writer.run(draft => {
      const { session, caller } = look(draft)
      const { call, seat, was } = command
      const joining = { session: session.id, call, seat, ...(was !== undefined && { was }) }
      return takeSeat({ draft, now: clock.now(), newId: secrets.id }, session, { ...caller, ...joining })
    })
    return { means: await means(call.id, clock.now()) }
  }
  const { call, client } = await writer.run(draft => {
    const { session, caller } = look(draft)
    return { call: checkSeat(session, { ...caller, call: command.call, seat: command.seat }), client: session.client }
  })
  if (command.type === 'call.fetch') return fitting(calls.fetch(command))
  const mail = calls.post(call, command)
  const note = mail && ({ type: 'signal', call: call.id, to: command.to, mail, operator: call.operator } as const)
  if (note) context.bus.publish(who.side === 'operator' ? topicOf(client) : DESK, note)
  return {}
}

/** As many as one answer holds, in their order; the rest is fetched behind them. */
const fitting = ({ mails, upTo }: Fetched): Fetched => {
  let size = 0
  const fit = mails.filter((mail, at) => at === 0 || (size += JSON.stringify(mail).length) < LARGEST)
  return { mails: fit, upTo: fit.at(-1)?.place ?? upTo }
}
const LARGEST = 200_000
