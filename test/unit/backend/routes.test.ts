import { describe, expect, it } from 'vitest'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import type { Route } from '../../../demo/backend/routes.js'
import { createRig, settled } from './rig.js'

const GROUPS: Readonly<Record<string, GroupSettings>> = {
  sales: {},
  repairs: { queueSize: 1 },
  czech: {},
  night: { hours: { zone: 'UTC', week: {} } },
}

interface Coming {
  locale?: string
  params?: Record<string, string>
  form?: Record<string, string>
  group?: string
  widget?: string
}

/** A house with these rules; `come` rings there and gives where it led to. */
const house = async (routes: readonly Route[]) => {
  const widgets = { main: {}, workshop: { group: 'czech' } }
  const rig = await createRig({ groups: GROUPS, widgets, routes })
  const anna = await rig.desk()
  const come = async ({ widget = 'main', ...coming }: Coming = {}) => {
    const client = await rig.visitor({ widget })
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget, ...coming }
    const { session } = await client.send(start)
    await settled()
    const { group, waitsFor } = anna.of('session.changed').findLast(one => one.session.id === session.id)?.session ?? {}
    return waitsFor ?? group
  }
  return { ...rig, anna, come }
}

describe('a rule', () => {
  const repairs: Route = { params: { topic: 'repair' }, group: 'repairs' }

  it.each<[string, Route, Coming, string]>([
    ['by parameter', repairs, { params: { topic: 'repair' } }, 'repairs'],
    ['by what the entry form asked', repairs, { form: { topic: 'repair' } }, 'repairs'],
    ['by language, in all its regions', { lang: 'cs', group: 'czech' }, { locale: 'cs-CZ' }, 'czech'],
    ['by language and region', { lang: 'pt-BR', group: 'czech' }, { locale: 'pt-br' }, 'czech'],
    ['by entry', { entry: 'webchat', group: 'czech' }, {}, 'czech'],
    ['to an operator', { lang: 'cs', operator: 'boris' }, { locale: 'cs' }, 'boris'],
  ])('leads %s', async (_, route, coming, where) => {
    const { come } = await house([route])
    expect(await come(coming)).toBe(where)
  })

  it.each<[string, Route, Coming, string]>([
    ['another value', repairs, { params: { topic: 'repairs' } }, 'sales'],
    ['no parameter', repairs, {}, 'sales'],
    ['one of two conditions', { ...repairs, lang: 'cs' }, { params: { topic: 'repair' }, locale: 'de' }, 'sales'],
    ['a language that begins alike', { lang: 'cs', group: 'czech' }, { locale: 'csb' }, 'sales'],
    ['another entry', { entry: 'video', group: 'czech' }, {}, 'sales'],
    ['a key that every object has', { params: { constructor: 'x' }, group: 'czech' }, {}, 'sales'],
    ['a widget with a group of its own', repairs, { widget: 'workshop' }, 'czech'],
    ['a group that the page chose', repairs, { params: { topic: 'repair' }, group: 'czech' }, 'czech'],
  ])('leaves alone who comes with %s', async (_, route, coming, where) => {
    const { come } = await house([route])
    expect(await come(coming)).toBe(where)
  })
})

describe('rules', () => {
  it('are asked in their order', async () => {
    const by = (group: string): Route => ({ entry: 'webchat', group })
    expect(await (await house([by('czech'), by('repairs')])).come()).toBe('czech')
    expect(await (await house([by('repairs'), by('czech')])).come()).toBe('repairs')
  })

  it('are passed over while they lead to nobody: a full queue, closed doors, an operator who is away or busy, nothing', async () => {
    const to = (where: Partial<Route>): Route => ({ entry: 'webchat', ...where })
    const rules = [
      to({ group: 'kitchen' }),
      to({ group: 'night' }),
      to({ operator: 'nobody' }),
      to({ group: 'repairs' }),
    ]
    const { come, desk } = await house([...rules, to({ operator: 'boris' }), to({ group: 'czech' })])
    expect([await come(), await come()]).toEqual(['repairs', 'boris'])
    await (await desk('boris')).send({ id: 'off', type: 'operator.available', on: false })
    expect(await come()).toBe('czech')
  })

  it('may be changed while everything runs', async () => {
    const { come, backend } = await house([])
    expect(await come()).toBe('sales')
    const routes: Route[] = [{ entry: 'webchat', group: 'czech' }]
    const operators = [{ id: 'anna', name: 'Anna', available: true, maxChats: 4 }]
    await backend.configure({ operators, widgets: { main: {} }, groups: GROUPS, routes })
    expect(await come()).toBe('czech')
  })
})
