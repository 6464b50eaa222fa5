import { describe, expect, it } from 'vitest'
import { message, session, setup } from '../../support/conversation-rig.js'

describe('a conversation whose backend comes back with another history', () => {
  it('owns up to it when the backend comes back without what was shown, and keeps the own words of it', async () => {
    const { conversation, far, live, store, texts } = setup()
    const sessions = [session()]
    const mine = message(2, { from: 'visitor', command: 'c2', body: { kind: 'text', text: 'mine' } })
    await live({ type: 'snapshot', cursor: 'e.3', sessions, messages: [message(1), mine, message(3)] })
    far.last().end({ kind: 'reset' })
    await live({ type: 'snapshot', cursor: 'e.1', sessions, messages: [message(1)] })
    expect(texts()).toEqual(['text 1', '', 'mine'])
    expect(conversation.thread.value[1]?.body).toMatchObject({ kind: 'notice', data: { notice: 'history.reset' } })
    expect(conversation.thread.value[2]).toMatchObject({ key: 'c2', state: 'failed', code: 'history.reset' })
    expect(far.sent).toEqual([])
    const next = setup(store)
    expect(next.texts()).toEqual(['mine'])
    await next.live({ type: 'snapshot', cursor: 'e.1', sessions, messages: [message(1)] })
    next.conversation.retry('c2')
    await next.time.settle()
    expect(next.far.sent.at(-1)?.command).toMatchObject({ type: 'message.send', text: 'mine' })
  })

  it('keeps what was acknowledged while an older snapshot was on its way', async () => {
    const { conversation, far, live, answer, texts, time } = setup()
    const snapshot = { type: 'snapshot', cursor: 'e.1', sessions: [session()], messages: [message(1)] } as const
    await live(snapshot)
    const command = conversation.send('mine')
    await time.settle()
    far.last().end({ kind: 'retry', done: 'no' })
    await time.pass(1_000)
    await answer({ message: message(2, { from: 'visitor', command, body: { kind: 'text', text: 'mine' } }) })
    far.live({ ...snapshot, cursor: 'e.1' })
    expect(texts()).toEqual(['text 1', 'mine'])
    expect(conversation.thread.value.at(-1)).toMatchObject({ key: command, state: 'sent' })
  })

  it('takes what it had for lost only as far back as a snapshot reaches', async () => {
    const { far, live, texts } = setup()
    const messages = [1, 2, 3, 4].map(seq => message(seq))
    await live({ type: 'snapshot', cursor: 'e.4', sessions: [session()], messages })
    far.last().end({ kind: 'reset' })
    await live({ type: 'snapshot', cursor: 'e.4', sessions: [session()], messages: messages.slice(2), more: true })
    expect(texts()).toEqual(['text 3', 'text 4'])
  })

  it('counts as new what comes where an older copy of the history was read before', async () => {
    const { conversation, far, live } = setup()
    const sessions = [session({ state: 'accepted' })]
    await live({ type: 'snapshot', cursor: 'e.9', sessions, messages: [message(1), message(9)] })
    conversation.seen(true)
    conversation.seen(false)
    far.last().end({ kind: 'reset' })
    await live({ type: 'snapshot', cursor: 'e.1', sessions, messages: [message(1)] })
    far.last().onEvent({ type: 'message.added', cursor: 'e.2', message: message(2, { id: 'other' }) })
    expect(conversation.unread.value).toBe(1)
  })
})
