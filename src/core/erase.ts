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
  const token = store.get('erase')
  if (!token) return () => {}
  const stop = new AbortController()
  let undo = () => {}
  const transport = connect({
    get: key => (key === 'token' ? token : undefined),
    set: () => {},
    remove: () => {},
    keys: () => [],
  })
  const attempt = (failures: number) => {
    transport.send({ id: newId(), type: 'visitor.forget' }, { signal: stop.signal }).then(
      () => store.remove('erase'),
      (thrown: unknown) => {
        const failure = toFailure(thrown)
        // Whoever does not know this visitor any more has nothing of theirs.
        if (failure.kind === 'auth' || failure.kind === 'gone') store.remove('erase')
        else if (!stop.signal.aborted) undo = clock.after(backoff(failures, random), () => attempt(failures + 1))
      },
    )
  }
  attempt(0)
  return () => {
    undo()
    stop.abort()
  }
}

/** Leaves nothing but the key that the backend has yet to confirm. */
export const forgetKeys = (store: KeyStore) => {
  const token = store.get('token')
  for (const key of store.keys()) if (key !== 'erase') store.remove(key)
  if (token) store.set('erase', token)
}
