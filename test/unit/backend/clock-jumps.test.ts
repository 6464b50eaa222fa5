import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBuckets } from '../../../demo/server/buckets.js'
import { Refusal } from '../../../demo/server/refusals.js'
import type { Clock } from '../../../src/protocol/ports.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, ring, settled } from './rig.js'

/* The clock on the wall is set: by hand, by a battery that is empty, by a time server that was away. Durations go on. */

const HOUR = 3_600_000
const jump = fc.record({ jump: fc.integer({ min: -3 * HOUR, max: 3 * HOUR }) })
const pass = fc.record({ pass: fc.integer({ min: 1_000, max: 70_000 }) })

/** A clock that has only what stands on the wall. */
const onlyWall = ({ now, after }: Clock): Clock => ({ now, after })

type Step = { jump: number } | { pass: number } | 'leave' | 'back' | 'say'
const steps = fc.array(fc.oneof(jump, pass, fc.constantFrom('leave' as const, 'back' as const, 'say' as const)), {
  minLength: 5,
  maxLength: 25,
})

/** Away for less than this (ms) nobody is out of the queue; for more than that they are. */
const AWAY = { least: 120_000, most: 131_000 }

/** One client in the queue, who comes and goes; throws when they are out too early or too late. */
const live = async (doing: readonly Step[], toClock: (clock: Clock) => Clock) => {
  const virtual = createVirtualClock()
  const { ticks } = virtual.clock as Required<Clock>
  const rig = await createRig({ virtual: { ...virtual, clock: toClock(virtual.clock) } })
  const anna = await rig.desk()
  let client = await rig.visitor()
  await ring(client)
  let leftAt: number | undefined
  for (const [n, step] of doing.entries()) {
    if (step === 'leave' && leftAt === undefined) {
      client.end()
      leftAt = ticks()
    } else if (step === 'back' && leftAt !== undefined) {
      client = await rig.visitor({ token: client.token })
      leftAt = undefined
    } else if (step === 'say') await client.send({ id: `m${n}`, type: 'message.send', text: 'Hello?' })
    else if (typeof step === 'object' && 'jump' in step) virtual.jump(step.jump)
    else if (typeof step === 'object') await rig.pass(step.pass)
    await settled()
    const isOut = anna.of('session.changed').at(-1)?.session.state === 'ended'
    const away = leftAt === undefined ? 0 : ticks() - leftAt
    if (isOut && away < AWAY.least) throw new Error(`out after ${away} ms`)
    if (!isOut && away > AWAY.most) throw new Error(`still there after ${away} ms`)
    if (isOut) return
  }
}

const livesOn = (toClock: (clock: Clock) => Clock) => fc.asyncProperty(steps, doing => live(doing, toClock))

describe('a client in the queue', () => {
  it('is out after two minutes away, whatever the clock on the wall says', () =>
    fc.assert(
      livesOn(clock => clock),
      { numRuns: 150, seed: 3 },
    ))

  it('would be caught being thrown out by a clock that jumped', async () => {
    const checked = await fc.check(livesOn(onlyWall), { numRuns: 150, seed: 3 })
    expect(checked.failed).toBe(true)
    expect(String(checked.errorInstance)).toMatch(/out after|still there/)
  })
})

describe('times in a log', () => {
  it('never go back, although the clock did', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(jump, pass), { minLength: 1, maxLength: 20 }), async doing => {
        const virtual = createVirtualClock()
        const rig = await createRig({ virtual })
        const anna = await rig.desk()
        const client = await rig.visitor()
        const { id: session } = await ring(client)
        await anna.send({ id: 'a', type: 'session.accept', session })
        for (const [n, step] of doing.entries()) {
          if ('jump' in step) virtual.jump(step.jump)
          else await virtual.pass(step.pass)
          const by = n % 2 ? client : anna
          await by.send({ id: `m${n}`, type: 'message.send', session, text: `${n}` })
        }
        await anna.send({ id: 'e', type: 'session.end', session })
        await settled()
        const said = anna.of('message.added').map(({ message }) => message)
        const times = said.map(({ at }) => at)
        expect(times).toEqual([...times].sort((one, other) => one - other))
        expect(said.map(({ seq }) => seq)).toEqual([...said].map(({ seq }) => seq).sort((one, other) => one - other))
        const ended = anna.of('session.changed').at(-1)?.session
        expect(ended?.endedAt).toBeGreaterThanOrEqual(times.at(-1) ?? 0)
        expect(ended?.acceptedAt).toBeGreaterThanOrEqual(ended?.createdAt ?? Infinity)
      }),
      { numRuns: 100 },
    )
  })
})

describe('limits', () => {
  const RATE = { burst: 5, perSecond: 2 }

  /** Takes as often as is told; says where it differs from counting by a clock that nobody sets. */
  const differs = async (
    doing: readonly ('take' | { jump: number } | { pass: number })[],
    toClock: (clock: Clock) => Clock,
  ) => {
    const virtual = createVirtualClock()
    const buckets = createBuckets(RATE, toClock(virtual.clock))
    let left = RATE.burst
    for (const step of doing) {
      if (step === 'take') {
        const may = left >= 1 - 1e-9
        if (may !== takes(() => buckets.take('somebody'))) return true
        if (may) left--
      } else if ('jump' in step) virtual.jump(step.jump)
      else {
        await virtual.pass(step.pass)
        left = Math.min(RATE.burst, left + (step.pass / 1_000) * RATE.perSecond)
      }
    }
    return false
  }
  const takes = (take: () => void) => {
    try {
      take()
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }
  const doing = fc.oneof({ weight: 8, arbitrary: fc.constant('take' as const) }, jump, pass)
  const doings = fc.array(doing, { maxLength: 60 })

  it('let in as many as they say, and nobody waits for hours, whatever the clock on the wall says', () =>
    fc.assert(
      fc.asyncProperty(doings, async doing => !(await differs(doing, clock => clock))),
      { numRuns: 300 },
    ))

  it('keep nobody out even where there is no other clock, and it is set back', () => {
    const virtual = createVirtualClock()
    const buckets = createBuckets(RATE, onlyWall(virtual.clock))
    expect(takes(() => buckets.take('somebody'))).toBe(true)
    virtual.jump(-24 * HOUR)
    expect(takes(() => buckets.take('somebody'))).toBe(true)
  })

  it('would be caught counting by the clock on the wall', async () => {
    const checked = await fc.check(
      fc.asyncProperty(doings, async doing => !(await differs(doing, onlyWall))),
      { numRuns: 300 },
    )
    expect(checked.failed).toBe(true)
  })
})
