import { describe, expect, it } from 'vitest'
import { createGroups, type GroupSettings } from '../../../demo/backend/groups.js'
import { createRig, OPERATORS, ring, settled, type Desk } from './rig.js'

/* How long a client may be away is the group's to say: 2 minutes in the queue and 30 in a conversation, unless it is set. */

const MINUTE = 60_000
const GROUPS: Readonly<Record<string, GroupSettings>> = {
  short: { awayQueue: 1, awayChat: 5 },
  usual: {},
  long: { awayQueue: 10, awayChat: 120 },
}

const stateOf = (desk: Desk, id: string) =>
  desk.of('session.changed').findLast(({ session }) => session.id === id)?.session.state

/** Somebody rings at the first of these groups, and closes their last page. */
const leave = async (groups: Readonly<Record<string, GroupSettings>>, { isAccepted = false } = {}) => {
  const rig = await createRig({ groups })
  const [anna, boris] = [await rig.desk(), await rig.desk('boris')]
  const client = await rig.visitor()
  const { id } = await ring(client)
  if (isAccepted) await anna.send({ id: 'a', type: 'session.accept', session: id })
  client.end()
  return {
    ...{ rig, anna, boris, client, id },
    /** What the session is once they have been away for so many minutes more. */
    after: async (minutes: number) => {
      await rig.pass(minutes * MINUTE)
      return stateOf(boris, id)
    },
    toGroup: async (name: string) => {
      await anna.send({ id: `to ${name}`, type: 'session.redirect', session: id, to: 'group', name })
      await settled()
    },
    set: async (next: typeof groups) => {
      await rig.backend.configure({ operators: OPERATORS, widgets: { main: {} }, unattended: true, groups: next })
      await settled()
    },
  }
}

const { short = {}, usual = {}, long = {} } = GROUPS

describe('a client who is away has left', () => {
  it.each([
    ['the queue', 'short', 1, false],
    ['the queue', 'usual', 2, false],
    ['the queue', 'long', 10, false],
    ['a conversation', 'short', 5, true],
    ['a conversation', 'usual', 30, true],
    ['a conversation', 'long', 120, true],
  ] as const)('%s of a group that is %s after %i minutes', async (_, name, minutes, isAccepted) => {
    const { after } = await leave({ [name]: GROUPS[name] ?? {} }, { isAccepted })
    expect(await after(minutes - 0.2)).toBe(isAccepted ? 'accepted' : 'queued')
    expect(await after(0.4)).toBe('ended')
  })

  it('by the time of a conversation once they are accepted while they are away', async () => {
    const { rig, anna, id, after } = await leave({ short })
    await rig.pass(0.5 * MINUTE)
    await anna.send({ id: 'a', type: 'session.accept', session: id })
    expect(await after(4)).toBe('accepted')
    expect(await after(0.7)).toBe('ended')
  })

  it('by the times of the group that they are handed on to, counted from when they left', async () => {
    const { rig, toGroup, after, boris, id } = await leave({ long, short })
    await rig.pass(0.5 * MINUTE)
    await toGroup('short')
    expect(stateOf(boris, id)).toBe('queued')
    expect(await after(0.4)).toBe('queued')
    expect(await after(0.2)).toBe('ended')
  })

  it('at once where that group waits for nobody for so long', async () => {
    const { rig, toGroup, boris, id } = await leave({ long, short }, { isAccepted: true })
    await rig.pass(6 * MINUTE)
    await toGroup('short')
    expect(stateOf(boris, id)).toBe('ended')
  })

  it('later where that group waits for longer', async () => {
    const { rig, toGroup, after } = await leave({ short, long })
    await rig.pass(0.5 * MINUTE)
    await toGroup('long')
    expect(await after(9)).toBe('queued')
    expect(await after(1)).toBe('ended')
  })
})

describe('times that are set anew while somebody is away', () => {
  it('count at once: shorter ones for who has been away for longer, longer ones from when they left', async () => {
    const shorter = await leave({ main: long }, { isAccepted: true })
    await shorter.rig.pass(6 * MINUTE)
    await shorter.set({ main: short })
    expect(await shorter.after(0)).toBe('ended')

    const longer = await leave({ main: short })
    await longer.rig.pass(0.5 * MINUTE)
    await longer.set({ main: long })
    expect(await longer.after(9)).toBe('queued')
    expect(await longer.after(1)).toBe('ended')
  })

  it('make no reload a leaving', async () => {
    const { rig, client, anna, set } = await leave({ main: usual })
    const before = anna.of('client.changed').length
    await rig.pass(3_000)
    await set({ main: short })
    await rig.visitor({ token: client.token })
    await rig.pass(MINUTE)
    expect(anna.of('client.changed')).toHaveLength(before)
  })
})

it('groups that were written before there were such times have 2 and 30 minutes, and so has who is in no group', () => {
  const away = { queued: 2 * MINUTE, accepted: 30 * MINUTE }
  const groups = createGroups(JSON.parse('{"main":{"queueSize":4}}') as Record<string, GroupSettings>)
  expect(groups.find('main').away).toEqual(away)
  expect(createGroups().find().away).toEqual(away)
})
