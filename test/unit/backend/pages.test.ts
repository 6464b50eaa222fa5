import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Store } from '../../../demo/backend/store.js'
import { createRandom } from '../../support/seeded-random.js'
import { secretAddresses } from '../trust/addresses.js'
import { createRig, failureOf, OPERATORS, ring, settled } from './rig.js'

const widgets = {
  main: { page: { query: ['q'], patterns: ['/user/:id'], hash: true }, params: { order: 'Order number' } },
  strict: {},
}
const PAGE = { url: 'https://shop.example/lamps', title: 'Lamps' }

/** Everything a store was told to keep. */
const createWatchedStore = () => {
  const store = createMemoryStore('site')
  const written: string[] = []
  const { append } = store
  return {
    written,
    store: Object.assign(store, {
      append: (...batch: Parameters<typeof append>) => {
        written.push(JSON.stringify(batch))
        return append.apply(store, batch)
      },
    }),
  }
}

describe('the page a client is on', () => {
  it('is at the desk with the time they came to it, and later desks have the whole way', async () => {
    const rig = await createRig({ widgets })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    await ring(visitor)
    await visitor.send({ id: '1', type: 'page.share', page: PAGE, tab: 'one', zone: 'Europe/Prague' })
    await rig.pass(60_000)
    await visitor.send({ id: '2', type: 'page.share', page: { url: 'https://shop.example/moon' }, tab: 'one' })
    await settled()
    const client = anna.of('client.changed').at(-1)!.client
    expect(client).toMatchObject({ page: { url: 'https://shop.example/moon' }, zone: 'Europe/Prague' })
    expect(client).not.toHaveProperty('tab')
    const later = await rig.desk('boris')
    const [told] = later.of('pages.told')
    expect(told?.pages.map(({ url }) => new URL(url).pathname)).toEqual(['/lamps', '/moon'])
    expect(told!.pages[1]!.at! - told!.pages[0]!.at!).toBe(60_000)
    const again = await (await rig.restart()).desk('boris')
    expect(again.of('pages.told')).toEqual([told])
  })

  it('does not repeat, and the tab in front alone says that nobody looks', async () => {
    const rig = await createRig({ widgets })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    await ring(visitor)
    const share = (id: string, rest: object) => visitor.send({ id, type: 'page.share', ...rest })
    await share('1', { page: PAGE, tab: 'one' })
    await settled()
    const before = anna.of('client.changed').length
    await share('2', { page: PAGE, tab: 'one' })
    await share('3', { hidden: true, tab: 'two' })
    await settled()
    expect(anna.of('client.changed').length).toBe(before)
    await share('4', { hidden: true, tab: 'one' })
    await settled()
    expect(anna.of('client.changed').at(-1)?.client.page?.hidden).toBe(true)
    await share('5', { page: PAGE, tab: 'one' })
    await settled()
    expect(anna.of('client.changed').at(-1)?.client.page?.hidden).toBeUndefined()
  })

  it('is told with how far down it is in sight, where the widget asks for it and nowhere else', async () => {
    const rig = await createRig({ widgets: { ...widgets, far: { page: { scroll: true } } } })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    await ring(visitor)
    const seen: (number | undefined)[] = []
    for (const [widget, scroll] of [
      ['far', 30],
      ['far', 80],
      ['strict', 90],
    ] as const) {
      await visitor.send({
        id: `${widget}${scroll}`,
        type: 'page.share',
        page: { ...PAGE, scroll },
        tab: 'one',
        widget,
      })
      await settled()
      seen.push(anna.of('client.changed').at(-1)?.client.page?.scroll)
    }
    expect(seen).toEqual([30, 80, undefined])
    for (const scroll of [-1, 101, 1.5, '50']) {
      const wrong = visitor.send({
        id: `wrong ${scroll}`,
        type: 'page.share',
        page: { ...PAGE, scroll },
        widget: 'far',
      })
      expect(await failureOf(wrong)).toMatchObject({ kind: 'rejected' })
    }
  })

  it('is told by the rules of the widget: query, patterns and routes behind the hash', async () => {
    const rig = await createRig({ widgets })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    await ring(visitor)
    const url = 'https://shop.example/user/jana?q=moon&token=4f9k2#/basket'
    const seen: (string | undefined)[] = []
    for (const widget of ['main', 'strict', undefined]) {
      await visitor.send({ id: `${widget}`, type: 'page.share', page: { url }, ...(widget && { widget }) })
      await settled()
      seen.push(anna.of('client.changed').at(-1)?.client.page?.url)
    }
    expect(seen).toEqual([
      'https://shop.example/user/:id?q=moon#/basket',
      'https://shop.example/user/jana',
      'https://shop.example/user/jana',
    ])
  })

  it('stands in the session that begins there, with what had led to the site, both clean; visitors do not hear it', async () => {
    const rig = await createRig({ widgets })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    const referrer = 'https://search.example/find?q=private'
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main', page: PAGE, referrer }
    const { session } = await visitor.send(start)
    await settled()
    expect(anna.of('session.changed')[0]?.session).toMatchObject({
      page: PAGE,
      referrer: 'https://search.example/find',
    })
    expect(session).not.toHaveProperty('page')
    expect(session).not.toHaveProperty('referrer')
  })

  it('is told once, and answered again in the same way, though the rules of its widget have changed meanwhile', async () => {
    const rig = await createRig({ widgets })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    const page = { url: 'https://shop.example/list?q=red&page=2', title: 'List' }
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main', page }
    const first = await visitor.send(start)
    await rig.backend.configure({
      operators: OPERATORS,
      unattended: true,
      widgets: { main: { page: { query: ['q', 'page'] } } },
    })
    expect(await visitor.send(start)).toEqual(first)
    await settled()
    expect(new Set(anna.of('session.changed').map(({ session }) => session.id)).size).toBe(1)
    const other = { ...start, page: { ...page, url: 'https://shop.example/list?q=blue' } }
    expect(await failureOf(visitor.send(other))).toMatchObject({ code: 'conflict' })
  })

  it('is answered again in the same way, though the version that took it kept it by what was left of its page', async () => {
    const rig = await createRig({ widgets })
    const visitor = await rig.visitor()
    const page = { url: 'https://shop.example/list?q=red&page=2', title: 'List' }
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main', page }
    const first = await visitor.send(start)
    const [{ page: clean } = {}] = [...(await rig.desk()).of('snapshot')].flatMap(({ sessions }) => sessions)
    expect(clean?.url).toBe('https://shop.example/list?q=red')
    const hash = await rig.secrets.hash(JSON.stringify({ ...start, page: { ...page, url: clean?.url } }))
    const command: Store['command'] = async (...asked) => {
      const known = await rig.store.command(...asked)
      return known && { ...known, hash }
    }
    const later = await createRig({ widgets, store: { ...rig.store, command }, secrets: rig.secrets })
    const back = await later.visitor({ token: visitor.token })
    expect(await back.send(start)).toEqual(first)
    const other = { ...start, page: { ...page, url: 'https://shop.example/list?q=blue' } }
    expect(await failureOf(back.send(other))).toMatchObject({ code: 'conflict' })
  })

  it('S12: whatever a client sends, no secret of it is written or told', async () => {
    const { store, written } = createWatchedStore()
    const rig = await createRig({ widgets, store })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    await ring(visitor)
    const addresses = secretAddresses(createRandom(21).random)
    const leaked: string[] = []
    for (const [n, { url, title, secret }] of addresses.entries()) {
      const from = written.length
      const heard = anna.events.length
      const page = { url, ...(title !== undefined && { title }) }
      await visitor.send({ id: `p${n}`, type: 'page.share', page, widget: 'main' })
      await settled()
      const told = decode(written.slice(from).join() + JSON.stringify(anna.events.slice(heard)))
      if (told.includes(secret)) leaked.push(secret)
    }
    console.log(`S12 backend ${JSON.stringify({ seed: 21, addresses: addresses.length, leaked: leaked.length })}`)
    expect(leaked).toEqual([])
    expect(written.length).toBeGreaterThan(100)
    // The check sees one that is there.
    await visitor.send({ id: 'm', type: 'message.send', text: addresses[0]!.secret })
    expect(decode(written.at(-1)!)).toContain(addresses[0]!.secret)
  }, 60_000)
})

/** Without what a key that is in no store has made of an address: digits of a secret may stand in it by chance. */
const decode = (text: string): string =>
  text
    .replaceAll(/(\\*"place\\*":\\*")[\da-f]{64}/g, '$1')
    .replace(/%[\da-f]{2}/gi, code => String.fromCharCode(parseInt(code.slice(1), 16)))

describe('the parameters of a client', () => {
  it('have source, time and the label of the widget’s settings, and keep them while their value stays', async () => {
    const rig = await createRig({ widgets })
    const anna = await rig.desk()
    const visitor = await rig.visitor()
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main', params: { order: '7' } }
    await visitor.send(start)
    await rig.pass(60_000)
    await visitor.send({ id: 'p', type: 'params.set', params: { order: '7', plan: 'gold' }, widget: 'main' })
    await settled()
    const [order, plan] = anna.of('client.changed').at(-1)!.client.params
    expect(order).toMatchObject({ key: 'order', label: 'Order number', source: 'page' })
    expect(plan).toMatchObject({ key: 'plan', source: 'api' })
    expect(plan!.at! - order!.at!).toBe(60_000)
  })

  it('are at most fifty, and those that there are stay', async () => {
    const rig = await createRig({ widgets })
    const visitor = await rig.visitor()
    const many = (from: number) => Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`k${from + n}`, 'x']))
    await visitor.send({ id: '1', type: 'params.set', params: many(0) })
    const failure = await failureOf(visitor.send({ id: '2', type: 'params.set', params: many(40) }))
    expect(failure).toMatchObject({ kind: 'rejected', code: 'params.many' })
  })
})
