import { signal as signalOf } from '@preact/signals-core'
import { remember } from '../../core/remember.js'
import type { ContextParts } from '../context.js'

/** Under this key stands whether this visitor shares, once they or the page have said so. */
const KEY = 'share'

/** Whether the page is shared: kept for the next page, and the same in all tabs. */
export const createChoice = ({ host: { options }, store }: ContextParts, { signal }: { signal: AbortSignal }) => {
  const read = () => {
    const kept = store.get(KEY)
    return kept ? kept === 'yes' : options.page?.share !== false
  }
  const isShared = signalOf(read())
  // A person's keys stand behind their own mark: what it is now, the store knows.
  const hear = ({ key }: StorageEvent) => {
    if (key?.startsWith(`zvonek:${options.scope}:`) && key.endsWith(KEY)) isShared.value = read()
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
