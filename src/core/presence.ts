import type { ReadonlySignal } from '@preact/signals-core'
import type { Message, Session } from '../protocol/entities.js'
import type { Capability } from '../protocol/events.js'
import type { Clock, KeyStore } from '../protocol/ports.js'
import type { Beside } from './beside.js'
import type { Connection } from './connection.js'
import { createDraft } from './draft.js'
import { react } from './react.js'
import { createUnread } from './unread.js'

export interface PresenceOptions {
  tell: Beside['tell']
  /** What the backend has no ear for it is not told. */
  can(ability: Capability): boolean
  connection: Connection
  /** The open session, if there is one. */
  open: ReadonlySignal<Session | undefined>
  messages: ReadonlySignal<readonly Message[]>
  store: KeyStore
  clock: Clock
  newId(): string
}

/** The visitor at the panel: what they are writing, what they have seen, and that the other side knows both. */
export const createPresence = ({ connection, open, messages, newId, tell, can, ...options }: PresenceOptions) => {
  const draft = createDraft({
    ...options,
    tell: on => open.value && can('typing') && tell({ id: newId(), type: 'typing.set', session: open.value.id, on }),
  })
  const unread = createUnread({
    ...options,
    messages,
    elsewhere: () => open.value?.readByVisitor ?? 0,
    theirs: ({ from }) => from === 'operator' || from === 'bot',
    tell: ({ session, seq }) => can('read') && tell({ id: newId(), type: 'read.mark', session, seq }),
  })
  const undo = react(
    () => connection.lives.value,
    lives => lives && unread.tellAgain(),
  )
  return {
    view: {
      unread: unread.count,
      newFrom: unread.newFrom,
      seen: unread.look,
      draft: draft.text,
      setDraft: draft.set,
    },
    /** A message went out: nothing is new any more, and nobody writes. */
    said: () => {
      unread.answered()
      draft.sent()
    },
    /** The visitor is a new one: what the last one had read says nothing. */
    forget: unread.forget,
    dispose: () => {
      undo()
      for (const part of [unread, draft]) part.dispose()
    },
  }
}
