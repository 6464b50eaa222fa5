import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConnection } from '../../../src/core/connection.js'
import { createTyping } from '../../../src/core/writing.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import type { Clock } from '../../../src/protocol/ports.js'
import { createScriptedTransport } from '../../support/scripted-transport.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

/* The visitor's clock is set while a conversation goes on: `Date` jumps, timers do not. */

const HOUR = 3_600_000
const BEAT = 15_000
/** Ms without a byte after which a stream counts as dead. */
const SILENCE = 33_000
/** The longest back-off after as many failures as a run can have, and a little. */
const BACKOFF = 31_000

const jump = fc.integer({ min: -3 * HOUR, max: 3 * HOUR })
const jumps = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 60_000 }), jump }), { maxLength: 12 })

const setup = () => {
  const time = createVirtualClock()
  const far = createScriptedTransport()
  const { now, after } = time.clock
  const clock: Clock = { now, after }
  const connection = createConnection<ServerEvent>({
    open: far.transport.open,
    apply: () => {},
    clock,
    random: () => 0.5,
    hasNetwork: () => true,
    log: () => {},
  })
  return { time, far, connection }
}

describe('a connection whose clock is set', () => {
  it('is given up at most once for each jump, while the backend goes on beating', () =>
    fc.assert(
      fc.asyncProperty(jumps, async doing => {
        const { time, far, connection } = setup()
        connection.start()
        await time.settle()
        const beat = (): void => {
          for (const { signal, onAlive } of far.streams) if (!signal.aborted) onAlive()
          time.clock.after(BEAT, beat)
        }
        beat()
        for (const one of doing) {
          await time.pass(one.wait)
          time.jump(one.jump)
          await time.pass(2 * BEAT)
        }
        await time.pass(10 * BEAT)
        expect(far.streams.length).toBeLessThanOrEqual(1 + doing.length)
        connection.dispose()
      }),
      { numRuns: 150 },
    ))

  it('is still noticed to be dead, at most one silence later for each time the clock was set back', () =>
    fc.assert(
      fc.asyncProperty(jumps, async doing => {
        const { time, far, connection } = setup()
        const { ticks } = time.clock as Required<Clock>
        connection.start()
        await time.settle()
        let since = ticks()
        let back = 0
        const look = () => {
          expect(ticks() - since).toBeLessThanOrEqual(SILENCE * (1 + back) + BACKOFF)
        }
        let known = far.streams.length
        const notice = () => {
          if (far.streams.length === known) return look()
          known = far.streams.length
          since = ticks()
          back = 0
        }
        for (const one of doing) {
          for (let passed = 0; passed < one.wait; passed += 1_000, notice()) await time.pass(1_000)
          time.jump(one.jump)
          if (one.jump < 0) back++
        }
        for (let passed = 0; passed < 120_000; passed += 1_000, notice()) await time.pass(1_000)
        connection.dispose()
      }),
      { numRuns: 60 },
    ))

  it('backs off as long as ever: what was waited for is not waited for again', async () => {
    const { time, far, connection } = setup()
    connection.start()
    await time.settle()
    far.last().end({ kind: 'retry', done: 'no', after: 5_000 })
    await time.settle()
    time.jump(-3 * HOUR)
    await time.pass(5_000)
    await time.pass(1_000)
    expect(far.streams).toHaveLength(2)
    connection.dispose()
  })
})

describe('somebody who writes while the clock is set back', () => {
  it('is still shown as writing', async () => {
    const time = createVirtualClock()
    const told: boolean[] = []
    const typing = createTyping(time.clock, on => told.push(on))
    typing.typed('a')
    time.jump(-3 * HOUR)
    typing.typed('ab')
    expect(told).toEqual([true, true])
    typing.dispose()
  })
})
