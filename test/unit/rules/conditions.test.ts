import { describe, expect, it } from 'vitest'
import { holds, untilTime } from '../../../src/core/rule-holds.js'
import { parseRules } from '../../../src/protocol/parse-rule.js'
import type { Condition, Fact } from '../../../src/protocol/rule.js'
import { facts } from './facts.js'

/** As a page writes it, through the parser. */
const read = (condition: object): Condition => {
  const { rules, faults } = parseRules([{ id: 'a', when: [condition], then: [{ do: 'show' }] }])
  expect(faults).toEqual([])
  return rules[0]!.when![0]!
}
/** A new one without a line here does not compile. */
const FACTS = Object.keys({
  ...{ visits: 0, language: 0, country: 0, url: 0, referrer: 0, timeOnPage: 0, timeOnSite: 0, scroll: 0 },
  ...{ exitIntent: 0, device: 0, param: 0, availability: 0, hours: 0 },
} satisfies Record<Fact | 'hours', 0>)

const YES: readonly object[] = [
  { fact: 'visits', atLeast: 2 },
  { fact: 'visits', atLeast: 1, atMost: 2 },
  { fact: 'language', is: 'cs' },
  { fact: 'language', is: 'cs-cz' },
  { fact: 'language', is: ['de', 'cs'] },
  { fact: 'language', startsWith: 'CS' },
  { fact: 'country', is: 'cz' },
  { fact: 'country', isNot: ['SK', 'PL'] },
  { fact: 'country', exists: true },
  { fact: 'url', matches: '/basket/:order' },
  { fact: 'url', matches: '/basket*' },
  { fact: 'url', matches: '*/4711' },
  { fact: 'url', matches: 'https://shop.example/*' },
  { fact: 'url', matches: 'https://*.example/basket/:order' },
  { fact: 'url', matches: '/basket/:order?step=*' },
  { fact: 'url', matches: '/basket/*#delivery', isNot: 'x' },
  { fact: 'url', contains: 'step=2' },
  { fact: 'url', startsWith: 'https://shop.example/' },
  { fact: 'referrer', matches: 'https://www.search.example/*' },
  { fact: 'referrer', contains: 'search.example' },
  { fact: 'referrer', exists: true },
  { fact: 'timeOnPage', atLeast: 30 },
  { fact: 'timeOnSite', atLeast: 60, atMost: 90 },
  { fact: 'scroll', atLeast: 40 },
  { not: { fact: 'exitIntent' } },
  { fact: 'exitIntent', is: false },
  { fact: 'device', is: 'desktop' },
  { fact: 'device', isNot: 'phone' },
  { fact: 'param', name: 'plan', is: 'gold' },
  { fact: 'param', name: 'plan', isNot: 'silver' },
  { fact: 'param', name: 'plan', contains: 'ol' },
  { fact: 'param', name: 'plan', startsWith: 'go' },
  { fact: 'param', name: 'plan', matches: 'g*d' },
  { fact: 'param', name: 'plan', exists: true },
  { fact: 'param', name: 'note', exists: false },
  { fact: 'param', name: 'none', exists: false },
  { fact: 'param', name: 'none', isNot: 'gold' },
  { fact: 'param', name: 'orders', atLeast: 12 },
  { fact: 'param', name: 'orders', atMost: 12 },
  { fact: 'param', name: 'orders', is: 12 },
  { fact: 'availability', is: 'online' },
  { fact: 'availability', name: 'callback', is: ['busy', 'offline'] },
  { fact: 'availability', name: 'video', is: 'unknown' },
  { fact: 'hours', days: ['mon'], from: '12:00', to: '12:01', zone: 'UTC' },
  { fact: 'hours', from: '13:00', to: '13:30', zone: 'Europe/Prague' },
  { fact: 'hours', from: '22:00', to: '13:00', zone: 'UTC' },
  {
    all: [
      { fact: 'visits', atLeast: 1 },
      { fact: 'device', is: 'desktop' },
    ],
  },
  {
    any: [
      { fact: 'visits', atLeast: 9 },
      { fact: 'device', is: 'desktop' },
    ],
  },
  { not: { any: [{ fact: 'visits', atLeast: 9 }, { all: [{ fact: 'device', is: 'phone' }] }] } },
]
const NO: readonly object[] = [
  { fact: 'visits', atLeast: 3 },
  { fact: 'visits', atMost: 1 },
  { fact: 'language', is: 'c' },
  { fact: 'language', is: 'cs-SK' },
  { fact: 'language', isNot: 'cs' },
  { fact: 'country', is: 'SK' },
  { fact: 'country', exists: false },
  { fact: 'url', matches: '/basket' },
  { fact: 'url', matches: '/:order' },
  { fact: 'url', matches: '/basket/:order?step=3' },
  { fact: 'url', matches: '/basket/:order#payment' },
  { fact: 'url', matches: 'https://other.example/*' },
  { fact: 'url', matches: '/bask.t/4711' },
  { fact: 'url', is: '/basket/4711' },
  { fact: 'referrer', matches: 'https://search.example/*' },
  { fact: 'timeOnPage', atLeast: 30.001 },
  { fact: 'timeOnSite', atMost: 89 },
  { fact: 'scroll', atLeast: 41 },
  { fact: 'exitIntent' },
  { fact: 'exitIntent', is: true },
  { fact: 'device', is: ['phone', 'tablet'] },
  { fact: 'param', name: 'plan', is: 'Gold' },
  { fact: 'param', name: 'plan', atLeast: 1 },
  { fact: 'param', name: 'none', atLeast: 0 },
  { fact: 'param', name: 'none', is: '' + 'gold' },
  { fact: 'param', name: 'none', contains: 'o' },
  { fact: 'param', name: 'none', exists: true },
  { fact: 'param', name: 'toString', exists: true },
  { fact: 'param', name: '__proto__', exists: true },
  { fact: 'availability', isNot: 'online' },
  { fact: 'hours', days: ['tue'], zone: 'UTC' },
  { fact: 'hours', from: '12:01', zone: 'UTC' },
  { fact: 'hours', from: '11:00', to: '12:00', zone: 'UTC' },
  { fact: 'hours', from: '22:00', to: '06:00', zone: 'UTC' },
  {
    all: [
      { fact: 'visits', atLeast: 9 },
      { fact: 'device', is: 'desktop' },
    ],
  },
  {
    any: [
      { fact: 'visits', atLeast: 9 },
      { fact: 'device', is: 'phone' },
    ],
  },
  { not: { fact: 'visits', atLeast: 1 } },
]

describe('a condition', () => {
  it.each(YES.map(condition => [JSON.stringify(condition), condition]))('holds: %s', (_, condition) => {
    expect(holds(read(condition), facts())).toBe(true)
  })
  it.each(NO.map(condition => [JSON.stringify(condition), condition]))('does not hold: %s', (_, condition) => {
    expect(holds(read(condition), facts())).toBe(false)
  })

  it('is among those that hold and those that do not, whatever it looks at', () => {
    const missing = (list: readonly object[]) => {
      const text = JSON.stringify(list)
      return FACTS.filter(fact => !text.includes(`"fact":"${fact}"`))
    }
    expect([missing(YES), missing(NO)]).toEqual([[], []])
    expect(missing(NO.filter(one => !JSON.stringify(one).includes('"country"')))).toEqual(['country'])
  })

  it('says nothing of what nobody knows', () => {
    const unknown = facts({ country: undefined, referrer: '' })
    expect(holds(read({ fact: 'country', is: 'CZ' }), unknown)).toBe(false)
    expect(holds(read({ fact: 'country', exists: false }), unknown)).toBe(true)
    expect(holds(read({ fact: 'referrer', matches: '*' }), unknown)).toBe(false)
    expect(holds(read({ fact: 'referrer', exists: false }), unknown)).toBe(true)
  })

  it('of a mouse that goes holds while it is gone', () => {
    expect(holds(read({ fact: 'exitIntent' }), facts({ exitIntent: true }))).toBe(true)
  })
})

describe('addresses', () => {
  const matches = (pattern: string, url: string) => holds(read({ fact: 'url', matches: pattern }), facts({ url }))

  it.each([
    ['/', 'https://shop.example/', true],
    ['/', 'https://shop.example/x', false],
    ['/basket', 'https://shop.example/basket/', true],
    ['/basket/', 'https://shop.example/basket', true],
    ['/user/:id/orders', 'https://shop.example/user/7/orders', true],
    ['/user/:id/orders', 'https://shop.example/user/7/8/orders', false],
    ['/ko%C5%A1%C3%ADk', 'https://shop.example/košík', false],
    ['/košík', 'https://shop.example/ko%C5%A1%C3%ADk', true],
    ['#/basket*', 'https://shop.example/#/basket/2', true],
    ['/app#/user/:id', 'https://shop.example/app#/user/7', true],
    ['?campaign=*', 'https://shop.example/any?campaign=spring', true],
    ['https://shop.example:8080/*', 'https://shop.example:8080/a', true],
    ['https://shop.example', 'https://shop.example/', true],
    ['(a+)+$', 'https://shop.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', false],
    ['/100%', 'https://shop.example/100%', true],
  ])('%s and %s: %s', (pattern, url, expected) => expect(matches(pattern, url)).toBe(expected))
})

describe('hours', () => {
  const HOURS = { fact: 'hours', days: ['fri', 'sat'], from: '20:00', to: '02:00', zone: 'Europe/Prague' }
  const at = (day: number, hour: number, minute = 0) =>
    holds(read(HOURS), facts({ now: Date.UTC(2026, 10, day, hour, minute) }))

  it('that go over midnight belong to the day on which they began', () => {
    // 27 November 2026 is a Friday, and Prague is an hour ahead.
    expect([at(27, 18, 59), at(27, 19), at(28, 0, 59), at(28, 1), at(28, 19), at(29, 0, 59), at(29, 19)]).toEqual([
      ...[false, true, true, false, true, true, false],
    ])
    expect(at(27, 0, 30)).toBe(false)
  })

  it('follow the clock of their place over summer time', () => {
    const noon = read({ fact: 'hours', from: '12:00', to: '12:30', zone: 'Europe/Prague' })
    expect(holds(noon, facts({ now: Date.UTC(2026, 6, 1, 10, 15) }))).toBe(true)
    expect(holds(noon, facts({ now: Date.UTC(2026, 11, 1, 11, 15) }))).toBe(true)
  })
})

describe('what time alone will turn', () => {
  const until = (condition: object, more = {}) => untilTime(read(condition), facts(more))

  it.each([
    [{ fact: 'timeOnPage', atLeast: 45 }, 15_000],
    [{ fact: 'timeOnPage', atLeast: 30 }, Infinity],
    [{ fact: 'timeOnPage', atMost: 31 }, 1_001],
    [{ fact: 'timeOnSite', atLeast: 91.5 }, 1_500],
    [{ fact: 'scroll', atLeast: 90 }, Infinity],
    [{ not: { fact: 'timeOnPage', atLeast: 40 } }, 10_000],
    [{ all: [{ fact: 'timeOnPage', atLeast: 60 }, { any: [{ fact: 'timeOnPage', atLeast: 50 }] }] }, 20_000],
    [{ fact: 'hours', from: '12:05', to: '18:00', zone: 'UTC' }, 300_000],
    [{ fact: 'hours', days: ['tue'], zone: 'UTC' }, 12 * 3_600_000],
  ])('%j turns after %d ms', (condition, ms) => expect(until(condition)).toBe(ms))

  it('does turn then, and not before', () => {
    for (const condition of [
      { fact: 'timeOnPage', atLeast: 45 },
      { fact: 'timeOnPage', atMost: 31 },
    ]) {
      const ms = until(condition)
      const now = (after: number) => holds(read(condition), facts({ timeOnPage: 30 + after / 1_000 }))
      expect(now(ms - 1)).toBe(now(0))
      expect(now(ms)).toBe(!now(0))
    }
  })
})
