import { TransportFailure } from '../../src/protocol/failure.js'

/** What the tabs of one origin have in common: words said aloud, and locks that die with their tab. */
export interface Tabs {
  /** Hears what others say under a name. */
  join(name: string, hear: (message: unknown) => void): Seat
  /** Holds the lock of a name until `signal`. Resolves once it is held; rejects when aborted before. */
  hold(name: string, signal: AbortSignal): Promise<void>
  /** The same, if nobody has it; else resolves with false at once. */
  take(name: string, signal: AbortSignal): Promise<boolean>
  /** Resolves once nobody holds the lock of a name: its holder let go, or its tab is no more. Rejects when aborted before. */
  gone(name: string, signal: AbortSignal): Promise<void>
  /** Names of all locks that are held. */
  held(): Promise<readonly string[]>
}

export interface Seat {
  /** Tells all others; never oneself. */
  say(message: object): void
  close(): void
}

/**
 * The browser's own. It gives locks to secure pages only, which those of this machine are; elsewhere every lock is
 * refused with {TransportFailure} `rejected`.
 */
export const browserTabs = (): Tabs => {
  const { locks } = navigator as Partial<Navigator>
  return createTabs(locks ?? { request: noLocks, query: noLocks })
}

const noLocks = (): Promise<never> =>
  Promise.reject(new TransportFailure({ kind: 'rejected', code: 'locks.none' }, 'this page is not secure'))

const createTabs = (locks: Pick<LockManager, 'request' | 'query'>): Tabs => {
  const request = (name: string, options: LockOptions, until: AbortSignal) =>
    new Promise<boolean>((resolve, reject) => {
      const keep = (lock: Lock | null) => {
        resolve(lock !== null)
        return lock ? aborted(until) : undefined
      }
      locks.request(name, options, keep).catch(reject)
    })
  return {
    join: (name, hear) => {
      const channel = new BroadcastChannel(name)
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
      return { say: message => channel.postMessage(message), close: () => channel.close() }
    },
    hold: async (name, signal) => void (await request(name, { signal }, signal)),
    take: (name, signal) => request(name, { ifAvailable: true }, signal),
    // Shared, so that all who wait hear of it, and none of them makes another wait.
    gone: async (name, signal) => void (await locks.request(name, { mode: 'shared', signal }, () => {})),
    held: async () => ((await locks.query()).held ?? []).flatMap(({ name }) => name ?? []),
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
