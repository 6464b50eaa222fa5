import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { markRunning } from '../../../src/core/running.js'
import type { Message, Session } from '../../../src/protocol/entities.js'
import { setup } from '../../support/conversation-rig.js'

/** The next page of a visitor whom an earlier one has marked as running. */
const come = async () => {
  const store = createMemoryStorage()
  store.set('running', '1')
  const { time, far, conversation } = setup(store)
  const undo = markRunning(conversation, store, '1')
  conversation.pipe.start()
  await time.settle()
  return { time, far, conversation, undo, mark: () => store.get('running') }
}

const ended: Session = {
  id: 's1',
  version: 3,
  entry: 'webchat',
  state: 'ended',
  widget: 'main',
  operators: [],
  createdAt: 1,
  endedAt: 5,
}
const answer: Message = {
  id: 'm1',
  version: 1,
  session: 's1',
  seq: 7,
  at: 6,
  from: 'operator',
  body: { kind: 'text', text: 'We found it' },
}
const snapshot = (messages: Message[]) => ({ type: 'snapshot' as const, cursor: 'e.7', sessions: [ended], messages })

describe('the mark that lets the next page go on by itself', () => {
  it('stays while nobody knows yet', async () => {
    const { mark } = await come()
    expect(mark()).toBe('1')
  })

  it('goes when all is said and read', async () => {
    const { far, time, mark } = await come()
    far.live(snapshot([]))
    await time.settle()
    expect(mark()).toBeUndefined()
  })

  it('stays while an answer waits to be read, also after the end, and goes once it is read', async () => {
    const { far, time, conversation, mark } = await come()
    far.live(snapshot([answer]))
    await time.settle()
    expect(conversation.unread.value).toBe(1)
    expect(mark()).toBe('1')
    conversation.seen(true)
    expect(mark()).toBeUndefined()
  })
})
