/** What happens when somebody rings: a sound, a word for those who do not see, the page's title. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { react } from '../../src/core/react.js'
import { remember } from '../../src/core/remember.js'
import { fill } from '../../src/i18n/format.js'
import type { Id } from '../../src/protocol/entities.js'
import type { KeyStore } from '../../src/protocol/ports.js'
import { isRinging } from './model/callbacks.js'
import type { Desk } from './model/model.js'
import { toName } from './format.js'
import { words } from './words.js'

export interface Bell {
  /** Whether it may sound. */
  readonly loud: ReadonlySignal<boolean>
  /** The last one who rang, in words. */
  readonly announced: ReadonlySignal<string>
  toggle(): void
  dispose(): void
}

export interface BellOptions {
  desk: Desk
  store: KeyStore
  ring(): void
  setTitle(title: string): void
}

const MUTED = 'muted'

export const createBell = ({ desk, store, ring, setTitle }: BellOptions): Bell => {
  const loud = signal(store.get(MUTED) === undefined)
  const announced = signal('')
  let known: ReadonlySet<Id> = new Set()
  let called: ReadonlySet<Id> = new Set()

  const undo = [
    react(
      () => desk.waiting.value.filter(desk.isForMe),
      waiting => {
        const fresh = waiting.filter(session => !known.has(session.id)).at(-1)
        known = new Set(waiting.map(session => session.id))
        if (!fresh) return
        announced.value = fill(words.rings, { client: toName(desk.clientOf(fresh)) })
        if (loud.value) ring()
      },
    ),
    react(
      () => desk.callbacks.value.filter(isRinging),
      due => {
        const fresh = due.filter(callback => !called.has(callback.id)).at(-1)
        called = new Set(due.map(callback => callback.id))
        if (!fresh) return
        announced.value = fill(words.callbacks.rings, { phone: fresh.phone })
        if (loud.value) ring()
      },
    ),
    react(
      () => desk.handed.value,
      handed => {
        if (!handed) return
        announced.value = handed.text
        if (loud.value) ring()
      },
    ),
    react(
      () => toTitle(desk.waiting.value.length + desk.callbacks.value.filter(isRinging).length, desk.unread.value),
      setTitle,
    ),
  ]

  return {
    loud,
    announced,
    toggle: () => {
      loud.value = !loud.peek()
      remember(store, MUTED, loud.peek() ? '' : 'yes')
      if (loud.peek()) ring()
    },
    dispose: () => {
      for (const off of undo) off()
      setTitle(words.title)
    },
  }
}

const toTitle = (waiting: number, unread: number): string => {
  if (waiting) return fill(words.titleWaiting, { n: waiting })
  return unread ? fill(words.titleUnread, { n: unread }) : words.title
}
