import { signal as signalOf } from '@preact/signals-core'
import { remember } from '../../core/remember.js'
import type { ContextParts } from '../context.js'

/** Under this key stands whether this visitor shares, once they or the page have said so. */
const KEY = 'share'

/** Whether the page is shared: kept for the next page, and the same in all tabs. */
export const createChoice = ({ host: { options }, store }: ContextParts, { signal }: { signal: AbortSignal }) => {
  const kept = store.get(KEY)
  const isShared = signalOf(kept ? kept === 'yes' : options.page?.share !== false)
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key === `zvonek:${options.scope}:${KEY}` && newValue) isShared.value = newValue === 'yes'
  }
  addEventListener('storage', hear, { __proto__: null, signal })
  return {
    isShared,
    choose: (on: boolean) => {
      isShared.value = on
      remember(store, KEY, on ? 'yes' : 'no')
    },
  }
}
