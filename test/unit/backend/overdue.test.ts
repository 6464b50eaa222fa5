import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import type { DeskCallback } from '../../../demo/protocol/desk.js'
import type { Callback, CallbackSlot } from '../../../src/protocol/entities.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, OPERATORS, settled, type Desk, type Visitor } from './rig.js'

/* A callback that nobody has dialled: whoever waits for it is told the truth, and it stands at the desk as overdue. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Thursday, ten in the morning in Prague. */
const MORNING = Date.parse('2026-11-26T09:00:00Z')
const at = (time: string) => Date.parse(time)
const hours = { zone: 'Europe/Prague', week: { thu: [['09:00', '12:00']], mon: [['08:30', '10:00']] } } as const
const GROUPS: Readonly<Record<string, GroupSettings>> = { main: { hours } }

let count = 0
const ask = async (visitor: Visitor, how: object = {}): Promise<Callback> => {
  const command = { id: `ask ${++count}`, type: 'callback.request', phone: '+420601234567', widget: 'main', ...how }
  const { callback } = await visitor.send<{ callback: Callback }>(command)
  await settled()
  return callback
}
const told = (visitor: Visitor): Callback => visitor.of('callback.changed').at(-1)!.callback
const last = (desk: Desk): DeskCallback => desk.of('callback.changed').at(-1)!.callback
const lateness = ({ overdueAt, opensAt }: Callback) => ({ overdueAt, opensAt })
const IN_TIME = { overdueAt: undefined, opensAt: undefined }

const start = async (groups = GROUPS, now = MORNING) => {
  const virtual = createVirtualClock(now)
  const rig = await createRig({ groups, virtual })
  return {
    ...{ rig, anna: await rig.desk(), visitor: await rig.visitor() },
    pass: async (ms: number) => {
      await virtual.pass(ms)
      await settled()
    },
    set: async (next: typeof groups) => {
      await rig.backend.configure({ operators: OPERATORS, widgets: { main: {} }, unattended: true, groups: next })
      await virtual.pass(0)
      await settled()
    },
  }
}

describe('a callback as soon as possible that nobody dials', () => {
  it('is late after ten minutes, at the desk too, and stays so', async () => {
    const { anna, visitor, pass } = await start()
    const asked = await ask(visitor)
    expect(asked).toMatchObject({ state: 'requested', zone: 'Europe/Prague' })
    await pass(10 * MINUTE - 1)
    expect(lateness(told(visitor))).toEqual(IN_TIME)
    await pass(1)
    expect(lateness(told(visitor))).toEqual({ overdueAt: MORNING + 10 * MINUTE, opensAt: undefined })
    expect(told(visitor).version).toBeGreaterThan(asked.version)
    expect(last(anna).overdueAt).toBe(MORNING + 10 * MINUTE)
    await pass(30 * MINUTE)
    expect(told(visitor).overdueAt).toBe(MORNING + 10 * MINUTE)
  })

  it('is told when the site opens again once its hours are over, and that it is still to come once they have begun', async () => {
    const { visitor, pass } = await start()
    await pass(115 * MINUTE)
    await ask(visitor)
    await pass(5 * MINUTE)
    const noon = at('2026-11-26T11:00:00Z')
    const monday = at('2026-11-30T07:30:00Z')
    expect(lateness(told(visitor))).toEqual({ overdueAt: noon, opensAt: monday })
    await pass(monday - noon - 1)
    expect(told(visitor).opensAt).toBe(monday)
    await pass(1)
    expect(lateness(told(visitor))).toEqual({ overdueAt: noon, opensAt: undefined })
    // It is open for an hour and a half, and nobody has dialled again.
    await pass(90 * MINUTE)
    expect(told(visitor).opensAt).toBe(at('2026-12-03T08:00:00Z'))
  })

  it('goes by hours that are set meanwhile, at once', async () => {
    const { visitor, set } = await start()
    await ask(visitor)
    await set({ main: { hours: { ...hours, dates: { '2026-11-26': [] } } } })
    expect(lateness(told(visitor))).toEqual({ overdueAt: MORNING, opensAt: at('2026-11-30T07:30:00Z') })
    await set(GROUPS)
    expect(lateness(told(visitor))).toEqual({ overdueAt: MORNING, opensAt: undefined })
  })

  it('is late over a restart too, at the moment it would have been', async () => {
    const { rig, visitor, pass } = await start()
    await ask(visitor)
    await pass(9 * MINUTE)
    await rig.backend.dispose()
    const again = await rig.restart()
    const back = await again.visitor({ token: visitor.token })
    await pass(MINUTE)
    expect(told(back).overdueAt).toBe(MORNING + 10 * MINUTE)
  })

  it('is in time again once it is dialled, moved or cancelled', async () => {
    const { anna, visitor, pass } = await start()
    const { id } = await ask(visitor)
    await pass(11 * MINUTE)
    const { slots } = await visitor.send<{ slots: CallbackSlot[] }>({ id: 's', type: 'callback.slots', widget: 'main' })
    const moved = await ask(visitor, { at: slots[1]?.at })
    expect([moved.id, moved.overdueAt]).toEqual([id, undefined])
    await visitor.send({ id: 'c', type: 'callback.cancel', callback: id })
    await ask(visitor)
    await pass(11 * MINUTE)
    expect(told(visitor).overdueAt).toBeDefined()
    await anna.send({ id: 'a', type: 'callback.accept', callback: told(visitor).id })
    await settled()
    expect(told(visitor)).toMatchObject({ state: 'dialled' })
    expect(lateness(told(visitor))).toEqual(IN_TIME)
    await pass(30 * MINUTE)
    expect(lateness(told(visitor))).toEqual(IN_TIME)
  })

  it('has been promised nothing while its visitor was in the queue', async () => {
    const { visitor, pass } = await start()
    await visitor.send({ id: 'q', type: 'session.start', entry: 'webchat', widget: 'main' })
    await pass(20 * MINUTE)
    const callback = await ask(visitor)
    expect(callback.dueAt).toBe(MORNING)
    await pass(9 * MINUTE)
    expect(lateness(told(visitor))).toEqual(IN_TIME)
    await pass(MINUTE)
    expect(told(visitor).overdueAt).toBe(MORNING + 30 * MINUTE)
  })

  it('tells one that is kept aside nothing else', async () => {
    const { rig, pass } = await start()
    const many = await Promise.all(Array.from({ length: 3 }, () => rig.visitor()))
    for (const one of many) await ask(one)
    await pass(11 * MINUTE)
    expect(new Set(many.map(one => JSON.stringify(lateness(told(one))))).size).toBe(1)
    expect(told(many[2]!).overdueAt).toBeDefined()
  })
})

describe('a callback in a half hour', () => {
  it('is in time until that is over', async () => {
    const { visitor, pass } = await start()
    const from = MORNING + 30 * MINUTE
    await ask(visitor, { at: from })
    await pass(59 * MINUTE)
    expect(lateness(told(visitor))).toEqual(IN_TIME)
    expect(told(visitor).dueAt).toBe(from)
    await pass(MINUTE)
    expect(told(visitor).overdueAt).toBe(from + 30 * MINUTE)
  })
})

describe('where somebody is there at any time', () => {
  it('no hour is told, and it is late all the same', async () => {
    const { visitor, pass } = await start({})
    const callback = await ask(visitor)
    expect(callback).not.toHaveProperty('zone')
    await pass(10 * MINUTE)
    expect(lateness(told(visitor))).toEqual({ overdueAt: MORNING + 10 * MINUTE, opensAt: undefined })
  })
})

/** The clocks change in the night after these evenings: forward and back, by an hour and by half of one. */
const NIGHTS = [
  ['Europe/Prague', '2026-03-28T16:00'],
  ['Europe/Prague', '2026-10-24T16:00'],
  ['America/New_York', '2026-03-07T16:00'],
  ['America/New_York', '2026-10-31T16:00'],
  ['Australia/Lord_Howe', '2026-10-03T16:00'],
  ['Australia/Lord_Howe', '2027-04-03T16:00'],
] as const

describe('over a night in which the clocks change', () => {
  it.each(NIGHTS)('the hour that is told in %s on %s is the one at which the site opens', async (zone, evening) => {
    const seed = 27_11_2026
    const closes = Temporal.PlainDateTime.from(evening).toZonedDateTime(zone)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4 * 60, max: 11 * 60 }),
        fc.integer({ min: 1, max: 300 }),
        async (from, early) => {
          const opening = `${String(Math.floor(from / 60)).padStart(2, '0')}:${String(from % 60).padStart(2, '0')}`
          const week = Object.fromEntries(
            ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, [[opening, '16:00'] as const]]),
          )
          const { visitor, pass } = await start(
            { main: { hours: { zone, week } } },
            closes.epochMilliseconds - early * MINUTE,
          )
          await ask(visitor)
          await pass(early * MINUTE)
          const { opensAt = 0, overdueAt = Infinity } = told(visitor)
          const wall = Temporal.Instant.fromEpochMilliseconds(opensAt).toZonedDateTimeISO(zone)
          const next = closes.toPlainDate().add({ days: 1 })
          expect([wall.toPlainDate().toString(), wall.toPlainTime().toString().slice(0, 5)]).toEqual([
            next.toString(),
            opening,
          ])
          expect(overdueAt).toBeLessThanOrEqual(closes.epochMilliseconds)
          await pass(opensAt - closes.epochMilliseconds)
          expect(told(visitor)).not.toHaveProperty('opensAt')
        },
      ),
      { seed, numRuns: 4 },
    )
  })

  it('an hour that is reckoned as a day later would be caught', () => {
    const naive = at('2026-03-28T08:00:00Z') + 24 * HOUR
    const wall = Temporal.Instant.fromEpochMilliseconds(naive).toZonedDateTimeISO('Europe/Prague')
    expect(wall.toPlainTime().toString()).not.toBe('09:00:00')
  })
})
