import { signal, type Signal } from '@preact/signals'
import { createMemoryStorage } from '../../src/browser/storage.js'
import type { Conversation, ThreadItem } from '../../src/core/model.js'
import type { Message, Operator, Session } from '../../src/protocol/entities.js'

type Signals = {
  -readonly [K in keyof Conversation as Conversation[K] extends { peek(): unknown } ? K : never]: Signal<
    Conversation[K] extends { readonly value: infer T } ? T : never
  >
}

/** A conversation made of signals that a test writes, and of verbs that are written down. */
export interface ConversationDouble extends Omit<Conversation, keyof Signals>, Signals {
  /** Verbs in the order of their use, without `seen` and `setDraft`. */
  readonly calls: unknown[][]
  /** What was last said to `seen`. */
  readonly looking: Signal<boolean>
}

export const createConversationDouble = (): ConversationDouble => {
  const calls: unknown[][] = []
  const draft = signal('')
  const looking = signal(false)
  const note =
    (verb: string) =>
    (...args: unknown[]) =>
      void calls.push([verb, ...args])
  return {
    calls,
    looking,
    connection: signal({ state: 'online' }),
    settings: signal({}),
    limits: signal({ text: 4_000 }),
    availability: signal({}),
    groups: signal(undefined),
    refused: signal(undefined),
    callback: signal(undefined),
    offer: signal(undefined),
    session: signal(undefined),
    leaving: signal(false),
    thread: signal([]),
    older: signal(''),
    writing: signal(undefined),
    unread: signal(0),
    newFrom: signal(undefined),
    draft,
    can: () => true,
    setDraft: text => (draft.value = text),
    send: (text, files) => {
      calls.push(['send', text, ...(files ? [files] : [])])
      return `sent-${calls.length}`
    },
    retry: note('retry'),
    discard: note('discard'),
    fetchOlder: async () => note('fetchOlder')(),
    seen: now => (looking.value = now),
    enter: note('enter'),
    leave: note('leave'),
    kept: signal([]),
    post: note('post'),
    store: createMemoryStorage(),
    rooms: new Map(),
    reconnect: note('reconnect'),
  }
}

export const anna: Operator = { id: 'anna', name: 'Anna', title: 'Sales' }
export const boris: Operator = { id: 'boris', name: 'Boris', title: 'Repairs' }

export const aSession = (change: Partial<Session> = {}): Session => ({
  id: 's1',
  version: 1,
  entry: 'webchat',
  state: 'accepted',
  widget: 'main',
  operators: change.state === 'queued' ? [] : [anna],
  createdAt: 0,
  ...change,
})

/** A text of one side; `seq` orders it and names it. */
export const aMessage = (
  from: Message['from'],
  text: string,
  change: Partial<ThreadItem> & { seq?: number } = {},
): ThreadItem => ({
  key: `${from}-${change.seq ?? text}`,
  from,
  at: Date.UTC(2026, 10, 20, 10, 43),
  body: { kind: 'text', text },
  session: 's1',
  ...(from === 'operator' && { author: anna }),
  ...(from === 'visitor' && { state: 'sent' as const }),
  ...change,
})
