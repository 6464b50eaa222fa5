import { describe, expect, it } from 'vitest'
import { readRules } from '../../../src/app/rules/read.js'
import { parseRules } from '../../../src/protocol/parse-rule.js'

const GOOD = { id: 'good', then: [{ do: 'show' }] }
const rule = (more: object) => ({ ...GOOD, id: 'bad', ...more })
const when = (condition: unknown) => rule({ when: [condition] })

const FAULTS: readonly [unknown, string][] = [
  [null, 'it must be an object'],
  [{ ...GOOD, id: 'two words' }, 'id must be up to 64 letters, digits, dots and dashes'],
  [rule({ then: undefined }), 'then must be a list'],
  [rule({ then: [] }), 'then does nothing'],
  [rule({ then: [{ do: 'dance' }] }), 'then[0] does `dance`, which is none of show, hide, pulse,'],
  [rule({ then: [{ do: 'popUp' }] }), 'then[0].text must be a text of 1 to 500 characters'],
  [rule({ then: [{ do: 'popUp', text: { en: '' } }] }), 'then[0].text must be a text of 1 to 500 characters'],
  [rule({ then: [{ do: 'popUp', text: 'Hi', entry: 'door' }] }), 'then[0].entry must be webchat, video,'],
  [rule({ then: [{ do: 'setParams', params: { a: 1 } }] }), 'then[0].params must be a text'],
  [rule({ then: [{ do: 'hide', text: 'x' }] }), 'then[0] has `text`, which is none of do'],
  [rule({ wen: [] }), 'it has `wen`, which is none of id, when, then, once, cooldown, priority'],
  [rule({ once: 'session' }), 'once must be page, visit, person'],
  [rule({ cooldown: -1 }), 'cooldown must be a number from 0 on'],
  [rule({ cooldown: Infinity }), 'cooldown must be a number from 0 on'],
  [rule({ priority: '1' }), 'priority must be a number'],
  [when({ fact: 'timeonpage', atLeast: 3 }), 'when[0].fact must be one of visits, timeOnPage,'],
  [when({ is: 'x' }), 'when[0].fact must be one of'],
  [when({ fact: 'visits' }), 'when[0] looks at `visits` and needs one of is, isNot,'],
  [when({ fact: 'visits', is: 3 }), 'when[0] looks at `visits` and takes atLeast and atMost alone'],
  [when({ fact: 'param', is: 'x' }), 'when[0] looks at `param` and needs the `name` of the parameter'],
  [when({ fact: 'url', name: 'x', is: 'y' }), 'when[0] looks at `url` and takes no `name`'],
  [when({ fact: 'exitIntent', atLeast: 1 }), 'when[0] looks at `exitIntent` and takes `is` alone'],
  [when({ fact: 'url', like: '/x' }), 'when[0] has `like`, which is none of fact, name, is,'],
  [when({ fact: 'hours' }), 'when[0] looks at `hours` and needs one of days, from, to'],
  [when({ fact: 'hours', from: '9:00' }), 'when[0].from must be a time of day such as 09:00'],
  [when({ fact: 'hours', days: ['monday'] }), 'when[0].days[0] must be mon, tue,'],
  [when({ fact: 'hours', from: '09:00', zone: 'Mars/Base' }), 'when[0].zone must be a time zone such as Europe/Prague'],
  [when({ any: [{ not: { fact: 'visits', atLeast: 'x' } }] }), 'when[0].any[0].not.atLeast must be a number'],
  [when({ all: 'x', any: [] }), 'when[0] has `any`, which is none of all'],
]

describe('a rule that cannot be followed', () => {
  it.each(FAULTS)('%j is told in one sentence', (given, sentence) => {
    const { rules, faults } = parseRules([GOOD, given])
    expect(rules.map(({ id }) => id)).toEqual(['good'])
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(`cannot be followed: ${sentence}`)
    expect(faults[0]).toMatch(/^The rule (“[\w ]+”|at place 2) .*\.$/)
  })

  it('leaves the others as they are, before and behind it', () => {
    const { rules, faults } = parseRules([GOOD, {}, { ...GOOD, id: 'other' }, GOOD])
    expect(rules.map(({ id }) => id)).toEqual(['good', 'other'])
    expect(faults).toEqual([
      expect.stringMatching(/^The rule at place 2 cannot be followed: id must be/),
      'The rule “good” cannot be followed: it has the `id` of one before it.',
    ])
  })

  it('is told of a list that is none, or too long', () => {
    expect(parseRules('x').faults).toEqual(['The rules cannot be followed: it must be a list.'])
    expect(parseRules(Array.from({ length: 51 }, () => GOOD)).faults).toEqual([
      'The rules cannot be followed: it must be 50 at most.',
    ])
  })

  it('throws nothing, whatever a page hands over', () => {
    const ring: unknown[] = []
    ring.push({ not: ring.at(0) })
    const deep = { id: 'deep', then: [{ do: 'show' }], when: { not: {} } }
    let inner: { not: object } = deep.when
    for (let depth = 0; depth < 20_000; depth++) inner = inner.not = { not: {} } as never
    const getter = {
      get id(): string {
        throw new Error('mine')
      },
    }
    const { rules, faults } = parseRules([
      deep,
      getter,
      new Proxy({}, { ownKeys: () => Reflect.ownKeys(null as never) }),
    ])
    expect(rules).toEqual([])
    expect(faults).toEqual([
      'The rule “deep” cannot be followed: it is nested too deep.',
      'The rule at place 2 cannot be followed: it must be plain values.',
      'The rule at place 3 cannot be followed: it must be plain values.',
    ])
  })
})

describe('rules of a page', () => {
  const before = readRules({ list: [GOOD], country: 'CZ', functions: { hello: () => {} } }, undefined)

  it('take the place of what was there, key by key', () => {
    const next = readRules({ remember: true }, before)
    expect(next.rules).toEqual(before.rules)
    expect(next).toMatchObject({ remember: true, country: 'CZ', faults: [] })
    expect(Object.keys(readRules({ functions: { more: () => {} } }, before).functions)).toEqual(['hello', 'more'])
    expect(readRules({ list: [] }, before).rules).toEqual([])
  })

  it.each([
    [[], 'they must be an object with a `list`'],
    ['x', 'they must be an object with a `list`'],
    [{ remember: 'yes' }, '`remember` must be true or false'],
    [{ country: 1 }, '`country` must be two letters'],
    [{ functions: { a: 1 } }, '`functions` must be functions by name'],
    [{ rules: [] }, 'there is no `rules`, only list, remember, country, functions'],
  ])('%j is told', (given, sentence) => {
    expect(readRules(given, before).faults).toEqual([`The rules cannot be followed: ${sentence}.`])
  })
})
