import { describe, expect, it } from 'vitest'
import { REFERENCE_LASTS, referenceIn } from '../../../demo/backend/references.js'
import { CHANNELS, said, SECRET, startWithBridge } from './bridge.js'
import { failureOf, settled, type Desk } from './rig.js'

const TICKET = '21734-88260-41957-03318-64092-75531-90846-1'
const BASKET = { url: 'https://shop.example/basket', title: 'Basket' }
const press = (id: string, more: object = {}) => ({
  ...{ id, type: 'messenger.open', entry: 'whatsapp', reference: TICKET, widget: 'main', page: BASKET },
  ...more,
})

const start = async () => {
  const all = await startWithBridge({ ...CHANNELS, viber: { secret: SECRET } })
  return { ...all, visitor: await all.rig.visitor({ locale: 'cs' }), anna: await all.rig.desk() }
}
/** Clients of messengers as a desk knows them, by their contact’s name. */
const bridgedOn = (desk: Desk) => {
  const clients = [
    ...desk.of('snapshot').flatMap(event => event.clients),
    ...desk.of('client.changed').map(({ client }) => client),
  ].filter(({ channel }) => channel !== undefined)
  return [...new Map(clients.map(one => [one.name, one])).values()]
}

describe('a reference', () => {
  it('ties who comes with it to the page where the button was pressed, and leaves the words without it', async () => {
    const { visitor, anna, deliver } = await start()
    expect(await visitor.send(press('p'))).toEqual({})
    const reply = await deliver(said(`Good day #${TICKET}`))
    await settled()
    const from = { client: expect.any(String) as string, label: 'Visitor 1', widget: 'main' }
    expect(bridgedOn(anna)).toMatchObject([{ name: 'Jana', channel: 'whatsapp', page: BASKET, locale: 'cs', from }])
    expect(anna.of('message.added')[0]?.message.body.text).toBe('Good day')
    expect(anna.of('session.changed').at(-1)?.session.widget).toBe('main')
    // The bridge learns nothing of it.
    expect(Object.keys(reply).sort()).toEqual(['message', 'session'])
  })

  it('ties as well when the messenger is quicker than the page, also after a restart', async () => {
    const { rig, bridge, visitor, deliver } = await start()
    await deliver(said(`Good day #${TICKET}`))
    const again = await rig.restart()
    const anna = await again.desk()
    await (await again.visitor({ token: visitor.token })).send(press('p'))
    await settled()
    expect(bridgedOn(anna)).toMatchObject([{ page: BASKET, from: { label: 'Visitor 1' } }])
    expect(bridge.got).toEqual([])
  })

  it('ties nobody once its visitor is blocked, whether they pressed before or after', async () => {
    for (const when of ['before', 'after']) {
      const { visitor, anna, deliver } = await start()
      if (when === 'before') await visitor.send(press('p'))
      const { session } = await visitor.send({ id: 's', type: 'session.start', entry: 'webchat', widget: 'main' })
      await settled()
      const client = anna.of('session.changed').find(event => event.session.id === session.id)!.session.client
      await anna.send({ id: 'b', type: 'client.block', client, on: true })
      if (when === 'after') expect(await visitor.send(press('p'))).toEqual({})
      await deliver(said(`Good day #${TICKET}`))
      await settled()
      expect(bridgedOn(anna)).toHaveLength(1)
      expect(bridgedOn(anna)[0]).not.toHaveProperty('from')
      expect(bridgedOn(anna)[0]).not.toHaveProperty('page')
    }
  })

  it('that is handed over apart needs no words, as by the start of a bot', async () => {
    const { visitor, anna, deliver } = await start()
    await visitor.send(press('p'))
    const reply = await deliver(said('', { text: undefined, reference: TICKET }))
    expect(Object.keys(reply)).toEqual(['session'])
    await settled()
    expect(bridgedOn(anna)).toMatchObject([{ page: BASKET }])
    expect(anna.of('message.added')).toEqual([])
  })

  it('ties once: who brings it after somebody else comes from nowhere', async () => {
    const { visitor, anna, deliver, rig } = await start()
    await visitor.send(press('p'))
    await deliver(said(`Hello #${TICKET}`))
    await deliver(said(`Hello #${TICKET}`, { contact: { id: 'thief', name: 'Thief' } }))
    await (await rig.visitor()).send(press('q', { page: { url: 'https://shop.example/other' } }))
    await settled()
    const [jana, thief] = bridgedOn(anna)
    expect([jana?.page?.url, thief?.page, thief?.from]).toEqual([BASKET.url, undefined, undefined])
  })

  it('of one messenger’s button says nothing about who comes by another', async () => {
    const { visitor, anna, deliver } = await start()
    await visitor.send(press('p'))
    await deliver(said(`Hello #${TICKET}`), 'viber')
    await settled()
    expect(bridgedOn(anna)[0]).not.toHaveProperty('from')
  })

  it('that the page told a day ago ties nobody any more', async () => {
    const { rig, visitor, deliver } = await start()
    await visitor.send(press('p'))
    await rig.pass(REFERENCE_LASTS)
    await deliver(said(`Hello #${TICKET}`))
    expect(bridgedOn(await rig.desk())[0]).not.toHaveProperty('from')
  })

  it('that a messenger brought a day ago ties nobody any more', async () => {
    const { rig, visitor, deliver } = await start()
    await deliver(said(`Hello #${TICKET}`))
    await rig.pass(REFERENCE_LASTS)
    await (await rig.visitor({ token: visitor.token })).send(press('p'))
    expect(bridgedOn(await rig.desk())[0]).not.toHaveProperty('from')
  })

  it('stands nowhere in the log: only its hash does', async () => {
    const { rig, visitor, deliver } = await start()
    await visitor.send(press('p'))
    await deliver(said(`Hello #${TICKET}`))
    const rows = JSON.stringify(await rig.store.rows(0, 1_000)).replaceAll(`hash of ${TICKET}`, '')
    expect(rows).not.toContain(TICKET)
  })

  it('is taken from a page only in the form of a button’s own, and twenty a day', async () => {
    const { visitor } = await start()
    const short = visitor.send(press('s', { reference: '482913' }))
    expect(await failureOf(short)).toEqual({ kind: 'rejected', code: 'malformed' })
    const other = visitor.send(press('o', { widget: 'other' }))
    expect(await failureOf(other)).toEqual({ kind: 'rejected', code: 'widget.unknown' })
    for (let n = 10; n < 30; n++) await visitor.send(press(`p${n}`, { reference: `0000-0000-0000-00${n}` }))
    const many = visitor.send(press('m', { reference: '1111-0000-0000-0000' }))
    expect(await failureOf(many)).toEqual({ kind: 'rejected', code: 'reference.many' })
  })

  it('goes with its visitor when they are forgotten', async () => {
    const { rig, visitor, deliver } = await start()
    await visitor.send(press('p'))
    await visitor.send({ id: 'f', type: 'visitor.forget' })
    await deliver(said(`Hello #${TICKET}`))
    expect(bridgedOn(await rig.desk())[0]).not.toHaveProperty('from')
  })
})

it.each([
  ['at the end', `Good day #${TICKET}`, TICKET, 'Good day'],
  ['alone', `#${TICKET}`, TICKET, `#${TICKET}`],
  ['in the middle', `Good #${TICKET} day`, TICKET, 'Good day'],
  ['that is the site’s own', 'Order #482913', undefined, 'Order #482913'],
  ['inside a word', `x#${TICKET}`, undefined, `x#${TICKET}`],
])('a reference %s of a text is found for what it is', (_, text, reference, rest) => {
  expect(referenceIn({ text })).toEqual({ ...(reference && { reference }), text: rest })
})
