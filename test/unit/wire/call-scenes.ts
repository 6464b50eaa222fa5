import type { Scene } from '../../../demo/server/openapi/papers.js'
import { IDS } from '../../../demo/server/openapi/samples.js'
import { TICKET } from '../../../demo/server/openapi/call-papers.js'
import { logIn, type Served } from '../backend/served.js'
import { accept, newVisitor, order } from './scenes.js'

export const OF_CALLS: readonly (Scene | undefined)[] = [
  'somebody waits for a call',
  'the operator talks to somebody else too',
  'the operator is in a call',
  'a call is offered to this side',
  'this side has offered a call',
  'a call runs',
  'this tab is in the call',
  'another tab is in the call',
  'a colleague is in the call',
  'the call is over',
  'a picture is asked for',
  'the ticket was used',
]

const VIDEO = { id: 'start', type: 'session.start', entry: 'video', widget: 'main' }

/** Who acts, and the session and call of a scene with one. */
export const setCall = async (served: Served, side: '' | 'Desk', scene: Scene | undefined) => {
  const visitor = await newVisitor(served)
  const { headers } = await logIn(served)
  const none = { visitor, call: 'none' }
  if (scene === 'the ticket was used') {
    const hash = await sha256(TICKET)
    await (await newVisitor(served)).send({ id: 'l', type: 'ticket.link', ticket: hash, widget: 'main' })
    return { ...none, session: 'none' }
  }
  if (scene === 'somebody waits for a call') {
    await accept(served, await (await newVisitor(served)).ring())
    return { ...none, session: await started(visitor, VIDEO) }
  }
  if (scene === 'the operator is in a call') {
    await accept(served, await started(await newVisitor(served), VIDEO))
    return { ...none, session: await visitor.ring() }
  }
  if (scene === 'the operator talks to somebody else too') await accept(served, await (await newVisitor(served)).ring())
  const session = await visitor.ring()
  await accept(served, session)
  if (scene === 'the operator talks to somebody else too') return { ...none, session }

  const isMine = scene === 'this side has offered a call'
  const asVisitor = (command: object) => visitor.send({ session, ...command })
  const asAnna = (command: object) => served.post('/v1/desk/commands', { session, ...command }, headers)
  const [first, second] = (side === 'Desk') === isMine ? [asAnna, asVisitor] : [asVisitor, asAnna]
  const boris = async () => {
    await order(served, headers, { id: 'ask', type: 'session.invite', session, operator: 'boris' })
    const his = (await logIn(served, 'boris')).headers
    return (command: object) => served.post('/v1/desk/commands', { session, ...command }, his)
  }
  const answering = scene === 'a colleague is in the call' ? await boris() : second
  const offered = scene === 'a colleague is in the call' ? asVisitor : first
  const { call } = (await (await offered({ id: 'offer', type: 'call.offer' })).json()) as { call: { id: string } }
  const now = { visitor, session, call: call.id }
  if (isMine || scene === 'a call is offered to this side') return now
  await answering({ id: 'yes', type: 'call.answer', call: call.id, accept: true })
  const mine = side === 'Desk' ? asAnna : asVisitor
  if (scene === 'this tab is in the call') await mine({ id: 'in', type: 'call.join', call: call.id, seat: IDS.seat })
  if (scene === 'another tab is in the call') await mine({ id: 'in', type: 'call.join', call: call.id, seat: 'other' })
  if (scene === 'a picture is asked for') {
    const asked = await asAnna({ id: 'picture', type: 'picture.ask', call: call.id })
    return { ...now, picture: ((await asked.json()) as { call: { picture: { id: string } } }).call.picture.id }
  }
  if (scene === 'the call is over') await mine({ id: 'end', type: 'call.end', call: call.id })
  return now
}

const started = async (visitor: Awaited<ReturnType<typeof newVisitor>>, command: object) =>
  ((await (await visitor.send(command)).json()) as { session: { id: string } }).session.id

const sha256 = async (text: string) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')
