import { describe, expect, it } from 'vitest'
import { message, session, setup } from '../../support/conversation-rig.js'
import { hello } from '../../support/scripted-transport.js'

describe('a conversation', () => {
  it('makes a session for the first words, and only one', async () => {
    const { conversation, far, live, answer } = setup()
    await live()
    conversation.send('hello')
    conversation.send('again')
    await answer({})
    expect(far.sent[0]?.command).toMatchObject({ type: 'session.start', entry: 'webchat' })
    await answer({ session: session() })
    const types = far.sent.map(({ command }) => command.type)
    expect(types.filter(type => type === 'session.start')).toHaveLength(1)
  })

  it('shows own words at once, and once, whatever comes first: answer, echo or snapshot', async () => {
    const { conversation, far, live, answer, texts } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [] })
    const key = conversation.send('mine')
    expect(texts()).toEqual(['mine'])
    const held = message(1, { from: 'visitor', command: key, body: { kind: 'text', text: 'mine' } })
    far.last().onEvent({ type: 'message.added', cursor: 'e.2', message: held })
    expect(texts()).toEqual(['mine'])
    await answer({ message: held })
    expect(texts()).toEqual(['mine'])
    far.last().end({ kind: 'reset' })
    await live({ type: 'snapshot', cursor: 'e.2', sessions: [session()], messages: [held] })
    expect(texts()).toEqual(['mine'])
    expect(conversation.thread.value[0]).toMatchObject({ key, state: 'sent' })
  })

  it('never puts waiting words above those that the backend holds', async () => {
    const { conversation, far, live, texts } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [] })
    conversation.send('waits')
    far.last().onEvent({ type: 'message.added', cursor: 'e.2', message: message(1) })
    expect(texts()).toEqual(['text 1', 'waits'])
  })

  it('orders by what everybody sees, not by arrival', async () => {
    const { far, live, texts } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [message(3), message(1)] })
    far.last().onEvent({ type: 'message.added', cursor: 'e.2', message: message(2) })
    expect(texts()).toEqual(['text 1', 'text 2', 'text 3'])
  })

  it('takes an edit in place, and an older version not at all', async () => {
    const { far, live, texts } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [message(1), message(2)] })
    const edited = message(1, { version: 3, body: { kind: 'text', text: 'edited' } })
    far.last().onEvent({ type: 'message.changed', cursor: 'e.2', message: edited })
    far.last().onEvent({ type: 'message.changed', cursor: 'e.3', message: message(1, { version: 2 }) })
    expect(texts()).toEqual(['edited', 'text 2'])
  })

  it('counts unread words of the other side, and forgets none over a reload', async () => {
    const { conversation, far, live, store } = setup()
    const sessions = [session({ state: 'accepted' })]
    await live({ type: 'snapshot', cursor: 'e.1', sessions, messages: [message(1)] })
    conversation.seen(true)
    expect(conversation.unread.value).toBe(0)
    conversation.seen(false)
    far.last().onEvent({ type: 'message.added', cursor: 'e.2', message: message(2) })
    expect(conversation.unread.value).toBe(1)
    const next = setup(store)
    await next.live({ type: 'snapshot', cursor: 'e.2', sessions, messages: [message(1), message(2)] })
    expect(next.conversation.unread.value).toBe(1)
    next.conversation.seen(true)
    expect(next.conversation.newFrom.value).toBe(2)
    expect(next.conversation.unread.value).toBe(0)
  })

  it('counts nothing that they have read in another tab or on another device', async () => {
    const { conversation, live, far } = setup()
    const read = session({ state: 'accepted', readByVisitor: 2 })
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [read], messages: [1, 2, 3].map(seq => message(seq)) })
    expect(conversation.unread.value).toBe(1)
    far.last().onEvent({ type: 'session.changed', cursor: 'e.2', session: { ...read, version: 9, readByVisitor: 3 } })
    expect(conversation.unread.value).toBe(0)
  })

  it('tells how far the visitor has read, again after a cut', async () => {
    const { conversation, far, live } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session({ state: 'accepted' })], messages: [message(4)] })
    conversation.seen(true)
    const marks = () => far.sent.filter(({ command }) => command.type === 'read.mark').map(({ command }) => command)
    expect(marks()).toMatchObject([{ session: 's1', seq: 4 }])
    conversation.reconnect()
    await live()
    expect(marks()).toHaveLength(2)
  })

  it('tells that the visitor writes at most every three seconds, and that it stopped', async () => {
    const { conversation, far, live, time } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session({ state: 'accepted' })], messages: [] })
    const told = () => far.sent.flatMap(({ command }) => (command.type === 'typing.set' ? [command.on] : []))
    for (const text of ['h', 'he', 'hel']) conversation.setDraft(text)
    expect(told()).toEqual([true])
    await time.pass(3_000)
    conversation.setDraft('hell')
    expect(told()).toEqual([true, true])
    await time.pass(5_000)
    expect(told()).toEqual([true, true, false])
  })

  it('tells neither to a backend that has no ear for it', async () => {
    const { conversation, far, time } = setup()
    conversation.pipe.start()
    await time.settle()
    const snapshot = { sessions: [session({ state: 'accepted' })], messages: [message(1)] }
    far.last().onEvent(hello({ capabilities: [] }))
    far.last().onEvent({ type: 'snapshot', cursor: 'e.1', ...snapshot })
    far.last().onEvent({ type: 'live' })
    await time.settle()
    conversation.setDraft('h')
    conversation.seen(true)
    expect(conversation.unread.value).toBe(0)
    expect(far.sent).toEqual([])
  })

  it('stops saying that somebody writes when the word “stopped” was lost', async () => {
    const { conversation, far, live, time } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session({ state: 'accepted' })], messages: [] })
    far.last().onEvent({ type: 'typing.changed', session: 's1', operator: { id: 'o', name: 'Anna' }, on: true })
    expect(conversation.writing.value?.name).toBe('Anna')
    await time.pass(6_000)
    expect(conversation.writing.value).toBeUndefined()
  })

  it('lets nobody write on when the conversation has ended', async () => {
    const { conversation, far, live } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session({ state: 'accepted' })], messages: [] })
    far.last().onEvent({ type: 'typing.changed', session: 's1', operator: { id: 'o', name: 'Anna' }, on: true })
    far.last().onEvent({ type: 'session.changed', cursor: 'e.2', session: session({ version: 2, state: 'ended' }) })
    expect(conversation.writing.value).toBeUndefined()
  })

  it('keeps what stands in the composer over a reload', () => {
    const { conversation, store } = setup()
    conversation.setDraft('half a sen')
    expect(setup(store).conversation.draft.value).toBe('half a sen')
  })

  it('refuses nothing but empty and over-long words, before they are kept', async () => {
    const { conversation, live, store } = setup()
    await live()
    expect(() => conversation.send(' \n')).toThrow(RangeError)
    expect(() => conversation.send('x'.repeat(4_001))).toThrow(RangeError)
    expect(store.keys()).toEqual([])
  })

  it('sends words that an ended session refused into a new one when asked to try again', async () => {
    const { conversation, far, live, time } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session({ state: 'accepted' })], messages: [] })
    const key = conversation.send('late')
    await time.settle()
    far.sent.at(-1)?.reject({ kind: 'rejected', code: 'session.ended' })
    await time.settle()
    far.last().onEvent({ type: 'session.changed', cursor: 'e.2', session: session({ version: 2, state: 'ended' }) })
    expect(conversation.thread.value.at(-1)).toMatchObject({ state: 'failed', code: 'session.ended' })
    conversation.retry(key)
    await time.settle()
    expect(far.sent.at(-1)?.command.type).toBe('session.start')
    far.sent.at(-1)?.resolve({ session: session({ id: 's2', createdAt: 2 }) })
    await time.settle()
    expect(far.sent.at(-1)?.command).toMatchObject({ type: 'message.send', text: 'late' })
    expect(far.sent.at(-1)?.command).not.toHaveProperty('session')
  })

  it('begins anew with a dead token, keeping what was written', async () => {
    const { conversation, far, live, time, store, texts } = setup()
    store.set('token', 'dead')
    conversation.pipe.start()
    conversation.send('kept')
    await time.settle()
    far.last().end({ kind: 'auth' })
    await time.pass(0)
    expect(far.streams).toHaveLength(2)
    await live({ type: 'snapshot', cursor: 'n.0', sessions: [], messages: [] })
    expect(texts()).toEqual(['kept'])
    expect(far.sent[0]?.command.type).toBe('session.start')
  })

  it('asks for another credential once, and stops when that is refused too', async () => {
    const { conversation, far, time } = setup()
    conversation.pipe.start()
    for (let i = 0; i < 2; i++) {
      await time.pass(0)
      far.last().end({ kind: 'auth' })
    }
    await time.pass(3_600_000)
    expect(far.streams).toHaveLength(2)
    expect(conversation.connection.value.state).toBe('authExpired')
  })

  it('looks again at its own pace when commands are refused while the stream is fine', async () => {
    const { conversation, far, time, live } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [] })
    conversation.send('words')
    for (let i = 0; i < 5; i++) {
      await time.settle()
      far.sent.at(-1)?.reject({ kind: 'auth' })
      await time.settle()
      const before = far.streams.length
      await time.pass(0)
      expect(far.streams).toHaveLength(before)
      await time.pass(8_000)
      far.live()
    }
    expect(far.streams).toHaveLength(6)
    expect(conversation.thread.value.at(-1)?.body.text).toBe('words')
  })

  it('takes an answer of another shape for none, and asks again', async () => {
    const { conversation, far, time, live, texts } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [] })
    conversation.send('mine')
    await time.settle()
    far.sent.at(-1)?.resolve({})
    await time.pass(500)
    expect(far.sent).toHaveLength(2)
    expect(texts()).toEqual(['mine'])
  })

  it('counts the unread of a new visitor from nothing', async () => {
    const { conversation, far, store, time } = setup()
    store.set('read', '40')
    conversation.pipe.start()
    await time.settle()
    far.last().onEvent(hello({ visitor: { id: 'new', token: 't' } }))
    far.last().onEvent({ type: 'snapshot', cursor: 'n.0', sessions: [session()], messages: [message(1)] })
    far.last().onEvent({ type: 'live' })
    expect(conversation.unread.value).toBe(1)
    expect(far.sent).toHaveLength(0)
  })

  it('starts anew with words behind a farewell', async () => {
    const { conversation, far, time, live } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session({ state: 'accepted' })], messages: [] })
    conversation.leave()
    conversation.send('one more thing')
    for (const reply of [{}, { session: session({ id: 's2', createdAt: 2 }) }]) {
      await time.settle()
      far.sent.at(-1)?.resolve(reply)
    }
    await time.settle()
    expect(far.sent.map(({ command }) => command.type)).toEqual(['session.leave', 'session.start', 'message.send'])
    expect(far.sent.at(-1)?.command).not.toHaveProperty('session')
  })

  it('never comes back to life once it is over', async () => {
    const { conversation, far, time } = setup()
    conversation.dispose()
    conversation.pipe.start()
    conversation.reconnect()
    await time.pass(60_000)
    expect(far.streams).toHaveLength(0)
  })

  it('tells each state a session reaches, and none that it had before the page came', async () => {
    const { far, live, states } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [] })
    expect(states).toEqual([])
    far.last().onEvent({ type: 'session.changed', cursor: 'e.2', session: session({ version: 2, state: 'accepted' }) })
    far.last().onEvent({ type: 'session.changed', cursor: 'e.3', session: session({ version: 3, state: 'ended' }) })
    far.last().onEvent({ type: 'session.changed', cursor: 'e.4', session: session({ id: 's2', createdAt: 2 }) })
    expect(states).toEqual(['accepted', 'ended', 'created', 'queued'])
  })

  it('leaves no timer behind', async () => {
    const { conversation, live, time } = setup()
    await live({ type: 'snapshot', cursor: 'e.1', sessions: [session({ state: 'accepted' })], messages: [message(1)] })
    conversation.setDraft('typing')
    conversation.seen(true)
    conversation.send('words')
    await time.settle()
    conversation.dispose()
    await time.settle()
    expect(time.pending()).toBe(0)
  })
})
