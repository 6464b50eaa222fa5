import { expect, it } from 'vitest'
import { choose, readChoices, toOptions, toQuery } from '../../../demo/qa/choices.js'
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
  expect(toOptions({ widget: 'main', dir: 'rtl', backend: 'page', theme: 'dark' })).toEqual({ theme: 'dark' })
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
