import { describe, expect, it } from 'vitest'
import { asks, decide, type Moment } from '../../../src/core/rules.js'
import { parseRules } from '../../../src/protocol/parse-rule.js'
import { facts } from './facts.js'

const rules = (...given: object[]) => {
  const read = parseRules(given)
  expect(read.faults).toEqual([])
  return read.rules
}
const moment = (more: Partial<Moment>): Moment => ({
  rules: [],
  facts: facts(),
  held: new Set(),
  isSpent: () => false,
  speaking: -Infinity,
  ...more,
})
const acting = (more: Partial<Moment>) => decide(moment(more)).act.map(({ id }) => id)

const show = [{ do: 'show' }]
const popUp = [{ do: 'popUp', text: 'Hello' }]

describe('rules', () => {
  const late = rules({ id: 'late', when: [{ fact: 'timeOnPage', atLeast: 60 }], then: show })

  it('act when their conditions come to hold, and again only when they have not held in between', () => {
    const first = decide(moment({ rules: late, facts: facts({ timeOnPage: 60 }) }))
    expect(first.act).toHaveLength(1)
    const still = decide(moment({ rules: late, facts: facts({ timeOnPage: 70 }), held: first.held }))
    expect(still.act).toEqual([])
    const gone = decide(moment({ rules: late, facts: facts({ timeOnPage: 1 }), held: still.held }))
    expect([...gone.held]).toEqual([])
    expect(acting({ rules: late, facts: facts({ timeOnPage: 61 }), held: gone.held })).toEqual(['late'])
  })

  it('say when time alone would make them act, and nothing where it never does', () => {
    expect(decide(moment({ rules: late })).wait).toBe(30_000)
    expect(decide(moment({ rules: rules({ id: 'a', then: show }) })).wait).toBe(Infinity)
    expect(decide(moment({})).wait).toBe(Infinity)
  })

  it('without conditions act at once; one condition needs no list', () => {
    expect(acting({ rules: rules({ id: 'a', then: show }) })).toEqual(['a'])
    expect(acting({ rules: rules({ id: 'a', when: { fact: 'visits', atLeast: 2 }, then: show }) })).toEqual(['a'])
  })

  it('that are spent do not act, and do not come back to it while they hold', () => {
    const once = rules({ id: 'a', then: show, once: 'visit' })
    const spent = decide(moment({ rules: once, isSpent: () => true }))
    expect(spent.act).toEqual([])
    expect(acting({ rules: once, held: spent.held })).toEqual([])
  })

  it('act in the order of their priority, and of their place', () => {
    const list = rules(
      ...[
        { id: 'a', then: show },
        { id: 'b', then: show, priority: 5 },
        { id: 'c', then: show },
      ],
      { id: 'd', then: show, priority: -1 },
    )
    expect(acting({ rules: list })).toEqual(['b', 'a', 'c', 'd'])
  })

  it('speak one at a time, the highest first, and the others wait for their turn', () => {
    const list = rules({ id: 'low', then: popUp }, { id: 'high', then: popUp, priority: 1 }, { id: 'mute', then: show })
    const first = decide(moment({ rules: list }))
    expect(first.act.map(({ id }) => id)).toEqual(['high', 'mute'])
    const later = decide(moment({ rules: list, held: first.held, speaking: 1 }))
    expect(later.act).toEqual([])
    expect(acting({ rules: list, held: later.held })).toEqual(['low'])
  })

  it('that speak do not while somebody talks to the visitor; others do', () => {
    const list = rules({ id: 'open', then: [{ do: 'open' }], priority: 99 }, { id: 'mute', then: show })
    expect(acting({ rules: list, speaking: Infinity })).toEqual(['mute'])
  })

  it('are asked for what they look at, however deep', () => {
    const list = rules({ id: 'a', when: [{ not: { any: [{ all: [{ fact: 'scroll', atLeast: 5 }] }] } }], then: show })
    expect(asks(list, 'scroll')).toBe(true)
    expect(asks(list, 'exitIntent')).toBe(false)
  })
})
