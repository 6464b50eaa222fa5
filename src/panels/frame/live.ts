import { signal, type ReadonlySignal } from '@preact/signals'

/** What is said aloud beside what is seen. The regions stand in the frame from its first render. */
export interface Live {
  readonly polite: ReadonlySignal<string>
  readonly assertive: ReadonlySignal<string>
  say(text: string): void
  /** Interrupts: only for words that did not arrive and a connection that is lost. */
  alert(text: string): void
}

export const createLive = (): Live => {
  const polite = signal('')
  const assertive = signal('')
  return {
    polite,
    assertive,
    say: text => (polite.value = again(polite.peek(), text)),
    alert: text => (assertive.value = again(assertive.peek(), text)),
  }
}

/** A region speaks when its text changes: the same words twice differ by a space that nobody hears. */
const again = (before: string, text: string) => (before === text ? `${text}\u00a0` : text)
