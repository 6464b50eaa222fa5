import type { KeyStore } from '../protocol/ports.js'
import type { VisitorConversation } from './conversation.js'
import { react } from './react.js'
import { remember } from './remember.js'

/**
 * Keeps the marker that lets the next page go on by itself: while a session or an offer is open, something waits to go out, or an answer
 * waits to be read. Before the backend has been heard it is only set, never cleared.
 */
export const markRunning = (
  { pipe, session, kept, unread, callback, offer }: VisitorConversation,
  store: KeyStore,
  mark: string,
): (() => void) =>
  react(
    () => {
      const open = session.value && session.value.state !== 'ended'
      const called = callback.value?.state
      return (
        open ||
        // Who waits for a call may leave the page and come back.
        called === 'requested' ||
        called === 'dialled' ||
        offer.value?.state === 'open' ||
        !!kept.value.length ||
        !!unread.value ||
        (pipe.lives.value ? false : undefined)
      )
    },
    busy => busy !== undefined && remember(store, 'running', busy ? mark : ''),
  )
