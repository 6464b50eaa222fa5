import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWidget, type WidgetOptions } from '../../../src/index.js'
import type { Transport } from '../../../src/protocol/transport.js'
import { clearPage, createDoorstep, settled } from '../../support/doorstep.js'
import { hostileValues, isUntouched } from '../../support/hostile-values.js'

/*
 * S17: before its visitor acts a widget keeps, asks and connects to nothing, whatever is wrong with one of its options; and
 * what is wrong is either taken for what it means or refused, in one sentence that says which option it is.
 */

/** A new option without a line here does not compile. Beside each, what it must not be taken for. */
const EVERY: Record<keyof WidgetOptions, readonly unknown[]> = {
  transport: ['http', {}, []],
  server: ['http://', 'https://[', '//', 5, {}],
  widget: [5, {}, ['main']],
  buttons: ['phone', [], {}, [['webchat'], 'phone'], 'webchat;video'],
  links: ['whatsapp', 5, [5], [{}], [{ entry: 'whatsapp' }], [{ entry: 'webchat', icon: 5, href: {} }]],
  callPage: [5, {}, 'javascript:alert(1)'],
  page: ['hash', 5, { query: 'q', patterns: 5, clean: 'x' }, { share: 'no' }],
  lang: [5, {}, 'x'.repeat(9_999), 'čeština'],
  position: ['top', 5, {}, ['top']],
  theme: ['blue', 5, {}],
  brand: [5, {}, 'red;background:url(https://evil.example)'],
  title: [5, {}, '<img src=x onerror=alert(1)>'],
  words: ['{}', 5, { en: 'words' }, { en: { webchat: 5 } }],
  params: [5, '[', [], { a: {} }, { a: 'x'.repeat(10_000) }],
  check: ['verify', {}, 5],
  asks: ['perhaps', 5, {}],
  rules: ['[]', 5, { list: 5 }, { list: [{ id: 5 }] }, { list: [{ id: 'a', when: [], then: [{ do: 'explode' }] }] }],
  global: [5, {}],
  scope: [5, {}],
  storage: ['disk', 5, {}, ['cloud']],
  preload: ['perhaps', 5, {}],
  connect: ['perhaps', 5, {}],
  consent: ['perhaps', 5, {}],
}
const KEYS = Object.keys(EVERY) as (keyof WidgetOptions)[]
/** It is an act, where it is taken for a yes. */
const isAct = (key: string, value: unknown) => key === 'connect' && (value === true || value === '')

let doorstep: ReturnType<typeof createDoorstep>
beforeEach(() => {
  doorstep = createDoorstep()
  for (const way of ['warn', 'error'] as const) vi.spyOn(console, way).mockImplementation(() => {})
})
afterEach(clearPage)

/** All that a widget did to the browser, until it was destroyed. */
const watchTraces = () => {
  const traces: string[] = []
  const spy = (name: string) =>
    vi.spyOn(Storage.prototype, name as 'getItem').mockImplementation((...args: unknown[]) => {
      traces.push(`${name} ${String(args[0])}`)
      return null
    })
  for (const name of ['getItem', 'setItem', 'removeItem']) spy(name)
  vi.spyOn(document, 'cookie', 'set').mockImplementation(cookie => void traces.push(`cookie ${cookie}`))
  vi.stubGlobal('fetch', async (url: unknown) => {
    traces.push(`fetch ${String(url)}`)
    throw new TypeError('no network')
  })
  return traces
}
const silent = (traces: string[]): Transport => ({
  open: () => new Promise(() => traces.push('connects')),
  send: () => new Promise(() => traces.push('sends')),
})

/** Gives what the widget left behind, and the sentence by which it was refused. */
const meet = async (key: string, make: () => unknown, traces: string[]) => {
  let refusal: unknown
  try {
    const options = Object.defineProperty({ transport: () => silent(traces), scope: 's' }, key, {
      enumerable: true,
      configurable: true,
      get: make,
    })
    const widget = createWidget(options)
    await widget.ready
    await settled()
    widget.destroy()
  } catch (error) {
    refusal = error
  }
  return refusal
}
const isOurs = (thrown: unknown) =>
  thrown instanceof Error &&
  /^ZvonekError: [^\n]{9,200}[^.\n]$/.test(String(thrown)) &&
  Reflect.get(thrown, 'code') === 'options'

describe('every option, whatever is wrong with it', { timeout: 120_000 }, () => {
  it('is read or refused in one sentence; nothing is kept, asked or connected to, and the page hears no other error', async () => {
    const traces = watchTraces()
    let [widgets, refused] = [0, 0]
    for (const key of KEYS)
      for (const make of [...EVERY[key].map(value => () => value), ...hostileValues]) {
        if (isAct(key, make())) continue
        widgets++
        const thrown = await meet(key, make, traces)
        if (thrown !== undefined) refused++
        expect(thrown === undefined || isOurs(thrown), `${key}: ${String(thrown)}`).toBe(true)
      }
    const kept = traces.filter(trace => !/^getItem zvonek:[^:]*:running$/.test(trace))
    console.log(`S17 options ${JSON.stringify({ options: KEYS.length, widgets, refused, traces: kept.length })}`)
    expect(kept).toEqual([])
    expect(doorstep.reported).toEqual([])
    expect(isUntouched()).toBe(true)
    expect(refused).toBeGreaterThan(KEYS.length * 5)
  })

  it.each(KEYS.filter(key => key !== 'params'))('names %s in what it says of it', async key => {
    const wrong = EVERY[key].find(value => typeof value === 'number') ?? EVERY[key][0]
    const thrown = await meet(key, () => wrong, watchTraces())
    expect(String(thrown)).toContain(key)
  })

  it('sees a widget that does connect', async () => {
    const traces = watchTraces()
    const widget = createWidget({ transport: () => silent(traces), connect: true })
    await vi.waitFor(() => expect(traces).toContain('connects'), { timeout: 30_000 })
    widget.destroy()
  })

  it('sees an option whose error is the page’s own', async () => {
    const naive = (options: object) => ({ ...options })
    const caught = hostileValues.filter(make => {
      try {
        naive(make() as object)
        return false
      } catch (error) {
        return !isOurs(error)
      }
    })
    expect(caught.length).toBeGreaterThan(0)
  })
})
