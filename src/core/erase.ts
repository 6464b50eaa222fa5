import { toFailure } from '../protocol/failure.js'
import type { Clock, KeyStore } from '../protocol/ports.js'
import type { Transport } from '../protocol/transport.js'
import { backoff } from './backoff.js'

export interface EraseOptions {
  store: KeyStore
  clock: Clock
  random(): number
  newId(): string
  /** A pipe that speaks with the credential of that store, nobody else's. */
  connect(store: KeyStore): Transport
}

/**
 * Finishes what `forget()` began: the credential to be erased waits under the one key `erase` until the backend says
 * that nothing is left. Returns its undo; the key stays for the next page.
 */
export const finishErasing = ({ store, clock, random, newId, connect }: EraseOptions): (() => void) => {
  const stop = new AbortController()
  const timers = new Set<() => void>()
  const done = (token: string) => {
    const rest = waitingIn(store).filter(other => other !== token)
    if (rest.length) store.set(ERASE, rest.join(' '))
    else store.remove(ERASE)
  }
  const erase = (token: string, failures = 0) => {
    const credentials: KeyStore = { get: () => token, set: () => {}, remove: () => {}, keys: () => [] }
    connect(credentials)
      .send({ id: newId(), type: 'visitor.forget' }, { signal: stop.signal })
      .then(
        () => done(token),
        (thrown: unknown) => {
          const { kind } = toFailure(thrown)
          // Whoever does not know this visitor any more has nothing of theirs.
          if (kind === 'auth' || kind === 'gone') done(token)
          else if (!stop.signal.aborted)
            timers.add(clock.after(backoff(failures, random), () => erase(token, failures + 1)))
        },
      )
  }
  for (const token of waitingIn(store)) erase(token)
  return () => {
    stop.abort()
    for (const undo of timers) undo()
  }
}

/** Leaves nothing of the visitor but what the backend has yet to erase. */
export const clearKeys = (store: KeyStore) => {
  for (const key of store.keys()) if (key !== ERASE) store.remove(key)
}

/** The same, and the backend is to erase this visitor too; several may be waiting. */
export const forgetKeys = (store: KeyStore) => {
  const waiting = new Set(waitingIn(store))
  const token = store.get('token')
  if (token) store.set(ERASE, [...waiting.add(token)].join(' '))
  clearKeys(store)
}

const ERASE = 'erase'
const waitingIn = (store: KeyStore): string[] => store.get(ERASE)?.split(' ').filter(Boolean) ?? []
