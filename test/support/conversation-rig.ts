import { createMemoryStorage } from '../../src/browser/storage.js'
import { createConversation } from '../../src/core/conversation.js'
import type { Message, Session } from '../../src/protocol/entities.js'
import { createScriptedTransport } from './scripted-transport.js'
import { createVirtualClock } from './virtual-clock.js'

/** A visitor's conversation whose backend is the test, and what backends say. */
export const setup = (store = createMemoryStorage()) => {
  const time = createVirtualClock()
  const far = createScriptedTransport()
  const states: string[] = []
  let ids = 0
  const conversation = createConversation({
    transport: far.transport,
    store,
    clock: time.clock,
    random: () => 0.5,
    newId: () => `id${store.keys().length}-${ids++}`,
    hasNetwork: () => true,
    log: () => {},
    start: () => ({ entry: 'webchat', widget: 'main' }),
    onState: state => states.push(state),
    onMessage: () => {},
  })
  const live = async (...events: Parameters<typeof far.live>) => {
    conversation.pipe.start()
    await time.settle()
    far.live(...events)
    await time.settle()
  }
  const answer = async (reply: object) => {
    far.sent.at(-1)?.resolve(reply)
    await time.settle()
  }
  const texts = () => conversation.thread.value.map(({ body }) => body.text)
  return { time, far, conversation, store, live, answer, states, texts }
}

export const session = (change: Partial<Session> = {}): Session => ({
  id: 's1',
  version: 1,
  entry: 'webchat',
  state: 'queued',
  widget: 'main',
  operators: [],
  createdAt: 1,
  ...change,
})
export const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  version: 1,
  session: 's1',
  seq,
  at: seq,
  from: 'operator',
  body: { kind: 'text', text: `text ${seq}` },
  ...change,
})
