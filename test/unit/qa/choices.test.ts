import { expect, it } from 'vitest'
import { choose, readChoices, toOptions, toQuery } from '../../../demo/qa/choices.js'
import { toMessengerProblem, toRulesProblem } from '../../../demo/qa/wishes.js'
import { describe as inWords } from '../../../demo/qa/describe.js'

it('keeps every choice in the address, and nothing else of it', () => {
  const choices = readChoices('?position=left&lang=cs&brand=%23f00&evil=1&theme=')
  expect(choices).toEqual({ position: 'left', lang: 'cs', brand: '#f00' })
  expect(readChoices(toQuery(choices))).toEqual(choices)
  expect(toQuery({})).toBe('')
})

it('takes a choice back when it is emptied', () => {
  expect(choose(choose({}, 'lang', 'cs'), 'lang', '')).toEqual({})
})

it('gives the widget its options, but not what is the page’s or stands elsewhere', () => {
  expect(toOptions({ widget: 'main', dir: 'rtl', backend: 'page', theme: 'dark' }, 'desktop')).toEqual({
    theme: 'dark',
  })
})

it('makes of what is typed what the widget takes: buttons of messengers, parameters, rules, calls in the panel', () => {
  const given = {
    ...{ messengers: 'whatsapp=+420601234567, apple=1234567890abcdef1234567890abcdef', params: 'plan=gold&name=Jana' },
    ...{ rules: '{"list":[]}', calls: 'panel' },
  }
  const options = toOptions(given, 'android')
  expect(options).toMatchObject({ params: { plan: 'gold', name: 'Jana' }, rules: { list: [] }, callPage: '' })
  expect(options.links).toMatchObject([{ entry: 'whatsapp', href: 'https://wa.me/420601234567?text=%23' }])
  expect(toOptions(given, 'ios').links).toHaveLength(2)
  expect(readChoices(toQuery(given))).toEqual(given)
})

it('says what is wrong with what is typed, and takes nothing of it from an address', () => {
  expect(toMessengerProblem('whatsapp=601')).toMatch(/^“601” is no account of whatsapp: a number in E\.164/)
  expect(toMessengerProblem('smoke=signal')).toMatch(/^there is no messenger “smoke”/)
  expect(toMessengerProblem('line')).toMatch(/is no account of line/)
  expect(toMessengerProblem('telegram=shop_bot')).toBe('')
  for (const rules of ['{', '{}', 'null', '[]']) expect(toRulesProblem(rules), rules).toMatch(/no JSON with a list/)
  expect(toRulesProblem('{"list":[]}')).toBe('')
  expect(readChoices('?rules={&messengers=whatsapp&title=Lamps')).toEqual({ title: 'Lamps' })
})

it('puts an event into one line, without times and ids, and cuts what is long', () => {
  const base = { id: 'e1', at: 5 }
  expect(inWords({ ...base, type: 'ready' })).toBe('')
  expect(inWords({ ...base, type: 'unread', count: 2 })).toBe('{ count: 2 }')
  expect(inWords({ ...base, type: 'error', code: 'network', message: 'x'.repeat(100) })).toBe(
    `{ code: "network", message: "${'x'.repeat(80)}…" }`,
  )
  expect(
    inWords({ ...base, type: 'availability', availability: { webchat: { state: 'offline', reason: 'hours' } } }),
  ).toBe('{ webchat: "offline: hours" }')
})
