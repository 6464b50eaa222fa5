import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWidget } from '../../../src/index.js'
import type { Transport } from '../../../src/protocol/transport.js'
import { clearPage, createDoorstep } from '../../support/doorstep.js'
import { anyObject, anyValue, isUntouched } from '../../support/hostile-values.js'

const SEED = 9
const RUNS = 1_000
/** Neither ends nor answers. */
const silent: Transport = { open: () => new Promise(() => {}), send: () => new Promise(() => {}) }

beforeEach(() => {
  createDoorstep()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(clearPage)

const argument = fc.oneof(anyValue, anyObject(['text', 'group', 'params', 'form', 'a', 'toString'], { most: 3 }))
const step = fc.record({
  verb: fc.constantFrom('open', 'toggle', 'enter', 'send', 'setLocale', 'setTheme', 'on', 'push'),
  first: fc.oneof(
    { weight: 2, arbitrary: argument },
    fc.constantFrom('webchat', '*', 'message').map(text => () => text),
  ),
  second: argument,
})

describe('whatever a page says to its handle', () => {
  it('comes back as a promise that keeps or refuses, with a code', async () => {
    const widget = createWidget({ transport: () => silent, storage: 'memory' })
    const refused: Record<string, number> = {}
    await widget.ready
    const verbs = widget as unknown as Record<string, (...args: unknown[]) => unknown>
    await fc.assert(
      fc.asyncProperty(step, async ({ verb, first, second }) => {
        // What is called at once must not throw; what waits must refuse in our words.
        const answer = verbs[verb]!(first(), second())
        const thrown = await Promise.resolve(answer).then(
          () => undefined,
          (error: unknown) => error,
        )
        if (thrown) {
          const { name, code } = thrown as { name: string; code: string }
          expect(name).toBe('ZvonekError')
          refused[code] = (refused[code] ?? 0) + 1
        }
        expect(isUntouched()).toBe(true)
      }),
      { numRuns: RUNS, seed: SEED },
    )
    widget.destroy()
    console.log('S9 hostile calls', JSON.stringify({ seed: SEED, runs: RUNS, refused }))
    expect(refused.options).toBeGreaterThan(50)
    expect(refused.unsupported).toBeGreaterThan(50)
  })

  it('reaches the backend as texts read once, whatever they were', async () => {
    const sent: unknown[] = []
    const online: Transport = {
      open: ({ onEvent }) => {
        for (const event of [HELLO, { type: 'snapshot', sessions: [], messages: [] }, { type: 'live' }] as const)
          onEvent(event as never)
        return new Promise(() => {})
      },
      send: command => {
        sent.push(command)
        return new Promise(() => {})
      },
    }
    const widget = createWidget({ transport: () => online, storage: 'memory' })
    let looks = 0
    const params = { get colour() {
      return looks++ ? 'changed' : 'red'
    } } // prettier-ignore
    await widget.enter('webchat', { params })
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent).toEqual([expect.objectContaining({ type: 'session.start', params: { colour: 'red' } })])
    expect(JSON.stringify(sent)).toContain('"params":{"colour":"red"}')

    const cyclic: Record<string, unknown> = {}
    cyclic.me = cyclic
    await expect(widget.enter('webchat', { params: cyclic as never })).rejects.toMatchObject({
      code: 'options',
      message: 'params and form must be texts by name',
    })
    widget.destroy()
  })
})

const HELLO = {
  type: 'hello',
  protocol: 1,
  visitor: { id: 'v1' },
  capabilities: [],
  dedupe: 'server',
  limits: { text: 4_000 },
  settings: {},
  availability: {},
}
