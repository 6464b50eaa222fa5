import { describe, expect, it } from 'vitest'
import { tellPlaces } from '../../../demo/backend/queue.js'
import type { State } from '../../../demo/backend/state.js'
import type { Draft } from '../../../demo/backend/writer.js'
import type { DeskSession } from '../../../demo/protocol/desk.js'
import { createRig, settled, type Desk, type Rig } from './rig.js'

/** Somebody rings; gives what they are told of their wait. */
const come = async (rig: Rig) => {
  const visitor = await rig.visitor()
  const start = { id: 'r', type: 'session.start', entry: 'webchat', widget: 'main' }
  const { session } = await visitor.send(start)
  await settled()
  const told = () => visitor.of('session.changed').findLast(({ session: { id } }) => id === session.id)?.session
  return { visitor, id: session.id, told, wait: () => told()?.wait }
}
const accept = (desk: Desk, session: string) => desk.send({ id: `a${session}`, type: 'session.accept', session })
const end = (desk: Desk, session: string) => desk.send({ id: `e${session}`, type: 'session.end', session })

/** So many ring one after the other, and each is accepted after so long (ms). */
const serve = async (rig: Rig, waits: readonly number[]) => {
  const anna = await rig.desk()
  for (const ms of waits) {
    const { id } = await come(rig)
    await rig.pass(ms)
    await accept(anna, id)
    await end(anna, id)
  }
  return anna
}

describe('the expected wait', () => {
  it('is told with the availability before somebody comes in, once they would have to wait', async () => {
    const operators = [{ id: 'anna', name: 'Anna', available: true, maxChats: 1 }]
    const rig = await createRig({ operators })
    const anna = await serve(rig, [60_000, 60_000, 60_000])
    const page = await rig.visitor()
    const told = () =>
      page.of('availability.changed').at(-1)?.availability.webchat ?? page.of('hello')[0]?.availability.webchat
    expect(told()).toEqual({ state: 'online' })
    const one = await come(rig)
    expect(told()).toEqual({ state: 'online' })
    await accept(anna, one.id)
    await settled()
    expect(told()).toEqual({ state: 'busy', wait: 60 })
    await come(rig)
    expect(told()).toEqual({ state: 'busy', wait: 120 })
    await anna.send({ id: 'off', type: 'operator.available', on: false })
    await settled()
    expect(told()).toEqual({ state: 'offline', reason: 'noOperators' })
  })

  it('is nothing as long as nobody knows: of fewer than three who were accepted', async () => {
    const rig = await createRig()
    await serve(rig, [60_000, 60_000])
    expect((await come(rig)).wait()).toBeUndefined()
  })

  it('is the median of how long each place took, times the place, in whole minutes', async () => {
    const rig = await createRig()
    await serve(rig, [60_000, 110_000, 600_000])
    const waiting = [await come(rig), await come(rig), await come(rig)]
    expect(waiting.map(({ wait }) => wait())).toEqual([120, 240, 360])
    expect(waiting.map(({ told }) => told()?.position)).toEqual([1, 2, 3])
  })

  it('falls with the place, and ends with the waiting', async () => {
    const rig = await createRig()
    const anna = await serve(rig, [60_000, 60_000, 60_000])
    const [one, two] = [await come(rig), await come(rig)]
    expect(two.wait()).toBe(120)
    await accept(anna, one.id)
    await settled()
    expect([one.told()?.state, one.wait(), two.told()?.position, two.wait()]).toEqual(['accepted', undefined, 1, 60])
  })

  it('is taken back once no operator is there, and told again when one is', async () => {
    const rig = await createRig()
    const [anna, boris] = [await serve(rig, [60_000, 60_000, 60_000]), await rig.desk('boris')]
    const { wait } = await come(rig)
    expect(wait()).toBe(60)
    for (const desk of [anna, boris]) await desk.send({ id: 'off', type: 'operator.available', on: false })
    await settled()
    expect(wait()).toBeUndefined()
    await anna.send({ id: 'on', type: 'operator.available', on: true })
    await settled()
    expect(wait()).toBe(60)
  })

  it('forgets what was an hour ago, and never says more than an hour', async () => {
    const rig = await createRig()
    await serve(rig, [60_000, 60_000, 60_000])
    await rig.pass(3_600_000)
    expect((await come(rig)).wait()).toBeUndefined()
    const slow = await createRig()
    await serve(slow, [1_100_000, 1_100_000, 1_100_000])
    const waiting = [await come(slow), await come(slow), await come(slow), await come(slow)]
    expect(waiting.map(({ wait }) => wait())).toEqual([1_140, 2_220, 3_300, undefined])
  })

  it('is each group’s own, and outlives a restart', async () => {
    const rig = await createRig({
      groups: { sales: {}, repairs: {} },
      widgets: { main: { title: 'Shop' }, help: { group: 'repairs' } },
    })
    await serve(rig, [60_000, 60_000, 60_000])
    const again = await rig.restart()
    expect((await come(again)).wait()).toBe(60)
    const visitor = await again.visitor({ widget: 'help' })
    await visitor.send({ id: 'r', type: 'session.start', entry: 'webchat', widget: 'help' })
    await settled()
    expect(visitor.of('session.changed').at(-1)?.session.wait).toBeUndefined()
  })

  it('counts nobody who left, and nobody who rang at one door alone', async () => {
    const rig = await createRig()
    const anna = await serve(rig, [60_000, 60_000])
    const { visitor, id } = await come(rig)
    await rig.pass(60_000)
    await visitor.send({ id: 'l', type: 'session.leave', session: id })
    await anna.send({ id: 'i', type: 'invitation.create' })
    await settled()
    expect((await come(rig)).wait()).toBeUndefined()
  })
})

describe('many who wait', () => {
  it('cost one question for each group, not one each', () => {
    const sessions = new Map<string, DeskSession>()
    for (let n = 0; n < 1_000; n++)
      sessions.set(`s${n}`, {
        ...{ id: `s${n}`, version: 1, client: 'c', entry: 'webchat', state: 'queued', widget: 'main', operators: [] },
        ...{ createdAt: 0, group: n % 2 ? 'one' : 'other' },
      })
    const state = { queue: new Set(sessions.keys()), sessions } as Partial<State> as State
    const asked: (string | undefined)[] = []
    const told: number[] = []
    const draft = {
      state,
      change: (_client: string, change: { type: string; session?: DeskSession }) =>
        told.push(change.session?.wait ?? 0),
    } as Partial<Draft> as Draft
    tellPlaces(draft, (_state, group) => (asked.push(group), place => place * 60))
    expect(asked).toEqual(['other', 'one'])
    // The control: everybody is told their own.
    expect(told.slice(0, 4)).toEqual([60, 60, 120, 120])
    expect(told).toHaveLength(1_000)
  })
})
