import { signal } from '@preact/signals-core'
import type { Clock, KeyStore } from '../protocol/ports.js'
import { remember } from './remember.js'
import { createTyping } from './writing.js'

/** What stands in the composer, kept over reloads; letters that come in tell the other side that somebody writes. */
export const createDraft = ({ store, clock, tell }: { store: KeyStore; clock: Clock; tell(on: boolean): void }) => {
  const text = signal(store.get('draft') ?? '')
  const typing = createTyping(clock, tell)
  return {
    text,
    set: (now: string) => {
      text.value = now
      remember(store, 'draft', now)
      typing.typed(now)
    },
    /** It was sent: nobody writes any more. */
    sent: typing.stop,
    dispose: typing.dispose,
  }
}
