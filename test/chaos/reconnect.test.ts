import { describe, expect, it } from 'vitest'
import { countKinds } from '../support/checker.js'
import { createTailLoser } from './library-cursor.js'
import { runTrial, type Outcome } from './reconnect.js'

/* D2: what is written is never lost, never doubled and never out of order, whatever the network and the server do. */

const CI = { messages: 110, faults: 100, kills: 3, reloads: true }
/** Three in CI; `CHAOS_SEEDS=30` makes the long run of it. */
const SEEDS = Array.from({ length: Number(process.env.CHAOS_SEEDS ?? 3) }, (_, n) => n + 1)
/** Ms; far more than a slow machine needs, so that only a run that never ends is ended by it. */
const LONGEST = 300_000
const report = (name: string, { violations, ...outcome }: Outcome) =>
  console.log(`D2 ${name} ${JSON.stringify({ ...outcome, violations: countKinds(violations) })}`)

describe('a visitor and an operator through a bad network', () => {
  it.concurrent.each(SEEDS)('lose nothing, with seed %i', { timeout: LONGEST }, async seed => {
    const outcome = await runTrial({ seed, ...CI, spoil: transport => transport })
    report('run', outcome)
    expect(outcome.violations).toEqual([])
    expect(outcome.acked).toBe(outcome.messages)
    expect(outcome.messages).toBeGreaterThanOrEqual(CI.messages)
    expect(outcome.faults).toBeGreaterThanOrEqual(CI.faults)
    expect(outcome.kills).toBeGreaterThanOrEqual(CI.kills)
  })

  it.concurrent('would be caught losing some by a cursor that moves too early', { timeout: LONGEST }, async () => {
    const { spoil, lost } = createTailLoser()
    const outcome = await runTrial({ seed: 4, ...CI, reloads: false, spoil, until: () => lost() > 0 })
    report('control', outcome)
    expect(outcome.violations.map(({ kind }) => kind)).toContain('lost')
  })
})
