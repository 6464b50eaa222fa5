import { describe, expect, it } from 'vitest'
import type { CallMeans } from '../../../src/protocol/entities.js'
import { createCallRig } from './call-rig.js'

const HOUR = 3_600_000
const both = async (rig: ReturnType<typeof createCallRig>) => {
  await rig.time.pass(5_000)
  expect([rig.visitor, rig.operator].map(({ calling }) => calling.state.value)).toEqual(['seated', 'seated'])
}
const seeds = (many: number) => Array.from({ length: many }, (_, n) => n + 1)

/** Both say things before, in and after twenty seconds in which one of them has no line. Gives what did not come as it was said. */
const outage = async (seed: number, isDeaf = false) => {
  const rig = createCallRig({ seed, faults: 0.2, isDeaf })
  await rig.time.pass(60_000)
  const said = { visitor: [] as object[], operator: [] as object[] }
  const say = async (many: number) => {
    for (let n = 0; n < many; n++) {
      const side = rig.chance.random() < 0.5 ? 'visitor' : 'operator'
      const one = { candidate: `${side} ${said[side].length}` }
      said[side].push(one)
      rig[side].calling.post(one)
      await rig.time.pass(rig.chance.between(0, 500))
    }
  }
  await say(10)
  const cut = rig.chance.random() < 0.5 ? rig.visitor : rig.operator
  cut.setLine(false)
  await say(20)
  await rig.time.pass(20_000)
  cut.setLine(true)
  await rig.time.pass(5_000)
  const late = wrong(rig, said)
  await say(10)
  await rig.time.pass(120_000)
  rig.dispose()
  return { late, wrong: wrong(rig, said), said: said.visitor.length + said.operator.length }
}
const wrong = (rig: ReturnType<typeof createCallRig>, said: Record<'visitor' | 'operator', object[]>) =>
  [
    [said.visitor, rig.operator.heard],
    [said.operator, rig.visitor.heard],
  ].filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other)).length

describe('what two engines say to each other', () => {
  it('comes once and in its order, though one of them has no line for twenty seconds and every fifth request fails', async () => {
    const all = await Promise.all(seeds(100).map(seed => outage(seed)))
    const sum = (what: 'late' | 'wrong' | 'said') => all.reduce((total, one) => total + one[what], 0)
    console.log(
      `signalling run ${JSON.stringify({ seeds: all.length, said: sum('said'), wrong: sum('wrong'), late: sum('late') })}`,
    )
    expect(sum('wrong')).toBe(0)
    // Most of it within five seconds of the line's return; a request that fails again waits for its turn.
    expect(sum('late')).toBeLessThan(all.length)
  })

  it('would be seen missing where an end does not ask for what it has missed', async () => {
    const all = await Promise.all(seeds(20).map(seed => outage(seed, true)))
    expect(all.filter(({ late }) => late > 0).length).toBeGreaterThan(0)
  })
})

it('goes on after a restart of the backend, which has forgotten what was said before', async () => {
  const rig = createCallRig()
  await both(rig)
  const say = async (...words: string[]) => {
    for (const word of words) {
      rig.visitor.calling.post({ word })
      await rig.time.pass(1_000)
    }
  }
  await say('one', 'two', 'three')
  for (const end of [rig.visitor, rig.operator]) end.setLine(false)
  await say('four')
  rig.restart()
  for (const end of [rig.visitor, rig.operator]) end.setLine(true)
  await rig.time.pass(10_000)
  await say('five')
  const heard = ['one', 'two', 'three', 'four', 'five'].map(word => ({ word }))
  expect(rig.operator.heard).toEqual(heard)
  rig.dispose()
})

describe('a pair', () => {
  it('stays the same whatever else of the session changes: it is one connection', async () => {
    const rig = createCallRig()
    await both(rig)
    const pair = rig.visitor.calling.pair.value
    expect(pair).toBeDefined()
    for (let n = 0; n < 3; n++) {
      const now = rig.call.peek()
      if (now) rig.call.value = { ...now, seats: { ...now.seats } }
      expect(rig.visitor.calling.pair.value).toBe(pair)
    }
    await rig.time.pass(5_000)
    expect([rig.visitor.joins(), rig.operator.joins()]).toEqual([1, 1])
    const now = rig.call.peek()
    if (now) rig.call.value = { ...now, seats: { ...now.seats, operator: 'a tab shown anew' } }
    expect(rig.visitor.calling.pair.value).not.toBe(pair)
    rig.dispose()
  })
})

describe('credentials that end', () => {
  const ending = () => {
    let given = 0
    const means = (): CallMeans => ({
      engine: 'p2p',
      servers: [{ urls: ['turn:t.example'], username: `${++given}`, credential: 'c' }],
      relayOnly: true,
      expiresIn: HOUR,
    })
    return createCallRig({ means })
  }

  it('are renewed before, again and again, and the connection stays', async () => {
    const rig = ending()
    await both(rig)
    const { means, pair } = rig.visitor.calling
    const [first, before] = [means.value, pair.value]
    await rig.time.pass(HOUR - 60_000)
    expect(means.value).not.toEqual(first)
    expect(rig.visitor.joins()).toBe(2)
    await rig.time.pass(4 * HOUR)
    expect(rig.visitor.joins()).toBe(7)
    expect(pair.value).toBe(before)
    rig.dispose()
  })

  it('are asked for until they come, where there is no line', async () => {
    const rig = ending()
    await both(rig)
    await rig.time.pass(0.7 * HOUR)
    rig.visitor.setLine(false)
    await rig.time.pass(0.2 * HOUR)
    expect(rig.visitor.joins()).toBe(1)
    rig.visitor.setLine(true)
    await rig.time.pass(60_000)
    expect(rig.visitor.joins()).toBe(2)
    rig.dispose()
  })

  it('are nobody’s affair after the call', async () => {
    const rig = ending()
    await both(rig)
    const now = rig.call.peek()
    if (now) rig.call.value = { ...now, state: 'ended' }
    await rig.time.pass(2 * HOUR)
    expect(rig.visitor.joins()).toBe(1)
    rig.dispose()
    expect(rig.time.pending()).toBe(0)
  })
})
