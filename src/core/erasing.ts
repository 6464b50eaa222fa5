import type { Receipt } from '../protocol/entities.js'
import { toFailure } from '../protocol/failure.js'
import { dictionary, number, optional, record, text, time } from '../protocol/parse.js'
import type { Clock, KeyStore } from '../protocol/ports.js'
import type { Transport } from '../protocol/transport.js'
import { backoff } from './backoff.js'
import { ERASE, waitingIn } from './erase.js'

export interface EraseOptions {
  store: KeyStore
  clock: Clock
  random(): number
  newId(): string
  /** A pipe that speaks with the credential of that store, nobody else's. */
  connect(store: KeyStore): Transport
  /** The backend has nothing of theirs any more; without a receipt it has not known them, or gives none. */
  onErased(token: string, receipt: Receipt | undefined): void
}

const parse = record<{ receipt?: Receipt | undefined }>({
  receipt: optional(record<Receipt>({ id: text, at: time, erased: dictionary(number) })),
})

/**
 * Finishes what `forget()` began: the credential to be erased waits under the one key `erase` until the backend says
 * that nothing is left, or the signal says stop: then the key stays for the next page.
 */
export const finishErasing = (
  { store, clock, random, newId, connect, onErased }: EraseOptions,
  signal: AbortSignal,
): void => {
  if (signal.aborted) return
  const timers = new Set<() => void>()
  const done = (token: string, receipt?: Receipt) => {
    const rest = waitingIn(store).filter(other => other !== token)
    if (rest.length) store.set(ERASE, rest.join(' '))
    else store.remove(ERASE)
    onErased(token, receipt)
  }
  const erase = (token: string, failures = 0) => {
    const credentials: KeyStore = { get: () => token, set: () => {}, remove: () => {}, keys: () => [] }
    connect(credentials)
      .send({ id: newId(), type: 'visitor.forget' }, { signal })
      .then(parse)
      .then(
        ({ receipt }) => done(token, receipt),
        (thrown: unknown) => {
          const { kind } = toFailure(thrown)
          // Whoever does not know this visitor any more has nothing of theirs.
          if (kind === 'auth' || kind === 'gone') done(token)
          else if (!signal.aborted) timers.add(clock.after(backoff(failures, random), () => erase(token, failures + 1)))
        },
      )
  }
  signal.addEventListener('abort', () => timers.forEach(undo => undo()))
  for (const token of waitingIn(store)) erase(token)
}
