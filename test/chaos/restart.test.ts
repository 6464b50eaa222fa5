import { describe, expect, it } from 'vitest'
import { countKinds } from '../support/checker.js'
import { restart, type Restarted } from './restart.js'

/* D14: a restart is a pause. Nobody loses a word, nobody sees one twice, and nobody is told that something failed. */

const report = (name: string, { violations, ...figures }: Restarted) =>
  console.log(`D14 ${name} ${JSON.stringify({ ...figures, violations: countKinds(violations) })}`)

describe('a server that is restarted under 500 streams and 50 messages a second', () => {
  it('tells all of them when to come back, and they go on as if nothing had been', async () => {
    const outcome = await restart({ seed: 14, talkers: 24, readers: 475, messages: 100, how: 'end', impatient: false })
    report('run', outcome)
    expect(outcome.violations).toEqual([])
    expect(outcome.streams).toBe(500)
    expect(outcome).toMatchObject({ byes: 500, shownFailed: 0, gaps: 0, doubles: 0 })
    expect(outcome.waits.first).toBeGreaterThanOrEqual(1_000)
    expect(outcome.waits.last).toBeLessThanOrEqual(3_000)
    // The bar, without the time in which a busy machine had not yet started the server again.
    expect(outcome.back - outcome.dark).toBeLessThanOrEqual(10_000)
  })

  it('would be caught leaving without a goodbye, and a client that takes a pause for a failure too', async () => {
    const outcome = await restart({ seed: 15, talkers: 6, readers: 30, messages: 60, how: 'kill', impatient: true })
    report('control', outcome)
    expect(outcome.byes).toBe(0)
    expect(outcome.shownFailed).toBeGreaterThan(0)
  })
})
