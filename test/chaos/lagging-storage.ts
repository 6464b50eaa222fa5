import type { Clock } from '../../src/protocol/ports.js'
import type { Seeded } from '../support/seeded-random.js'

/** Longest time (ms) until another tab knows what one has written. */
export const LAG = 300

/** What stands in the browser, as each tab knows it. */
export const createShelf = (clock: Clock, chance: Seeded) => {
  const tabs: {
    values: Map<string, string>
    seen: Map<string, number>
    hear(key: string, before: string | undefined): void
    later(fn: () => void): void
  }[] = []
  let writes = 0
  const truth = new Map<string, string>()
  return {
    values: () => [...truth],
    open: () => {
      let due = 0
      const watchers = new Map<string, Set<() => void>>()
      const tab = {
        values: new Map(truth),
        /** What is on its way arrives in the order in which it was sent. */
        later: (arrive: () => void) => {
          due = Math.max(due, clock.now() + chance.between(1, LAG))
          clock.after(due - clock.now(), arrive)
        },
        seen: new Map<string, number>(),
        isAsleep: false,
        hear: (key: string, before: string | undefined) => {
          if (tab.isAsleep || before === undefined) return
          for (const fn of [...(watchers.get(key) ?? [])]) fn()
        },
        watch: (key: string, fn: () => void) => {
          watchers.set(key, (watchers.get(key) ?? new Set()).add(fn))
          return () => void watchers.get(key)?.delete(fn)
        },
        write: (key: string, value: string | undefined) => {
          // Of what it believes is not there, a process says nothing.
          if (value === undefined && !tab.values.has(key)) return
          const mine = ++writes
          tab.seen.set(key, mine)
          put(tab.values, key, value)
          put(truth, key, value)
          for (const other of tabs)
            if (other !== tab)
              other.later(() => {
                const before = other.values.get(key)
                // What it has written itself meanwhile stands, but it hears of the other all the same.
                if ((other.seen.get(key) ?? 0) < mine) put(other.values, key, value)
                other.hear(key, before)
              })
        },
        close: () => void tabs.splice(tabs.indexOf(tab), 1),
      }
      tabs.push(tab)
      return tab
    },
  }
}
const put = (values: Map<string, string>, key: string, value: string | undefined) =>
  value === undefined ? values.delete(key) : values.set(key, value)
