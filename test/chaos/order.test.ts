import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ThreadItem } from '../../src/core/model.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import { countKinds } from '../support/checker.js'
import { runOrderTrial, SENDERS, type OrderOutcome, type Step } from './order.js'

/* D3: everybody sees one order, and each speaker's words stand in it as they were spoken. */

const SEED = 3
const RUNS = 40

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('say' as const), sender: fc.nat(SENDERS - 1) }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 4_000 }) }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ type: 'restart' }, { type: 'cut' }) },
)
const steps = fc.array(step, { minLength: 30, maxLength: 60 })

const report = (name: string, outcomes: readonly OrderOutcome[]) => {
  const sum = (what: 'said' | 'faults') => outcomes.reduce((total, outcome) => total + outcome[what], 0)
  const violations = countKinds(outcomes.flatMap(outcome => outcome.violations))
  const figures = { runs: outcomes.length, said: sum('said'), faults: sum('faults'), readers: outcomes[0]?.readers }
  console.log(`D3 ${name} ${JSON.stringify({ seed: SEED, ...figures, violations })}`)
}

/** Many words, one after the other, by the first tab and a desk. */
const hasty: Step[] = Array.from({ length: 40 }, (_, n): Step =>
  n % 4 ? { type: 'say', sender: n % 8 ? 0 : 3 } : { type: 'wait', ms: 700 },
)

/** A message as the backend would answer with, above all others. */
const MADE = { version: 1, session: 's', seq: 0, at: 0, from: 'system', body: { kind: 'text', text: '' } }

/** Answers for the backend before it has been asked: so the next command goes out beside it. */
const sendsInParallel = <E extends StreamEvent, C extends { id: string; type: string }>(
  transport: Transport<E, C>,
): Transport<E, C> => ({
  ...transport,
  send: (command, options) => {
    if (command.type !== 'message.send') return transport.send(command, options)
    const signal = new AbortController().signal
    const insist = (): Promise<unknown> => transport.send(command, { signal }).catch(insist)
    void insist()
    return Promise.resolve({ message: { ...MADE, id: `made ${command.id}` } } as never)
  },
})

const byLocalTime = (items: readonly ThreadItem[]) => [...items].sort((a, b) => a.at - b.at)

describe('two visitors in three tabs and two operators at three desks', () => {
  it('see one order, whatever breaks, and nothing that waits stands above what is held', async () => {
    const outcomes: OrderOutcome[] = []
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(), async (taken, seed) => {
        const outcome = await runOrderTrial({ seed, steps: taken })
        outcomes.push(outcome)
        expect(outcome.violations).toEqual([])
      }),
      { numRuns: RUNS, seed: SEED },
    )
    report('run', outcomes)
    expect(outcomes[0]?.readers).toBe(2 + 1 + 3 * 2)
  })

  it('would be seen out of order by a tab that does not wait for answers', async () => {
    const outcome = await runOrderTrial({ seed: SEED, steps: hasty, spoil: sendsInParallel })
    report('in parallel', [outcome])
    expect(outcome.violations.map(({ kind }) => kind)).toContain('order')
  })

  it('would be seen jumping about in a thread that goes by the clock of the page', async () => {
    const outcome = await runOrderTrial({ seed: SEED, steps: hasty, show: byLocalTime })
    report('by local time', [outcome])
    expect(outcome.violations.map(({ kind }) => kind)).toContain('jumped')
  })
})
