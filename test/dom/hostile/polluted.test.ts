import { signal as createSignal } from '@preact/signals'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { toOptions } from '../../../src/api/options.js'
import { toExtras } from '../../../src/app/context/extras.js'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { createConnection } from '../../../src/core/connection.js'
import { createKeeper } from '../../../src/core/keeper.js'
import type { ConnectionStatus } from '../../../src/core/model.js'
import { parseKept } from '../../../src/core/parse-kept.js'
import { findWords } from '../../../src/launcher/words.js'
import { watchLine } from '../../../src/panels/chat/line.js'
import type { LineState } from '../../../src/panels/chat/view.js'
import { isTransportFailure, type Failure } from '../../../src/protocol/failure.js'
import { parseEvent } from '../../../src/protocol/parse-event.js'
import { ask } from '../../../src/transports/http/ask.js'
import { createDensity } from '../../../src/transports/http/density.js'
import { readSources } from '../../structure/sources.js'
import { polluted, pollutedWhile } from '../../support/hostile-values.js'
import { createScriptedTransport, hello } from '../../support/scripted-transport.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

/*
 * A page, or somebody who can write into its objects, has put names on all of them. Values are what JSON can carry: who
 * can put functions there runs code on the page already.
 */
const sources = [...readSources(['src'], /\.tsx?$/).values()].join('\n')
const DICTIONARIES = 'mode redirect integrity keepalive priority referrer window duplex capture once passive 0 1 2'
/** Without `return`: the test's own loops, like every loop of every page, would break by it. */
const WORDS = [...new Set([...(sources.match(/[A-Za-z_$][\w$]*/g) ?? []), ...DICTIONARIES.split(' ')])]
  .filter(word => word !== 'return')
  .sort()
/** Without places in lists: the clock of the test looks for the next timer where there is none. */
const NAMES = WORDS.filter(word => !/^\d/.test(word))
const VALUES: readonly unknown[] = [
  null,
  true,
  1,
  'https://evil.example/x',
  '{"server":"https://evil.example"}',
  { kind: 'auth', id: 'evil', authorization: 'Bearer evil', server: 'https://evil.example', after: 1 },
]
const SEED = 10
const RUNS = 500
const SERVER = 'https://help.example.com'

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

/** Looks for what a clean page and a polluted one make of the same call. */
const attack = (call: () => unknown) =>
  fc.check(
    fc.property(fc.subarray(WORDS, { maxLength: 60 }), fc.constantFrom(...VALUES), (names, value) => {
      const clean = JSON.stringify(call())
      expect(polluted(names, value, () => JSON.stringify(call()))).toBe(clean)
    }),
    { numRuns: RUNS, seed: SEED },
  )

/** Every key that somebody may ask of it, own or not. */
const seen = (value: object, keys: string) => keys.split(' ').map(key => (value as Record<string, unknown>)[key] ?? 0)

/** What `fetch` makes of what it is given: it asks for each of its keys, and a prototype may answer. */
const REQUEST =
  'method body credentials referrerPolicy cache mode redirect integrity keepalive priority referrer window duplex'
const requestBy = (send: (fetch: typeof globalThis.fetch) => unknown) => {
  let request: unknown
  send((address, init = {}) => {
    request = [address, seen(init, REQUEST), Object.entries(init.headers ?? {})]
    return new Promise(() => {})
  })
  return request
}
const pipe = { base: `${SERVER}/v1`, credentials: 'omit', headers: () => ({ authorization: 'Bearer mine' }) } as const
const question = { body: { id: 'c1', type: 'message.send', text: 'Good evening' }, accept: '*/*' }
const { signal } = new AbortController()

const EVENTS = [
  hello(),
  { type: 'live' },
  { type: 'bye', after: 5 },
  { type: 'snapshot', sessions: [], messages: [MESSAGE()] },
]
function MESSAGE() {
  return { id: 'm1', version: 1, session: 's1', seq: 1, at: 1, from: 'operator', body: { kind: 'text', text: 'Hi' } }
}

const CALLS: readonly [string, () => unknown][] = [
  ['options', () => seen(toOptions({ server: SERVER, buttons: ['video'] }), OPTIONS)],
  ['what goes with enter', () => seen(toExtras({ params: { colour: 'red' } }), 'group params form')],
  ['a request', () => requestBy(fetch => ask({ ...pipe, fetch }, 'commands', { ...question, signal }))],
  [
    'events',
    () =>
      EVENTS.map(event => parseEvent(event)!).map(event => [
        seen(event, 'type'),
        'visitor' in event && Object.hasOwn(event, 'visitor') && seen(event.visitor, 'id token'),
        Object.hasOwn(event, 'settings') && seen(Reflect.get(event, 'settings') as object, 'title team privacy'),
        Object.hasOwn(event, 'messages') &&
          seen((Reflect.get(event, 'messages') as object[])[0]!, 'author command state'),
      ]),
  ],
  ['places in a stream', () => [EVENTS, { type: 'x' }, null].map(createDensity('e.1'))],
  [
    'failures',
    () => [new Error('x'), Object.assign(new Error('y'), { failure: { kind: 'gone' } })].map(isTransportFailure),
  ],
  [
    'the outbox',
    () => {
      const store = createMemoryStorage()
      store.set('out:1', JSON.stringify({ at: 1, command: { id: 'c1', type: 'message.send', text: 'Hi' } }))
      const [kept] = createKeeper({ store, parse: parseKept, log: () => {} }).load()
      return [seen(kept!, 'at code'), JSON.stringify(kept?.command)]
    },
  ],
  [
    'languages that are asked for',
    () => {
      const asked: string[] = []
      const options = toOptions({ server: SERVER, words: { cs: { webchat: 'Pište' } } })
      void findWords('cs', options, tag => (asked.push(tag), new Promise(() => {})))
      return asked
    },
  ],
  [
    'what a visitor is told of the connection',
    () => {
      const { setTimeout: later } = globalThis
      // Its patience is over at once.
      Reflect.set(globalThis, 'setTimeout', (fn: () => void) => fn())
      const told = STATES.map(state => {
        const line = createSignal<LineState>('')
        watchLine(createSignal<ConnectionStatus>({ state, code: undefined }), line)()
        return line.value
      })
      Reflect.set(globalThis, 'setTimeout', later)
      return told
    },
  ],
]
const STATES = [
  'idle',
  'connecting',
  'online',
  'reconnecting',
  'authExpired',
  'offline',
  'failed',
  'ended',
] as const satisfies readonly ConnectionStatus['state'][]
const OPTIONS =
  'transport server widget buttons lang position theme brand title words global scope storage preload connect'

describe('on a page that has put names on all objects', () => {
  it.each(CALLS)('%s are as on any other', (_, call) => {
    const details = attack(call)
    expect(details.failed, fc.defaultReportMessage(details)).toBe(false)
  })

  it('tries to connect as seldom as on any other', async () => {
    const times = async () => {
      const time = createVirtualClock(0)
      const at: number[] = []
      const failures: Failure[] = [{ kind: 'retry', done: 'no' }, { kind: 'retry', done: 'unknown' }, { kind: 'reset' }]
      const far = createScriptedTransport()
      const connection = createConnection({
        open: options => {
          at.push(time.clock.now())
          const ending = far.transport.open(options)
          far.last().end(failures[at.length % 3])
          return ending
        },
        apply: () => {},
        clock: time.clock,
        random: () => 0.5,
        hasNetwork: () => true,
        log: () => {},
      })
      connection.start()
      await time.pass(60_000)
      connection.dispose()
      return at
    }
    const clean = await times()
    expect(clean.length).toBeGreaterThan(5)
    for (const value of VALUES) expect(await pollutedWhile(NAMES, value, times)).toEqual(clean)
  })

  it('prints what was tried', () =>
    console.log(`S9 polluted ${JSON.stringify({ seed: SEED, calls: CALLS.length, runs: RUNS, names: WORDS.length })}`))
})

describe('the check', () => {
  it('sees a request that is made of what all objects have', () => {
    const naive = () =>
      requestBy(fetch =>
        fetch(`${pipe.base}/commands`, {
          method: 'POST',
          body: JSON.stringify(question.body),
          headers: pipe.headers(),
        }),
      )
    expect(attack(naive).failed).toBe(true)
  })

  it('sees options that are read from what all objects have', () => {
    const naive = () => seen({ server: SERVER }, OPTIONS)
    expect(attack(naive).failed).toBe(true)
  })
})
