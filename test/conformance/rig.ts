import type { DeskCommand, DeskEvent } from '../../demo/protocol/desk.js'
import type { RigVisitor } from '../../src/conformance.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import type { Transport } from '../../src/protocol/transport.js'

/** One who can talk to all the visitors of a run. */
export const OPERATORS = [{ id: 'anna', name: 'Anna', available: true, maxChats: 1_000 }]
export const WIDGETS = { main: { title: 'Shop', buttons: ['webchat'], words: {} } }

type Desk = Transport<DeskEvent, DeskCommand>

let count = 0
const newId = () => `rig-${count++}`
const inTime = () => ({ signal: AbortSignal.timeout(5_000) })

/** The far end of the one visitor whose id `me` gives: an operator at a desk of their own. */
export const farEnd = (desk: Desk, me: () => string): Pick<RigVisitor, 'answer' | 'held'> => {
  const find = async () => {
    const { sessions, messages } = await lookAt(desk)
    const mine = sessions.filter(({ client }) => client === me())
    const ids = new Set(mine.map(({ id }) => id))
    return { session: mine.at(-1), messages: messages.filter(({ session }) => ids.has(session)) }
  }
  return {
    held: async () => {
      const { messages } = await find()
      return messages.filter(({ from }) => from === 'visitor').map(({ body }) => body.text)
    },
    answer: async text => {
      const { session } = await find()
      if (!session) throw new Error('there is no session to answer in')
      if (session.state === 'queued')
        await desk.send({ id: newId(), type: 'session.accept', session: session.id }, inTime())
      await desk.send({ id: newId(), type: 'message.send', session: session.id, text }, inTime())
    },
  }
}

type Snapshot = Extract<DeskEvent, { type: 'snapshot' }>

/** All that a desk is told when it opens. */
const lookAt = (desk: Desk) =>
  new Promise<Snapshot>((resolve, reject) => {
    const stop = new AbortController()
    let snapshot: Snapshot | undefined
    const onEvent = (event: DeskEvent) => {
      if (event.type === 'snapshot') snapshot = event
      if (event.type !== 'live' || !snapshot) return
      resolve(snapshot)
      stop.abort()
    }
    desk.open({ after: undefined, signal: stop.signal, onAlive: () => {}, onEvent }).catch(reject)
  })

/** A transport that remembers who its visitor is; otherwise it is as it was. */
export const withIdentity = (transport: Transport) => {
  let id = ''
  const notice = (event: ServerEvent) => {
    if (event.type === 'hello') id = event.visitor.id
  }
  const open: Transport['open'] = ({ onEvent, ...options }) =>
    transport.open({
      ...options,
      onEvent: event => {
        notice(event)
        onEvent(event)
      },
    })
  return { me: () => id, transport: { ...transport, open } satisfies Transport }
}
