import { describe, expect, it } from 'vitest'
import { RATES } from '../../demo/server/limits.js'
import { flood, type Flooded } from './flood.js'

/*
 * S25. What is asserted is counted, not timed: on a busy machine a ratio of times says more of the neighbours than of the
 * server. It is printed.
 */

const MB = 1 << 20
const report = (name: string, { rssGrown, ...figures }: Flooded) =>
  console.log(`S25 ${name} ${JSON.stringify({ ...figures, rssGrownMb: Math.round(rssGrown / MB) })}`)

/** Tighter than the real ones, so that on the busiest machine a flood meets them; the honest ones stay well below. */
const TIGHT = {
  commands: { burst: 40, perSecond: 10 },
  streams: { burst: 20, perSecond: 1 },
  warningsOfAddress: { burst: 50, perSecond: 5 },
}
const UNLIMITED = Object.fromEntries(Object.keys(RATES).map(name => [name, { burst: 1e9, perSecond: 1e9 }]))

/** What of one token may come as far as the domain in so long (ms). */
const mostReached = (ms: number) =>
  [TIGHT.commands, TIGHT.streams].reduce((sum, { burst, perSecond }) => sum + burst + (perSecond * ms) / 1_000, 0)

/** Everything that a flood must not do, and what it must be told. */
const faultsOf = ({ hostile, honest, reached, lasted, rssGrown, answersAfterwards }: Flooded): string[] => {
  const { 429: many = 0, 408: late = 0 } = hostile.answers
  const known = ['200', '400', '401', '408', '413', '429']
  const faults: [boolean, string][] = [
    [honest.ended > 0, 'an honest stream ended'],
    [honest.refused > 0, 'an honest message was not taken'],
    [honest.heard !== honest.said, 'an honest message was not heard'],
    [hostile.rate === 0, 'the hostile one was not told to wait'],
    [hostile.withRetryAfter < many + late, 'somebody was sent away without a time'],
    [Object.keys(hostile.answers).some(status => !known.includes(status)), 'an answer that is no refusal of ours'],
    [!late, 'half a request was waited for'],
    [!hostile.answers['413'], 'a body without end was taken'],
    [reached > mostReached(lasted), 'too much reached the domain'],
    [rssGrown > 250 * MB, 'memory grew'],
    [answersAfterwards !== 200, 'the server is down'],
  ]
  return faults.flatMap(([isSo, what]) => (isSo ? what : []))
}

describe('one who floods the server', () => {
  it('is told to wait, and costs the others nothing they would miss', async () => {
    const outcome = await flood({ options: { rates: TIGHT }, lasts: 6_000 })
    report('run', outcome)
    expect(faultsOf(outcome)).toEqual([])
  })

  it('would be caught getting everything done without limits', async () => {
    const outcome = await flood({ options: { rates: UNLIMITED }, lasts: 3_000 })
    report('control', outcome)
    expect(faultsOf(outcome)).toContain('the hostile one was not told to wait')
  })
})
