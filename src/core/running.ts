import type { KeyStore } from '../protocol/ports.js'
import type { VisitorConversation } from './conversation.js'
import { react } from './react.js'
import { remember } from './remember.js'

/**
 * Keeps the marker that lets the next page go on by itself: while a session is open, or words wait to go out.
 * Before the backend has been heard it is only set, never cleared.
 */
export const markRunning = ({ pipe, session, thread }: VisitorConversation, store: KeyStore): (() => void) =>
  react(
    () => {
      const open = session.value && session.value.state !== 'ended'
      const waiting = thread.value.some(({ state }) => state && state !== 'sent' && state !== 'read')
      return open || waiting || (pipe.lives.value ? false : undefined)
    },
    busy => busy !== undefined && remember(store, 'running', busy ? '1' : ''),
  )
