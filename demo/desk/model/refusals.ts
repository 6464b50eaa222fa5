import { fill } from '../../../src/i18n/format.js'
import { toName } from '../format.js'
import { words } from '../words.js'
import type { Board } from './board.js'
import type { Order } from './orders.js'
import type { DeskSession } from '../../protocol/desk.js'

const { notices } = words

/** Why a waiting client cannot be had any more, in words. */
export const toLoss = (session: DeskSession | undefined, board: Board): string => {
  const client = toName(session && board.clients.peek().get(session.client))
  const [operator] = session?.operators ?? []
  return session?.state === 'accepted' && operator
    ? fill(notices.taken, { operator: operator.name, client })
    : fill(notices.gone, { client })
}

/** Words of the backend for “too late”: the session's own change, on its way or here, says it better, with a name. */
const TOLD_BY_EVENT = ['session.taken', 'session.ended']

/** Why the backend refused, in words; undefined when the stream tells it. */
export const toRefusal = (order: Order, { board, code }: { board: Board; code: string }): string | undefined => {
  if (TOLD_BY_EVENT.includes(code) && order.type !== 'callback.accept') return undefined
  if (order.type === 'operator.available') return notices.availableFailed
  if (order.type === 'letter.handle') return notices.handleFailed
  // What is gone has arrived, or its client is.
  if (order.type === 'relay.retry' || order.type === 'letter.retry')
    return code === 'gone' ? undefined : notices.relayFailed
  if (order.type === 'invitation.create') return code === 'invitation.many' ? notices.manyNumbers : notices.numberFailed
  if (order.type === 'invitation.revoke') return notices.revokeFailed
  if (order.type === 'offer.withdraw') return undefined
  if (order.type === 'offer.make') return toUnoffered(order, { board, code })
  if (order.type === 'callback.accept' || order.type === 'callback.result') return toUncalled(order, { board, code })
  if (order.type === 'client.block')
    return fill(notices.blockFailed, { client: toName(board.clients.peek().get(order.client)) })
  if (order.type === 'client.describe')
    return fill(notices.describeFailed, { client: toName(board.clients.peek().get(order.client)) })
  if (order.type === 'picture.ask') return toCallRefusal(code)
  const session = board.sessions.peek().get(order.session)
  const client = toName(session && board.clients.peek().get(session.client))
  if (order.type === 'form.send')
    return fill(code === 'form.unseen' ? notices.formUnseen : notices.formFailed, { client })
  if (order.type === 'session.end') return fill(notices.endFailed, { client })
  if (order.type === 'session.redirect' || order.type === 'session.invite')
    return toKept(order, { board, code, client })
  if (order.type === 'session.leave') return fill(notices.leaveFailed, { client })
  if (code === 'operator.busy' || code === 'operator.calling') return fill(toCallRefusal(code), { client })
  const full = code === 'operator.full'
  return fill(full ? notices.full : notices.acceptFailed, { client, max: board.me.peek()?.maxChats ?? '' })
}

/** Why a chat was not offered. */
const toUnoffered = (
  { client: id }: Extract<Order, { type: 'offer.make' }>,
  { board, code }: { board: Board; code: string },
): string => {
  const client = board.clients.peek().get(id)
  const { failed } = words.site
  const reason = Object.hasOwn(failed, code) ? failed[code as keyof typeof failed] : failed.other
  return fill(reason, { client: toName(client), operator: client?.offer?.operator.name ?? '' })
}

type Calling = Extract<Order, { type: 'callback.accept' | 'callback.result' }>

/** Why a callback is not this operator's; who has taken it, or that it is over, its own line tells. */
const toUncalled = (order: Calling, { board, code }: { board: Board; code: string }): string | undefined => {
  if (code === 'callback.taken' || code === 'callback.over') return undefined
  const callback = board.callbacks.peek().get(order.callback)
  const client = toName(callback && board.clients.peek().get(callback.client))
  if (code === 'operator.calling') return toCallRefusal(code)
  const full = code === 'operator.full'
  const text = order.type === 'callback.result' ? notices.resultFailed : full ? notices.full : notices.acceptFailed
  return fill(text, { client, max: board.me.peek()?.maxChats ?? '' })
}

/** Why there is no call now. */
export const toCallRefusal = (code: string): string =>
  Object.hasOwn(notices.calls, code) ? notices.calls[code as keyof typeof notices.calls] : notices.calls.other

type HandOver = Extract<Order, { type: 'session.redirect' | 'session.invite' }>

/** Why a conversation was not handed over, and that it stays where it is. */
const toKept = (order: HandOver, { board, code, client }: { board: Board; code: string; client: string }): string => {
  const { to, name } = order.type === 'session.invite' ? { to: 'operator', name: order.operator } : order
  const target = to === 'operator' ? (board.operators.peek().get(name)?.name ?? name) : name
  const reason = Object.hasOwn(notices.kept, code)
    ? notices.kept[code as keyof typeof notices.kept]
    : notices.kept.other
  return fill(reason, { target, client })
}
