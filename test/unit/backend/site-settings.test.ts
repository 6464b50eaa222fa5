import { describe, expect, it } from 'vitest'
import { createKeeper } from '../../../demo/backend/site/keeper.js'
import { createMemoryShelf, type SiteShelf, type WidgetRecord } from '../../../demo/backend/site/record.js'
import type { SettingChange, SiteSettings } from '../../../demo/protocol/desk.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf, OPERATORS, ring, settled } from './rig.js'

const SHOP: WidgetRecord = { title: 'Shop', origins: ['https://shop.example'], privacy: 'https://shop.example/privacy' }
const ADMINS = OPERATORS.map(one => ({ ...one, admin: one.id === 'anna' }))

/** A site whose settings Anna may change at the desk, as a server has it. */
const openSite = async (given: Partial<SiteShelf> = {}) => {
  const shelf = { ...createMemoryShelf(), ...given }
  const logged: string[] = []
  const virtual = createVirtualClock()
  const site = createKeeper({
    shelf,
    base: { widgets: { main: SHOP }, groups: {} },
    operators: () => ADMINS,
    hasLooks: true,
    apply: async () => {
      await rig.backend.configure({ ...site.read(), operators: ADMINS })
      await settled()
    },
  })
  const rig = await createRig({
    ...{ site, virtual, widgets: site.read().widgets },
    log: (...line) => logged.push(line.join(' ')),
  })
  await rig.backend.configure({ ...site.read(), operators: ADMINS })
  const anna = await rig.desk('anna')
  let count = 0
  const order = async <T>(type: string, what: object = {}, desk = anna) =>
    (await desk.send({ id: `${desk === anna ? 'a' : 'b'}${++count}`, type, ...what })) as T
  const get = () => order<SiteSettings>('settings.get')
  const version = async (name = 'main') =>
    (await get()).widgets.concat((await get()).groups).find(one => one.name === name)?.version ?? ''
  return { ...rig, shelf, logged, virtual, anna, order, get, version }
}

const HOURS = { always: '', zone: 'Europe/Prague', mon: '8:00-12:00, 13:00-17:00', dates: '2026-12-24 closed' }

describe('the settings of a site', () => {
  it('are read as one would type them, and changed in part: the rest stays, origins too', async () => {
    const { get, order, version, shelf, logged } = await openSite()
    const [main] = (await get()).widgets
    expect(main).toMatchObject({
      name: 'main',
      values: { title: 'Shop', privacy: SHOP.privacy, buttons: 'webchat', entryForm: '', feedback: '' },
    })
    const reply = await order<SettingChange>('widget.change', {
      name: 'main',
      version: await version(),
      values: { title: ' Lamps ', privacy: '', feedback: 'ten transcript', buttons: 'webchat callback' },
    })
    expect(reply).toEqual({ version: await version() })
    expect(shelf.widgets().main).toEqual({
      title: 'Lamps',
      origins: SHOP.origins,
      feedback: { scale: 'ten', transcript: true },
      buttons: ['webchat', 'callback'],
    })
    expect(logged).toContain('info settings.changed widget.change main by anna')
  })

  it('say what is told of addresses, to open pages too, and nothing else is let through', async () => {
    const { get, order, version, visitor, anna } = await openSite()
    const change = async (page: string) =>
      order<SettingChange>('widget.change', { name: 'main', version: await version(), values: { page } })
    const eve = await visitor()
    const shown = async (id: string) => {
      const page = { url: 'https://shop.example/find?q=lamp&from=mail#top', title: id }
      await eve.send({ id, type: 'page.share', widget: 'main', page })
      await settled()
      return anna.of('client.changed').at(-1)?.client.page?.url
    }
    expect(await shown('before')).toBe('https://shop.example/find')
    await change('{"query":["q"]}')
    await settled()
    expect(JSON.parse((await get()).widgets[0]?.values.page ?? '')).toEqual({ query: ['q'] })
    expect(eve.of('settings.changed').at(-1)?.settings.page).toEqual({ query: ['q'] })
    expect(await shown('then')).toBe('https://shop.example/find?q=lamp')
    await change('')
    expect(await shown('after')).toBe('https://shop.example/find')
  })

  it('say what is on when a call begins, for each way in: pages hear of what is set, and an empty one goes', async () => {
    const { get, order, version, visitor, shelf } = await openSite()
    const change = async (values: Record<string, string>) =>
      order<SettingChange>('widget.change', { name: 'main', version: await version(), values })
    const eve = await visitor()
    expect(JSON.stringify(eve.of('hello'))).not.toContain('starts')
    await change({ videoStart: 'microphone', callbackStart: 'both' })
    await settled()
    expect((await get()).widgets[0]?.values).toMatchObject({ videoStart: 'microphone', webchatStart: '' })
    expect(eve.of('settings.changed').at(-1)).toMatchObject({
      settings: { starts: { video: 'microphone', callback: 'both' } },
    })
    const { faults } = await change({ videoStart: 'everything' })
    expect(faults).toEqual([
      { name: 'videoStart', text: 'This must be both or camera or microphone or none, not “everything”.' },
    ])
    await change({ videoStart: '', callbackStart: '' })
    expect(shelf.widgets().main).toEqual(SHOP)
  })

  it('have a field for the account at each messenger: only what is one counts, and an empty one goes', async () => {
    const { get, order, version, shelf } = await openSite()
    const change = async (values: Record<string, string>) =>
      order<SettingChange>('widget.change', { name: 'main', version: await version(), values })
    await change({ telegram: 'shop_bot', whatsapp: ' +420601234567 ' })
    expect(shelf.widgets().main).toMatchObject({ messengers: { telegram: 'shop_bot', whatsapp: '+420601234567' } })
    expect((await get()).widgets[0]?.values).toMatchObject({ telegram: 'shop_bot', whatsapp: '+420601234567', vk: '' })
    const { faults } = await change({ whatsapp: '601', line: 'shop', telegram: '' })
    expect(faults?.map(({ name }) => name)).toEqual(['whatsapp', 'line'])
    expect(faults?.[0]?.text).toBe('“601” is no account of whatsapp: a number in E.164, such as +420601234567.')
    expect(shelf.widgets().main).toMatchObject({ messengers: { telegram: 'shop_bot' } })
    await change({ telegram: '', whatsapp: '' })
    expect(shelf.widgets().main).toEqual(SHOP)
  })

  it('say how long somebody of a group may be away; what was set in part stays, and an empty one is the usual', async () => {
    const { get, order, version, shelf } = await openSite()
    const change = async (values: Record<string, string>, from?: string) =>
      order<SettingChange>('group.change', { name: 'sales', ...(from !== undefined && { version: from }), values })
    await change({ awayQueue: ' 5 ', awayChat: '60' })
    expect(shelf.groups().sales).toEqual({ awayQueue: 5, awayChat: 60 })
    await change({ queueSize: '4', awayChat: '' }, await version('sales'))
    expect(shelf.groups().sales).toEqual({ queueSize: 4, awayQueue: 5 })
    expect((await get()).groups[0]?.values).toMatchObject({ awayQueue: '5', awayChat: '' })
  })

  it('say what is not right beside its field, all at once, and stay what they were', async () => {
    const { order, version, shelf } = await openSite()
    const { faults } = await order<SettingChange>('widget.change', {
      name: 'main',
      version: await version(),
      values: {
        title: ' ',
        privacy: 'javascript:alert(1)',
        buttons: 'webchat bell',
        brand: 'url(x)',
        position: 'up',
        group: 'nobody',
        entryForm: '{"id":"e","fields":[{"name":"a","type":"stone","label":"A"}]}',
        feedback: 'hearts',
        offlineForm: '{',
        rules: '{"list":[{"id":"hello","then":[{"do":"popUp"}]}]}',
        page: '{"query":"q"}',
      },
    })
    expect(Object.fromEntries(faults?.map(({ name, text }) => [name, text]) ?? [])).toEqual({
      title: 'This has 1 to 80 characters: it heads the panel.',
      privacy: 'This must be an address such as https://shop.example/privacy, not “javascript:alert(1)”.',
      buttons: 'This must be some of webchat, video, callback, not “webchat bell”.',
      brand: 'This must be a CSS colour such as #17695b, not “url(x)”.',
      position: 'This must be right or left, not “up”.',
      group: 'There is no group “nobody”.',
      entryForm: expect.stringContaining('The field “a” is of no kind that there is: “stone”') as string,
      feedback: 'This must be stars, smileys, thumbs or ten, perhaps with “transcript”, not “hearts”.',
      offlineForm: expect.stringContaining('This cannot be read as JSON') as string,
      page: '`query` is a list of names such as ["q"].',
      rules: 'The rule “hello” cannot be followed: then[0].text must be a text of 1 to 500 characters.',
    })
    const group = await order<SettingChange>('group.change', {
      name: '7',
      values: {
        ...HOURS,
        zone: 'Mars/Base',
        tue: '9-8',
        dates: '2026-02-30 closed\n2026-12-31',
        queueSize: '0',
        awayQueue: '2 min',
        awayChat: '9999',
        operators: 'eve',
      },
    })
    expect(group.faults?.map(({ name }) => name).sort()).toEqual(
      ['name', 'zone', 'tue', 'dates', 'queueSize', 'awayQueue', 'awayChat', 'operators'].sort(),
    )
    expect(group.faults?.find(({ name }) => name === 'awayChat')?.text).toBe(
      'This must be whole minutes from 1 to 1440, or usual (30), not “9999”.',
    )
    expect([shelf.widgets(), shelf.groups(), shelf.edition()]).toEqual([{}, {}, 1])
  })

  it('are for administrators, and for those who are one now', async () => {
    const { desk, order, backend, shelf, version } = await openSite()
    const boris = await desk('boris')
    const mine = { name: 'main', version: await version(), values: { title: 'Mine' } }
    for (const type of ['settings.get', 'widget.change', 'group.change', 'group.remove'])
      expect(await failureOf(order(type, mine, boris))).toEqual({ kind: 'rejected', code: 'admin.only' })
    await backend.configure({ operators: OPERATORS, widgets: { main: SHOP }, groups: {} })
    expect(await failureOf(order('widget.change', mine))).toEqual({ kind: 'rejected', code: 'admin.only' })
    expect(shelf.widgets()).toEqual({})
  })

  it('are changed by the quicker of two; the other hears of it, and writes over nothing they have not seen', async () => {
    const { order, version, shelf, anna } = await openSite()
    const before = await version()
    const change = (title: string, seen = before) =>
      order<SettingChange>('widget.change', { name: 'main', version: seen, values: { title } })
    await change('Lamps')
    expect(await failureOf(change('Bulbs'))).toEqual({ kind: 'rejected', code: 'settings.changed' })
    expect(shelf.widgets().main?.title).toBe('Lamps')
    expect(anna.of('settings.changed').length).toBeGreaterThan(0)
    // The same once more, as after an answer that was lost, is so already.
    expect(await change('Lamps')).toEqual({ version: await version() })
    await change('Bulbs', await version())
    expect(shelf.widgets().main?.title).toBe('Bulbs')
  })

  it('a backend that does not look is caught: two who write at the same moment, one of them over the other', async () => {
    const blind = createMemoryShelf()
    const both = async (swapWidget: SiteShelf['swapWidget']) => {
      const { order, version } = await openSite({ ...blind, swapWidget })
      const seen = await version()
      const change = (title: string) => order('widget.change', { name: 'main', version: seen, values: { title } })
      const done = await Promise.allSettled([change('One'), change('Other')])
      return done.filter(({ status }) => status === 'fulfilled').length
    }
    expect(await both((name, _, widget) => blind.swapWidget(name, blind.widgets()[name], widget))).toBe(2)
    const honest = createMemoryShelf()
    expect(await both((...change) => honest.swapWidget(...change))).toBe(1)
  })
})

describe('settings that change while pages are open', () => {
  it('reach them: title, forms and privacy at once, and nothing is told where nothing has changed', async () => {
    const { visitor, order, version } = await openSite()
    const open = await visitor()
    const form = { id: 'entry', fields: [{ name: 'topic', type: 'text', label: 'Topic' }] }
    const values = { title: 'Lamps', entryForm: JSON.stringify(form), privacy: '' }
    await order('widget.change', { name: 'main', version: await version(), values })
    await settled()
    expect(open.of('settings.changed')).toEqual([
      {
        type: 'settings.changed',
        settings: { title: 'Lamps', entryForm: form, team: open.of('hello')[0]?.settings.team },
      },
    ])
    await order('widget.change', { name: 'main', version: await version(), values: { brand: 'teal' } })
    await settled()
    expect(open.of('settings.changed')).toHaveLength(1)
    expect(open.closed).toBeUndefined()
  })

  it('close the door of a group at once, and open it when its hour comes', async () => {
    const { visitor, order, virtual, pass } = await openSite()
    const open = await visitor()
    expect(open.of('hello')[0]?.availability.webchat).toEqual({ state: 'online' })
    const now = virtual.clock.now()
    const soon = new Date(now + 2 * 3_600_000).toISOString()
    const date = `${soon.slice(0, 10)} ${soon.slice(11, 13)}:00-24:00`
    await order('group.change', { name: 'sales', values: { always: '', zone: 'UTC', dates: date } })
    await settled()
    expect(open.of('availability.changed').at(-1)?.availability.webchat).toMatchObject({
      state: 'offline',
      reason: 'hours',
    })
    await pass(2 * 3_600_000)
    expect(open.of('availability.changed').at(-1)?.availability.webchat).toEqual({ state: 'online' })
  })

  it('leave alone who talks: a conversation goes on, and a group that is gone gives back who waits to the next', async () => {
    const { visitor, order, version, get, anna } = await openSite()
    await order('group.change', { name: 'sales', values: { operators: 'anna' } })
    const open = await visitor()
    const session = await ring(open)
    await order('session.accept', { session: session.id })
    await order('group.change', {
      name: 'sales',
      version: await version('sales'),
      values: { ...HOURS, mon: '', dates: '' },
    })
    await order('message.send', { session: session.id, text: 'Still here' })
    await settled()
    expect(open.of('message.added').at(-1)?.message.body.text).toBe('Still here')
    await order('group.remove', { name: 'sales', version: await version('sales') })
    expect((await get()).groups).toEqual([])
    expect(anna.of('groups.changed').at(-1)?.groups).toEqual([])
  })
})
