import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createBackend, type Backend } from '../../demo/backend/backend.js'
import { createMemoryStore } from '../../demo/backend/memory-store.js'
import type { Store } from '../../demo/backend/store.js'
import { createSqliteStore } from '../../demo/server/stores/sqlite.js'
import { toFailure } from '../../src/protocol/failure.js'
import { createRandom, type Seeded } from '../support/seeded-random.js'
import { createVirtualClock } from '../support/virtual-clock.js'
import { attemptAll, commandOf, heldIn, inTurns, judge, plan, type Planned } from './once.js'

/*
 * D1 inside the backend: every message is attempted up to six times, from two tabs, while the store fails before or
 * after it has written and the process is replaced again and again on the same log.
 */

const folder = mkdtempSync(join(tmpdir(), 'zvonek-once-'))
afterAll(() => rmSync(folder, { recursive: true }))

const DAY = 86_400_000
const OPERATORS = [{ id: 'anna', name: 'Anna', available: true, maxChats: 4 }]

/** A disk that fails: nothing is written, or all is and nobody hears of it. */
const flaky = (store: Store, { random }: Seeded, counts: Record<'unwritten' | 'unheard', number>): Store => ({
  ...store,
  append: async batch => {
    const draw = random()
    if (draw < 0.05) {
      counts.unwritten++
      throw new Error('the disk is full')
    }
    await store.append(batch)
    if (draw > 0.93) {
      counts.unheard++
      throw new Error('the disk went away')
    }
  },
})

/** The planted defect: no command is ever known again. */
const forgetful = (store: Store): Store => ({
  ...store,
  command: async () => undefined,
  append: batch => store.append({ ...batch, commands: [] }),
})

interface Run {
  store: Store
  planned: Planned[]
  restarts: number
  counts: Record<'unwritten' | 'unheard', number>
  tokens: string[]
  /** Another process on the same store. */
  start(): Promise<Backend>
  clock: ReturnType<typeof createVirtualClock>
}

const isRetry = (thrown: unknown) => toFailure(thrown).kind === 'retry'

/** Until the store holds it: to get going is no part of the trial. */
const insist = async <T>(act: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await act()
    } catch (thrown) {
      if (!isRetry(thrown) && !String(thrown).includes('disk')) throw thrown
    }
  }
}

const openVisitor = (backend: Backend) =>
  insist(
    () =>
      new Promise<string>((resolve, reject) => {
        const end = backend.visitor.open({
          token: undefined,
          widget: 'main',
          after: undefined,
          onEvent: event => {
            if (event.type === 'hello') resolve(event.visitor.token ?? '')
            if (event.type === 'live') end()
          },
          close: reject,
        })
      }),
  )

const run = async (
  seed: number,
  store: Store,
  { many, visitors }: { many: number; visitors: number },
): Promise<Run> => {
  const chance = createRandom(seed)
  const counts = { unwritten: 0, unheard: 0 }
  const clock = createVirtualClock()
  const options = { clock: clock.clock, operators: OPERATORS, widgets: { main: {} }, log: () => {} }
  const start = () => insist(() => createBackend({ ...options, store: flaky(store, chance, counts) }))
  let backend = await start()
  let restarts = 0
  const planned = plan(chance, { many, visitors })
  const tokens: string[] = []
  const session = { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' }
  for (let n = 0; n < visitors; n++) {
    const token = await openVisitor(backend)
    await insist(() => backend.visitor.send(token, session))
    tokens.push(token)
  }
  const waves = 20
  for (let wave = 0; wave < waves; wave++) {
    const part = planned.slice((wave * many) / waves, ((wave + 1) * many) / waves)
    const send = (message: Planned) => backend.visitor.send(tokens[message.visitor], commandOf(message))
    await inTurns(part, 200, message => attemptAll(message, send))
    backend = await start()
    restarts++
    // What nobody confirmed is asked again, of the next process.
    const unsure = part.filter(({ acked }) => !acked)
    await inTurns(unsure, 200, message => insist(() => send(message)).then(() => void (message.acked = true)))
  }
  return { store, planned, restarts, counts, tokens, start, clock }
}

const attempts = (planned: readonly Planned[]) => planned.reduce((sum, one) => sum + one.attempts, 0)

const kinds: [string, number, () => Store][] = [
  ['memory', 2_000, () => createMemoryStore('one')],
  ['sqlite', 8_000, () => createSqliteStore({ path: join(folder, 'once.db'), epoch: 'one' })],
]

describe.each(kinds)('D1 on the %s store', (name, many, create) => {
  it('gives every message one effect, now and after 30 days', { timeout: 60_000 }, async () => {
    const seed = 20_261
    const { store, planned, restarts, counts, tokens, start, clock } = await run(seed, create(), { many, visitors: 25 })
    const verdict = judge(planned, await heldIn(store))
    console.log(
      `D1 ${name} ${JSON.stringify({ seed, sends: many, attempts: attempts(planned), restarts, ...counts, ...verdict })}`,
    )
    expect(verdict).toEqual({ doubled: 0, missing: 0, unacked: 0, held: many })
    expect(counts.unwritten + counts.unheard).toBeGreaterThan(5)

    await clock.pass(30 * DAY)
    const backend = await start()
    const sample = planned.filter((_, n) => n % 10 === 0)
    const answers = new Map((await heldIn(store)).map(({ message }) => [message.command, message]))
    for (const message of sample) {
      const token = tokens[message.visitor]
      expect(await insist(() => backend.visitor.send(token, commandOf(message)))).toEqual({
        message: answers.get(message.id),
      })
      const other = { ...commandOf(message), text: 'something else' }
      const failure = await insist(() => backend.visitor.send(token, other)).catch(toFailure)
      expect(failure).toEqual({ kind: 'rejected', code: 'conflict' })
    }
    expect(judge(planned, await heldIn(store))).toEqual(verdict)
    await backend.dispose()
    await store.close()
  })

  it('would be caught forgetting the ids', { timeout: 60_000 }, async () => {
    const { store, planned } = await run(1, forgetful(createMemoryStore('two')), { many: 600, visitors: 5 })
    const { doubled } = judge(planned, await heldIn(store))
    console.log(`D1 control ${JSON.stringify({ seed: 1, sends: 600, doubled })}`)
    expect(doubled).toBeGreaterThan(0)
  })
})
