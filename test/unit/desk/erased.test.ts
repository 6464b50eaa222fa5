import { describe, expect, it } from 'vitest'
import type { DeskCallback, Letter } from '../../../demo/protocol/desk.js'
import { accepted, added, anna, client, said, session, sitDown } from './scripted-desk.js'

/* A client of whom nothing is kept any more leaves nothing at a desk that is open, and costs it no connection. */

const letterOf = (n: number): Letter => ({
  ...{ id: `l${n}`, version: 1, client: `c${n}`, widget: 'main', at: 1, text: 'Write to me', more: [] },
  delivery: { state: 'kept', tries: 0 },
})
const callbackOf = (n: number): DeskCallback => ({
  ...{ id: `k${n}`, version: 1, client: `c${n}`, widget: 'main', phone: '+420601234567', requestedAt: 1 },
  state: 'requested',
  dueAt: 1,
})
const everything = {
  sessions: [accepted(1), accepted(2), session(3)],
  messages: [said(1, 1, 'Forget this'), said(2, 1, 'Keep this')],
  letters: [letterOf(1), letterOf(2)],
  callbacks: [callbackOf(1), callbackOf(2)],
}

describe('a client who is erased while the desk is open', () => {
  it('is gone with their conversation, words, letters, callbacks and pages; the others stay', async () => {
    const sat = await sitDown()
    const { desk, live, hear, streams } = sat
    live(everything)
    hear({ type: 'pages.told', client: 'c1', pages: [{ url: 'https://shop.example/' }] })
    desk.select('s1')
    desk.setDraft('My answer to them')
    hear({ type: 'erased', clients: ['c1'] })

    expect(desk.selected.value).toBeUndefined()
    expect(desk.talks.value.map(({ id }) => id)).toEqual(['s2'])
    expect(desk.messagesOf('s1')).toEqual([])
    expect(desk.pagesOf({ client: 'c1' })).toEqual([])
    expect(desk.clientOf({ client: 'c1' })).toBeUndefined()
    expect(desk.letters.value.map(({ id }) => id)).toEqual(['l2'])
    expect(desk.callbacks.value.map(({ id }) => id)).toEqual(['k2'])
    expect(sat.store.keys().filter(key => key.startsWith('draft:'))).toEqual([])
    expect(sat.told()).toEqual(['A client has had all that was kept of them erased: their conversation is closed.'])
    expect(streams).toHaveLength(1)
    // The control: of who stays, everything is there.
    expect(desk.messagesOf('s2').map(({ body }) => body.text)).toEqual(['Keep this'])
    expect(desk.waiting.value.map(({ id }) => id)).toEqual(['s3'])
  })

  it('takes what waits for them along: nothing goes out to nobody, or is kept on this computer', async () => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live(everything)
    desk.select('s1')
    desk.setDraft('On its way')
    desk.send()
    desk.handle('l1', true)
    await settle()
    expect(desk.outgoing.value).toBe(2)
    hear({ type: 'erased', clients: ['c1'] })
    await settle()
    expect(desk.outgoing.value).toBe(0)
    sent('message.send')[0]!.resolve({ message: { ...said(1, 2, 'On its way'), from: 'operator', by: anna } })
    await settle()
    expect(desk.messagesOf('s1')).toEqual([])
  })

  it('is gone from what was fetched of the past, also what is still on its way', async () => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live(everything)
    desk.past.look('c1')
    desk.past.look('c2')
    desk.past.read('s1')
    await settle()
    sent('sessions.get')[0]!.resolve({ sessions: [session(9, { client: 'c1', state: 'ended' })], more: false })
    await settle()
    desk.past.read('s9')
    await settle()
    hear({ type: 'erased', clients: ['c1'] })
    for (const one of sent('messages.get')) one.resolve({ messages: [said(1, 1, 'Forget this')], more: false })
    await settle()
    expect(desk.past.sessionsOf('c1')).toBeUndefined()
    expect([desk.past.saidIn('s1'), desk.past.saidIn('s9')]).toEqual([undefined, undefined])
    expect(desk.past.sessionsOf('c2')).toBeDefined()
  })

  it('who was in no conversation of this operator goes without a word', async () => {
    const { desk, live, hear, told } = await sitDown()
    live(everything)
    hear({ type: 'erased', clients: ['c3'] }, added(said(2, 2, 'And on')))
    expect(desk.waiting.value).toEqual([])
    expect(told()).toEqual([])
    expect(desk.messagesOf('s2')).toHaveLength(2)
  })

  it('is not missed after the next cut: nothing was lost', async () => {
    const { live, hear, streams, time, told } = await sitDown()
    live(everything)
    hear({ type: 'erased', clients: ['c1'] })
    const heard = told()
    streams.at(-1)!.end({ kind: 'retry', done: 'no' })
    await time.pass(10_000)
    live({
      ...everything,
      clients: [client(2), client(3)],
      sessions: [accepted(2)],
      messages: [said(2, 1, 'Keep this')],
    })
    expect(told()).toEqual(heard)
  })
})
