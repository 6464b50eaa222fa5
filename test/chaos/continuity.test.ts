import { describe, expect, it } from 'vitest'
import { runContinuityTrial, type ContinuityOutcome } from './continuity.js'

/* D5: when the backend comes back with another history, nobody goes on as if nothing had happened. */

const SEEDS = 20
const FLIPS = 10

const runAll = async (seeds: number, mark?: () => string) => {
  const outcomes: ContinuityOutcome[] = []
  for (let seed = 1; seed <= seeds; seed++)
    outcomes.push(await runContinuityTrial({ seed, flips: FLIPS, ...(mark && { mark }) }))
  return outcomes
}

const sum = (
  outcomes: readonly ContinuityOutcome[],
  what: 'losses' | 'stale' | 'missing' | 'unreported' | 'forgotten' | 'silent',
) => outcomes.reduce((total, outcome) => total + outcome[what], 0)
const report = (name: string, outcomes: readonly ContinuityOutcome[]) => {
  const flips: Record<string, number> = {}
  for (const outcome of outcomes)
    for (const [flip, count] of Object.entries(outcome.flips)) flips[flip] = (flips[flip] ?? 0) + count
  const figures = {
    seeds: outcomes.length,
    flips,
    losses: sum(outcomes, 'losses'),
    stale: sum(outcomes, 'stale'),
    missing: sum(outcomes, 'missing'),
    unreported: sum(outcomes, 'unreported'),
    forgotten: sum(outcomes, 'forgotten'),
    silent: sum(outcomes, 'silent'),
    opens: Math.max(...outcomes.map(({ opens }) => opens)),
  }
  console.log(`D5 ${name} ${JSON.stringify(figures)}`)
  return figures
}

describe('a visitor and an operator whose backend comes back with another history', () => {
  it('see what it holds now and nothing else, are told what is lost, and keep their own words', async () => {
    const figures = report('run', await runAll(SEEDS))
    expect(figures).toMatchObject({ stale: 0, missing: 0, unreported: 0, forgotten: 0, silent: 0 })
    expect(figures.losses).toBeGreaterThan(SEEDS)
    // One stream; with a credential that is not known any more, one refusal before it.
    expect(figures.opens).toBeLessThanOrEqual(2)
  })

  it('would be caught mixing two histories by a cursor that names a place only', async () => {
    const figures = report('control', await runAll(4, () => 'same'))
    expect(figures.stale + figures.missing).toBeGreaterThan(0)
    expect(figures.unreported).toBeGreaterThan(0)
  })
})
