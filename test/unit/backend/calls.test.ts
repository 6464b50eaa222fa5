import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createNodeSecrets } from '../../../demo/server/node-secrets.js'
import { checkAlone } from '../../../demo/backend/alone.js'
import type { Call, CallMail, Session } from '../../../src/protocol/entities.js'
import { createRig, failureOf, ring, settled, textsOf, type Desk, type Visitor } from './rig.js'

let count = 0
const say = async (end: Visitor | Desk, command: object) => {
  const reply = await end.send({ id: `command ${++count}`, ...command })
  await settled()
  return reply as unknown as { session: Session; call: Call; mails: CallMail[]; ticket: { state: string; call?: Call } }
}
const refused = (end: Visitor | Desk, command: object) => failureOf(say(end, command))
const rejected = (code: string) => ({ kind: 'rejected', code })
const callOf = (end: Visitor | Desk): Call | undefined => (end as Visitor).of('session.changed').at(-1)?.session.call

const start = async () => {
  const rig = await createRig()
  const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
  const visitor = await rig.visitor()
  const rings = async (who = visitor, more: object = {}) =>
    (await say(who, { type: 'session.start', entry: 'video', widget: 'main', ...more })).session
  const accept = (session: { id: string }, desk = anna) => say(desk, { type: 'session.accept', session: session.id })
  return { rig, anna, boris, visitor, rings, accept }
}
/** A chat with Anna, in which a call runs. */
const talk = async () => {
  const all = await start()
  const { id: session } = await ring(all.visitor)
  await all.accept({ id: session })
  const { call } = await say(all.visitor, { type: 'call.offer', session })
  await say(all.anna, { type: 'call.answer', session, call: call.id, accept: true })
  return { ...all, in: { session, call: call.id } }
}

describe('who rings for a video call', () => {
  it('is in a call once an operator accepts', async () => {
    const { visitor, rings, accept, anna } = await start()
    const session = await rings()
    expect(session).toMatchObject({ entry: 'video', state: 'queued', position: 1 })
    expect(callOf(visitor)).toBeUndefined()
    await accept(session)
    expect(callOf(visitor)).toMatchObject({ state: 'running', by: 'visitor', operator: 'anna', seats: {} })
    expect(callOf(anna)).toEqual(callOf(visitor))
    expect(textsOf(visitor)).toEqual(['Anna is here', 'The video call has begun'])
  })

  it('is online as long as one operator is in no conversation at all', async () => {
    const { rig, visitor, boris, anna, accept } = await start()
    const told = () => visitor.of('availability.changed').at(-1)?.availability ?? visitor.of('hello')[0]!.availability
    expect(told().video).toEqual({ state: 'online' })
    await accept(await ring(await rig.visitor(), 'one'))
    expect(told().video).toEqual({ state: 'online' })
    await accept(await ring(await rig.visitor(), 'two'), boris)
    expect(told()).toMatchObject({ webchat: { state: 'online' }, video: { state: 'busy' } })
    for (const desk of [anna, boris]) await say(desk, { type: 'operator.available', on: false })
    expect(told().video).toEqual({ state: 'offline', reason: 'noOperators' })
  })

  it('hangs up, and the conversation goes on; its end ends the call', async () => {
    const { visitor, rings, accept, anna } = await start()
    const session = await rings()
    await accept(session)
    const call = callOf(visitor)!.id
    await say(visitor, { type: 'call.end', session: session.id, call })
    await say(anna, { type: 'call.end', session: session.id, call })
    expect(visitor.of('session.changed').at(-1)?.session).toMatchObject({ state: 'accepted', call: { state: 'ended' } })
    expect(textsOf(visitor).filter(text => text === 'The video call has ended')).toHaveLength(1)
    const next = await talk()
    await say(next.visitor, { type: 'session.leave', session: next.in.session })
    expect(next.visitor.of('session.changed').at(-1)?.session).toMatchObject({
      state: 'ended',
      call: { state: 'ended' },
    })
  })
})

describe('the operator’s rule', () => {
  it('lets nobody take a video call beside another conversation, and says why', async () => {
    const { rig, anna, boris, rings, accept } = await start()
    await accept(await ring(await rig.visitor()))
    const session = await rings()
    const accepting = { type: 'session.accept', session: session.id }
    expect(await refused(anna, accepting)).toEqual(rejected('operator.busy'))
    await say(boris, accepting)
  })

  it('lets nobody who is in a call take anything else: by accepting, by being asked in, by being handed over to', async () => {
    const { rig, anna, boris, rings, accept } = await start()
    await accept(await rings())
    const waiting = await ring(await rig.visitor(), 'other')
    expect(await refused(anna, { type: 'session.accept', session: waiting.id })).toEqual(rejected('operator.calling'))
    await accept(waiting, boris)
    const others = { session: waiting.id, operator: 'anna', to: 'operator', name: 'anna' }
    expect(await refused(boris, { type: 'session.invite', ...others })).toEqual(rejected('operator.calling'))
    expect(await refused(boris, { type: 'session.redirect', ...others })).toEqual(rejected('operator.calling'))
    const third = await ring(await rig.visitor(), 'third')
    expect(await refused(boris, { type: 'session.redirect', ...others, session: third.id })).toEqual(
      rejected('operator.calling'),
    )
  })

  it('keeps a call within a chat to operators without another conversation, whoever asks', async () => {
    const { rig, visitor, anna, accept } = await start()
    const { id: session } = await ring(visitor)
    await accept({ id: session })
    const other = await ring(await rig.visitor(), 'other')
    await accept(other)
    const offer = { type: 'call.offer', session }
    expect(await refused(anna, offer)).toEqual(rejected('operator.busy'))
    expect(await refused(visitor, offer)).toEqual(rejected('operator.busy'))
    await say(anna, { type: 'session.end', session: other.id })
    const { call } = await say(visitor, offer)
    expect(call).toMatchObject({ state: 'offered', by: 'visitor' })
    // While it is offered the operator is not free for others either.
    const third = await ring(await rig.visitor(), 'third')
    expect(await refused(anna, { type: 'session.accept', session: third.id })).toEqual(rejected('operator.calling'))
  })

  it('would let everybody do everything if it were not asked', async () => {
    const { rig, accept } = await start()
    const one = await ring(await rig.visitor(), 'one')
    await accept(one)
    const state = {
      talking: new Set(['one']),
      sessions: new Map([['one', { id: 'one', operators: [{ id: 'anna' }] }]]),
    }
    const check = checkAlone as (...args: unknown[]) => void
    expect(() => check(state, { id: 'anna', name: 'Anna' }, { id: 'two', entry: 'webchat' })).not.toThrow()
    expect(() => check(state, { id: 'anna', name: 'Anna' }, { id: 'two', entry: 'video' })).toThrow()
  })
})

describe('an offer within a chat', () => {
  it('is a message of who makes it, and there is one at a time', async () => {
    const { visitor, anna, accept } = await start()
    const { id: session } = await ring(visitor)
    expect(await refused(visitor, { type: 'call.offer', session })).toEqual(rejected('session.waiting'))
    await accept({ id: session })
    const { call } = await say(anna, { type: 'call.offer', session })
    expect(visitor.of('message.added').at(-1)?.message).toMatchObject({
      from: 'operator',
      author: { name: 'Anna' },
      body: { kind: 'offer', data: { offer: 'video', call: call.id } },
    })
    expect((await say(visitor, { type: 'call.offer', session })).call).toEqual(call)
    const answer = { type: 'call.answer', session, call: call.id, accept: true }
    expect(await refused(anna, answer)).toEqual(rejected('call.own'))
    await say(visitor, { ...answer, accept: false })
    expect(callOf(anna)).toMatchObject({ state: 'ended' })
    expect(textsOf(anna).at(-1)).toBe('The video call was declined')
    expect(await refused(visitor, answer)).toEqual(rejected('call.over'))
  })

  it('is taken back by who made it', async () => {
    const { visitor, anna, accept } = await start()
    const { id: session } = await ring(visitor)
    await accept({ id: session })
    const { call } = await say(anna, { type: 'call.offer', session })
    await say(anna, { type: 'call.end', session, call: call.id })
    expect(callOf(visitor)).toMatchObject({ state: 'ended' })
  })
})

describe('a call', () => {
  it('has one tab of each side, that gives its seat up only to who names it', async () => {
    const { visitor, anna, in: place } = await talk()
    const join = { type: 'call.join', ...place }
    await say(visitor, { ...join, seat: 'tab 1' })
    await say(visitor, { ...join, seat: 'tab 1' })
    expect(await refused(visitor, { ...join, seat: 'tab 2' })).toEqual(rejected('call.elsewhere'))
    await say(visitor, { ...join, seat: 'tab 2', was: 'tab 1' })
    await say(anna, { ...join, seat: 'desk' })
    expect(callOf(anna)?.seats).toEqual({ visitor: 'tab 2', operator: 'desk' })
    const signal = { type: 'call.signal', ...place, to: 'desk', turn: 1, signals: ['late'] }
    expect(await refused(visitor, { ...signal, seat: 'tab 1' })).toEqual(rejected('call.elsewhere'))
  })

  it('passes signals once and in order, to the tab they are for, and keeps them for who was cut off', async () => {
    const { visitor, anna, boris, in: place } = await talk()
    await say(visitor, { type: 'call.join', ...place, seat: 'tab' })
    await say(anna, { type: 'call.join', ...place, seat: 'desk' })
    const send = (turn: number, ...signals: string[]) =>
      say(visitor, { type: 'call.signal', ...place, seat: 'tab', to: 'desk', turn, signals })
    await send(1, 'a', 'b')
    await send(1, 'a', 'b')
    await send(2, 'c')
    const heard = anna.of('call.signal')
    const first = heard[0]?.place ?? 0
    expect(heard.map(({ place, signals }) => [place, ...signals])).toEqual([
      [first, 'a', 'b'],
      [first + 1, 'c'],
    ])
    expect(boris.of('call.signal')).toEqual([])
    const fetch = (after: number) => say(anna, { type: 'call.fetch', ...place, seat: 'desk', after })
    expect((await fetch(first)).mails).toEqual([{ place: first + 1, from: 'tab', signals: ['c'] }])
    // Whoever joins anew begins anew.
    await say(anna, { type: 'call.join', ...place, seat: 'desk 2', was: 'desk' })
    expect(await refused(anna, { type: 'call.fetch', ...place, seat: 'desk', after: 0 })).toMatchObject({
      code: 'call.elsewhere',
    })
    expect((await say(anna, { type: 'call.fetch', ...place, seat: 'desk 2', after: 0 })).mails).toEqual([])
  })

  it('takes no batch twice even where another has come between', async () => {
    const { visitor, anna, in: place } = await talk()
    await say(visitor, { type: 'call.join', ...place, seat: 'tab' })
    await say(anna, { type: 'call.join', ...place, seat: 'desk' })
    const send = (turn: number) =>
      say(visitor, { type: 'call.signal', ...place, seat: 'tab', to: 'desk', turn, signals: [turn] })
    for (const turn of [1, 2, 1, 3, 2]) await send(turn)
    expect(anna.of('call.signal').flatMap(({ signals }) => signals)).toEqual([1, 2, 3])
  })
})

describe('a call tab', () => {
  const TICKET = '1234-5678-'.repeat(4)
  /** What the rig's secrets make of it is no SHA-256, so the real hash goes in by a backend with real ones. */
  const linked = async () => {
    const rig = await createRig({ secrets: createNodeSecrets('of the test') })
    const hash = createHash('sha256').update(TICKET).digest('hex')
    const [page, tab, anna] = [await rig.visitor(), await rig.visitor(), await rig.desk()]
    const link = (who = page) =>
      say(who, {
        type: 'ticket.link',
        ticket: hash,
        widget: 'main',
        page: { url: 'https://shop.example/basket?secret=1' },
        params: { plan: 'gold' },
      })
    const ringing = (who = tab) => say(who, { type: 'session.start', entry: 'video', widget: 'main', ticket: TICKET })
    return { rig, page, tab, anna, link, ringing, hash }
  }

  it.each(['the page first', 'the tab first'])('is known by its ticket, %s', async order => {
    const { page, anna, link, ringing, hash } = await linked()
    if (order === 'the page first') expect((await link()).ticket).toEqual({ state: 'unused' })
    const { session } = await ringing()
    expect((await link()).ticket).toEqual({ state: 'joined' })
    expect(JSON.stringify(session)).not.toContain(hash)
    const client = anna.of('client.changed').findLast(({ client: { params } }) => params.length)?.client
    expect(client).toMatchObject({
      page: { url: 'https://shop.example/basket' },
      params: [{ key: 'plan', value: 'gold' }],
    })
    expect((await ringing()).session.id).toBe(session.id)
    await say(anna, { type: 'session.accept', session: session.id })
    const told = () => page.of('ticket.changed').at(-1)
    expect(told()).toMatchObject({ hash, ticket: { state: 'joined', call: { state: 'running' } } })
    await say(anna, { type: 'session.end', session: session.id })
    expect(told()).toMatchObject({ ticket: { state: 'ended', call: { state: 'ended' } } })
  })

  it('is one tab, and its page is one page', async () => {
    const { rig, link, ringing } = await linked()
    await link()
    await ringing()
    const stranger = await rig.visitor()
    expect(await failureOf(ringing(stranger))).toEqual(rejected('ticket.taken'))
    expect(await failureOf(link(stranger))).toEqual(rejected('ticket.taken'))
  })

  it('is found again after a restart of the backend', async () => {
    const { rig, page, link, ringing } = await linked()
    await ringing()
    const again = await rig.restart()
    const visitor = await again.visitor({ token: page.token })
    expect((await link(visitor)).ticket).toEqual({ state: 'joined' })
  })
})
