import type { Tabs } from '../../demo/channel/tabs.js'

export interface FakeTab extends Tabs {
  /** The tab is closed or crashes: not a word more, and its locks are free. */
  vanish(): void
  /** It hangs: it hears nothing and says nothing, but keeps its locks. */
  hang(): void
  wake(): void
}

interface Held {
  tab: object
  mode: 'exclusive' | 'shared'
  free(): void
}
interface Wanted extends Omit<Held, 'free'> {
  grant(free: () => void): void
}

/** A browser whose tabs say things to each other and hold locks, in the order of the Web Locks standard: first come, first served. */
export const createFakeBrowser = () => {
  const locks = new Map<string, { held: Held[]; queue: Wanted[] }>()
  const seats = new Set<{ tab: object; name: string; hear(message: unknown): void }>()
  const hung = new Set<object>()

  const lockOf = (name: string) => {
    const lock = locks.get(name) ?? { held: [], queue: [] }
    locks.set(name, lock)
    return lock
  }
  const settle = (name: string) => {
    const lock = lockOf(name)
    for (let next = lock.queue[0]; next; next = lock.queue[0]) {
      const isFree = lock.held.every(one => one.mode === 'shared' && next?.mode === 'shared')
      if (!isFree) return
      lock.queue.shift()
      const held: Held = {
        ...next,
        free: () => {
          if (!lock.held.includes(held)) return
          lock.held.splice(lock.held.indexOf(held), 1)
          settle(name)
        },
      }
      lock.held.push(held)
      queueMicrotask(() => next?.grant(held.free))
    }
  }
  const request = (tab: object, name: string, { mode, signal }: { mode: Held['mode']; signal: AbortSignal }) =>
    new Promise<() => void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error)
      const { queue } = lockOf(name)
      const wanted = { tab, mode, grant: resolve }
      signal.addEventListener('abort', () => {
        if (queue.includes(wanted)) queue.splice(queue.indexOf(wanted), 1)
        reject(signal.reason as Error)
        settle(name)
      })
      queue.push(wanted)
      settle(name)
    })

  const hold = async (tab: object, name: string, signal: AbortSignal) => {
    const free = await request(tab, name, { mode: 'exclusive', signal })
    if (signal.aborted) free()
    else signal.addEventListener('abort', free)
  }

  const tab = (): FakeTab => {
    const me = {}
    return {
      join: (name, hear) => {
        const seat = { tab: me, name, hear }
        seats.add(seat)
        const say = (message: object) => {
          if (!seats.has(seat) || hung.has(me)) return
          const others = [...seats].filter(other => other !== seat && other.name === name)
          for (const other of others) {
            const copy: unknown = structuredClone(message)
            queueMicrotask(() => seats.has(other) && !hung.has(other.tab) && other.hear(copy))
          }
        }
        return { say, close: () => void seats.delete(seat) }
      },
      hold: (name, signal) => hold(me, name, signal),
      take: async (name, signal) => {
        const { held, queue } = lockOf(name)
        if (held.length || queue.length) return false
        await hold(me, name, signal)
        return true
      },
      gone: async (name, signal) => (await request(me, name, { mode: 'shared', signal }))(),
      held: async () => [...locks].filter(([, { held }]) => held.length).map(([name]) => name),
      hang: () => void hung.add(me),
      wake: () => void hung.delete(me),
      vanish: () => {
        hung.add(me)
        for (const seat of [...seats]) if (seat.tab === me) seats.delete(seat)
        for (const [name, { held, queue }] of locks) {
          for (const wanted of queue.filter(one => one.tab === me)) queue.splice(queue.indexOf(wanted), 1)
          for (const one of held.filter(one => one.tab === me)) one.free()
          settle(name)
        }
      },
    }
  }
  return { tab }
}
