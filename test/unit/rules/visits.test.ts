import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { createRuleMemory } from '../../../src/core/rule-memory.js'
import type { KeyStore } from '../../../src/protocol/ports.js'
import { honest, runTrial, type Making } from './visits.js'

const SEEDS = 2_000

const run = (making: Making, seeds: number) => {
  const sum = { seeds, acts: 0, refused: 0, visits: 0, reloads: 0, violations: 0 }
  const kinds = new Set<string>()
  for (let seed = 1; seed <= seeds; seed++) {
    const trial = runTrial(seed, making)
    for (const key of ['acts', 'refused', 'visits', 'reloads'] as const) sum[key] += trial[key]
    sum.violations += trial.violations.length
    for (const violation of trial.violations) kinds.add(violation)
  }
  return { ...sum, kinds: [...kinds] }
}

describe('what acts once', () => {
  it('acts once in a visit, or ever, or not so soon again: over tabs and reloads', () => {
    const { kinds, ...sum } = run(honest, SEEDS)
    console.log(`rules once ${JSON.stringify(sum)}`)
    expect(kinds).toEqual([])
    expect(sum.acts).toBeGreaterThan(5_000)
    expect(sum.refused).toBeGreaterThan(5_000)
    expect(sum.visits).toBeGreaterThan(SEEDS * 2)
    expect(sum.reloads).toBeGreaterThan(SEEDS)
  })

  const CONTROLS: readonly [string, Making, RegExp][] = [
    [
      'a memory that each tab has for itself',
      { ...honest, memory: (_, now) => createRuleMemory(createMemoryStorage(), { now }) },
      /visit acts 2 times|person acts 1 times where it may 0/,
    ],
    [
      'tabs that look first and note it afterwards',
      {
        ...honest,
        claims: (tabs, rule) => {
          const free = tabs.map(tab => !tab.isSpent(rule))
          tabs.forEach((tab, at) => free[at] && tab.claim(rule))
          return free
        },
      },
      /acts 2 times where it may 1/,
    ],
    [
      'a store that keeps nothing',
      { ...honest, memory: (_, now) => createRuleMemory(forgetful, { now }) },
      /where it may 0/,
    ],
    ['a memory that never acts', { ...honest, claims: tabs => tabs.map(() => false) }, /does not act where it may/],
  ]
  it.each(CONTROLS)('would be caught by %s', (_, making, violation) => {
    const { kinds, violations } = run(making, 50)
    console.log(`rules once control ${JSON.stringify({ violations, kinds: kinds.length })}`)
    expect(kinds.some(kind => violation.test(kind))).toBe(true)
  })
})

const forgetful: KeyStore = { get: () => undefined, set: () => {}, remove: () => {}, keys: () => [] }

describe('a memory', () => {
  const once = { id: 'a', then: [], once: 'visit' } as const
  const at = (store: KeyStore, now = () => 5_000_000) => createRuleMemory(store, { now })

  it('lasts as long as the page where the store is full', () => {
    const full: KeyStore = {
      ...createMemoryStorage(),
      set: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    const memory = at(full)
    memory.live(0)
    expect([memory.claim(once), memory.claim(once), memory.visits()]).toEqual([true, false, 1])
  })

  it.each([
    '',
    'x',
    '[]',
    'null',
    '1',
    '{"visits":"2"}',
    '{"visits":1,"at":1,"inView":1,"acted":{"a":1}}',
    '{"acted":null}',
  ])('that cannot be read (%s) begins anew', text => {
    const store = createMemoryStorage()
    store.set('rules', text)
    const memory = at(store)
    memory.live(0)
    expect([memory.visits(), memory.claim(once), memory.claim(once)]).toEqual([1, true, false])
  })

  it('counts the time in view of a visit over pages, and begins anew with the next visit', () => {
    const store = createMemoryStorage()
    let now = 1_000_000
    at(store, () => now).live(0)
    at(store, () => now).live(30_000)
    now += 60_000
    const next = at(store, () => now)
    next.live(20_000)
    expect(next.inView()).toBe(50_000)
    now += 30 * 60_000
    next.live(1_000)
    expect([next.inView(), next.visits()]).toEqual([0, 2])
  })

  it('of a hundred rules and more keeps the newest', () => {
    const store = createMemoryStorage()
    let now = 1_000_000
    const memory = at(store, () => now++)
    memory.live(0)
    for (let n = 0; n < 150; n++) memory.claim({ ...once, id: `rule${n}` })
    const { acted } = JSON.parse(store.get('rules')!) as { acted: object }
    expect(Object.keys(acted)).toHaveLength(100)
    expect(memory.isSpent({ ...once, id: 'rule149' })).toBe(true)
  })

  it('does not cool down for ever after a clock that was set back', () => {
    const store = createMemoryStorage()
    const cool = { id: 'a', then: [], cooldown: 60 } as const
    let now = 9_000_000
    const memory = at(store, () => now)
    memory.live(0)
    expect([memory.claim(cool), memory.claim(cool)]).toEqual([true, false])
    now = 1_000_000
    expect(memory.claim(cool)).toBe(true)
  })
})
