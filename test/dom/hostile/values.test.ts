import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseCommand } from '../../../demo/backend/parse-command.js'
import { parseDeskCommand } from '../../../demo/backend/parse-desk-command.js'
import { parseOrder } from '../../../demo/desk/model/orders.js'
import { parseDeskEvent } from '../../../demo/protocol/parse-desk-event.js'
import { readChoices } from '../../../demo/qa/choices.js'
import { parseKey, parsePassword } from '../../../demo/server/door/door.js'
import { parseOpening } from '../../../demo/server/visitor-routes.js'
import { toOptions } from '../../../src/api/options.js'
import { parseKept } from '../../../src/core/parse-kept.js'
import { defineElement, type ZvonekElement } from '../../../src/element.js'
import { createWidget, type WidgetOptions } from '../../../src/index.js'
import { parseEvent } from '../../../src/protocol/parse-event.js'
import { buildScript, runScript } from '../../support/built-script.js'
import { clearPage, createDoorstep } from '../../support/doorstep.js'
import { anyJson, anyObject, anyText, anyValue, isUntouched } from '../../support/hostile-values.js'

const SEED = 9
const OPTIONS =
  'transport server widget buttons lang position theme brand title words global scope storage preload connect'.split(
    ' ',
  )
const WIRE =
  'type id text session message cursor visitor token body kind data settings team params form page key operator password'.split(
    ' ',
  )
/** What is right as it stands: one key of it made wrong is nearer to the mark than noise. */
const WHOLE = [
  { type: 'live', cursor: 'e.1' },
  { type: 'typing.changed', session: 's1', operator: { id: 'eva', name: 'Eva' }, on: true },
  { type: 'snapshot', sessions: [{}], messages: [{ id: 'm1' }], operators: [], clients: [] },
  { type: 'availability.changed', availability: { webchat: { state: 'online' } } },
  { type: 'bye', after: 1 },
  { id: 'c1', type: 'message.send', session: 's1', text: 'Good evening' },
  { id: 'c2', type: 'session.start', entry: 'webchat', widget: 'main', params: {}, form: {} },
  { id: 'c3', type: 'session.accept', session: 's1' },
  { protocol: 1, widget: 'main', key: 'k', operator: 'anna' },
]
const SERVER = 'https://help.example.com'

const counts: Record<string, { runs: number; refused: number }> = {}
const warned: string[] = []
const reported: unknown[] = []
beforeEach(() => {
  createDoorstep()
  vi.spyOn(console, 'warn').mockImplementation((...words: unknown[]) => void warned.push(words.join(' ')))
  vi.spyOn(console, 'error').mockImplementation(error => void reported.push(error))
})
afterEach(() => {
  clearPage()
  warned.splice(0)
  reported.splice(0)
})
afterAll(() => console.log('S9 hostile values', JSON.stringify({ seed: SEED, ...counts })))

/** What is read, how often, and what it may be refused with. */
interface Door<T> {
  values: fc.Arbitrary<T>
  runs: number
  read(value: T): unknown
  isRefusal(thrown: unknown): boolean
}

/** Hands many values to a door: it refuses in its own words, and what all objects share stays as it is. */
const attack = async <T>(name: string, { values, runs, read, isRefusal }: Door<T>) => {
  const count = (counts[name] ??= { runs: 0, refused: 0 })
  return fc.check(
    fc.asyncProperty(values, async value => {
      count.runs++
      try {
        await read(value)
      } catch (thrown) {
        count.refused++
        if (!isRefusal(thrown)) throw thrown
      }
      return isUntouched()
    }),
    { numRuns: runs, seed: SEED },
  )
}
const hold = async <T>(name: string, door: Door<T>) => {
  const details = await attack(name, door)
  expect(details.failed, fc.defaultReportMessage(details)).toBe(false)
}

const hasName = (name: string) => (thrown: unknown) => thrown instanceof Error && thrown.name === name
const isOurs = (thrown: unknown) =>
  hasName('ZvonekError')(thrown) &&
  (thrown as { code?: unknown }).code === 'options' &&
  /^\S.*[^.]$/.test(String(thrown))
const never = () => false

describe('whatever a page hands over', () => {
  it('options are read or refused in one sentence', () =>
    hold('options', { values: anyObject(OPTIONS), runs: 3_000, read: make => toOptions(make()), isRefusal: isOurs }))

  it('what is no object at all is no option', () =>
    hold('no options', { values: anyValue, runs: 300, read: make => toOptions(make()), isRefusal: isOurs }))

  it('createWidget makes a widget or throws one sentence', () =>
    hold('createWidget', {
      values: anyObject(OPTIONS, { base: { server: SERVER }, most: 2 }),
      runs: 500,
      isRefusal: isOurs,
      read: async make => {
        const widget = createWidget(make() as WidgetOptions)
        await widget.ready
        expect(widget.state.connection).toBe('idle')
        widget.destroy()
      },
    }))

  it('the script tag never throws', async () => {
    const script = buildScript()
    const tag = fc.record({
      json: fc.oneof(
        anyJson(OPTIONS).map(value => JSON.stringify(value)),
        anyText,
      ),
      data: fc.dictionary(fc.constantFrom(...OPTIONS, 'constructor', '__proto__', 'toString'), anyText, { maxKeys: 4 }),
      query: anyJson(OPTIONS),
      baked: anyJson(OPTIONS),
    })
    await hold('script', {
      values: tag,
      runs: 1_200,
      isRefusal: never,
      read: ({ json, data, query, baked }) => {
        const node = document.createElement('script')
        node.type = 'text/plain'
        node.setAttribute(
          'src',
          `${SERVER}/zvonek.js?${new URLSearchParams(query as Record<string, string>).toString()}`,
        )
        for (const name of Object.keys(data)) node.setAttribute(`data-${name}`, data[name]!)
        node.dataset.options = json
        document.head.replaceChildren(node)
        runScript(
          script.replace(/(["'`])__ZVONEK_BAKED__\1/, () => `(${JSON.stringify(baked)})`),
          () => ({}),
        )
        for (const name of Object.keys(window)) {
          const made: unknown = Reflect.get(window, name)
          if (made instanceof Object && Object.hasOwn(made, 'destroy')) (made as { destroy(): void }).destroy()
        }
      },
    })
    expect(reported.filter(error => !isOurs(error) && !/^zvonek: |^TypeError: Cannot/.test(String(error)))).toEqual([])
    expect(reported.length).toBeGreaterThan(100)
  })

  it('the element never throws, neither by attributes nor by its property', async () => {
    defineElement()
    const faults: unknown[] = []
    const onError = (event: ErrorEvent) => {
      event.preventDefault()
      faults.push(event.error)
    }
    window.addEventListener('error', onError)
    await hold('element', {
      values: fc.record({
        options: anyObject(OPTIONS, { base: { server: SERVER }, most: 2 }),
        attributes: fc.dictionary(fc.constantFrom(...OPTIONS), anyText),
      }),
      runs: 500,
      isRefusal: never,
      read: async ({ options, attributes }) => {
        const element = document.createElement('zvonek-widget') as ZvonekElement
        element.options = options() as WidgetOptions
        for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]!)
        document.body.append(element)
        await element.widget?.ready
        element.remove()
        await Promise.resolve()
      },
    })
    window.removeEventListener('error', onError)
    expect(faults.filter(fault => !isOurs(fault))).toEqual([])
  })
})

describe('whatever comes over the wire or out of storage', () => {
  it.each([
    ['events', parseEvent, 'Malformed'],
    ['events of the desk', parseDeskEvent, 'Malformed'],
    ['commands', parseCommand, 'TransportFailure'],
    ['commands of the desk', parseDeskCommand, 'TransportFailure'],
    ['the opening of a stream', parseOpening, 'Malformed'],
    ['the key of the desk', parseKey, 'Malformed'],
    ['the password of the desk', parsePassword, 'Malformed'],
    ['the outbox', parseKept, 'Malformed'],
    ['the outbox of the desk', parseOrder, 'TypeError'],
  ])('%s are read into fresh objects or refused', (name, read: (value: unknown) => unknown, error) =>
    hold(name, { values: anyJson(WIRE, WHOLE), runs: 600, read, isRefusal: hasName(error) }),
  )

  it('the address of the QA page is read for what it means', () =>
    hold('QA page', { values: anyText, runs: 300, read: readChoices, isRefusal: never }))
})

describe('the check', () => {
  it('sees an option reader that merges deeply', async () => {
    const merge = (target: Record<string, unknown>, source: Record<string, unknown>) => {
      for (const key in source) {
        const value = source[key]
        if (typeof value === 'object' && typeof target[key] === 'object')
          merge(target[key] as typeof target, value as typeof source)
        else target[key] = value
      }
      return target
    }
    const naive = (raw: unknown) => merge({ words: {} }, raw as Record<string, unknown>)
    const { failed } = await attack('control', {
      values: anyJson(OPTIONS),
      runs: 500,
      read: naive,
      isRefusal: () => true,
    })
    for (const key of Object.keys(Object.prototype)) Reflect.deleteProperty(Object.prototype, key)
    expect(failed).toBe(true)
    expect(isUntouched()).toBe(true)
  })

  it('sees a door that lets an error of the page through', async () => {
    const naive = (make: () => unknown) => ({ ...(make() as object) })
    const { failed } = await attack('control', {
      values: anyObject(OPTIONS, { base: { server: SERVER }, most: 2 }),
      runs: 500,
      read: naive,
      isRefusal: isOurs,
    })
    expect(failed).toBe(true)
  })

  it('hears of every key that is no option, by its name', () => {
    toOptions({ server: SERVER, colour: 'red', [Symbol('mine')]: 1 }, JSON.parse('{"__proto__":1,"constructor":2}'))
    expect(warned).toEqual(['colour', '__proto__', 'constructor'].map(key => `zvonek: no option ${key}`))
  })
})
