import { describe, expect, it } from 'vitest'
import { CHANNELS, relaysOn, said, SECRET, startWithBridge as start } from './bridge.js'
import { ring, settled } from './rig.js'

describe('what is said to a client of a messenger', () => {
  const talk = async (more: object = {}, channels = CHANNELS) => {
    const started = await start(channels, more)
    const { session } = await started.deliver(said('Hello'))
    const anna = await started.rig.desk()
    await anna.send({ id: 'a', type: 'session.accept', session })
    let n = 0
    const say = (text: string) => anna.send({ id: `s${++n}`, type: 'message.send', session, text })
    return { ...started, anna, session, say }
  }
  const texts = ({ bridge: { got } }: Awaited<ReturnType<typeof talk>>) => got.map(({ data }) => data.text)

  it('goes to the webhook in order, signed: that they were accepted, the words, and the end', async () => {
    const all = await talk()
    const { bridge, anna, session, say } = all
    await say('Good day')
    await say('How can I help?')
    await anna.send({ id: 'e', type: 'session.end', session })
    await bridge.tried(4)
    expect(bridge.got.map(({ type, data }) => [type, data.text, data.operator?.name])).toEqual([
      ['session.accepted', 'Anna is here', 'Anna'],
      ['message.sent', 'Good day', 'Anna'],
      ['message.sent', 'How can I help?', 'Anna'],
      ['session.ended', 'The conversation has ended', undefined],
    ])
    expect(bridge.got[1]).toMatchObject({
      timestamp: new Date(bridge.virtual.clock.now()).toISOString(),
      data: { channel: 'whatsapp', contact: '420601234567', session },
    })
    expect(relaysOn(anna)).toEqual([])
  })

  it('never goes where a visitor of a page is talked to', async () => {
    const { rig, bridge } = await start()
    const visitor = await rig.visitor()
    const { id: session } = await ring(visitor)
    const anna = await rig.desk()
    await anna.send({ id: 'a', type: 'session.accept', session })
    await anna.send({ id: 's', type: 'message.send', session, text: 'Hi' })
    await settled()
    expect(bridge.tries).toEqual([])
  })

  it('is tried again after 5, 15 and 45 s, then twice as long up to an hour, and arrives once and in order', async () => {
    const all = await talk()
    const { bridge, rig, anna, say } = all
    await bridge.tried(1)
    let left = 12
    bridge.answer = async () => (left-- > 0 ? 503 : 200)
    const from = bridge.virtual.clock.now()
    await say('One')
    await say('Two')
    await bridge.tried(2)
    expect(relaysOn(anna).map(({ delivery }) => delivery)).toMatchObject([
      { state: 'waiting', tries: 1, why: '503', at: from + 5_000 },
      { state: 'queued', tries: 0 },
    ])
    const waits = [5, 15, 45, 90, 180, 360, 720, 1_440, 2_880, 3_600, 3_600, 3_600].map(s => s * 1_000)
    for (const [n, wait] of waits.entries()) {
      await rig.pass(wait - 1_000)
      expect(bridge.tries).toHaveLength(n + 2)
      await rig.pass(1_000)
      await bridge.tried(n + 3)
    }
    await bridge.tried(15)
    expect(texts(all)).toEqual(['Anna is here', 'One', 'Two'])
    expect(new Set(bridge.tries.slice(1, 14).map(({ id }) => id)).size).toBe(1)
    console.log(
      `relay ${JSON.stringify({ tries: bridge.tries.length, arrived: bridge.got.length, waits: waits.length })}`,
    )
  })

  it('goes on over a restart: what waits arrives, what has arrived does not come again', async () => {
    const all = await talk()
    const { bridge, rig, say } = all
    await bridge.tried(1)
    bridge.answer = async () => {
      throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' })
    }
    await say('One')
    await say('Two')
    await bridge.tried(2)
    await rig.backend.dispose()
    const again = await rig.restart()
    bridge.answer = async () => 200
    await again.pass(5_000)
    await bridge.tried(4)
    expect(texts(all)).toEqual(['Anna is here', 'One', 'Two'])
    const third = await again.restart()
    await third.pass(3_600_000)
    expect(texts(all)).toEqual(['Anna is here', 'One', 'Two'])
  })

  it('that the bridge will never take is dead, says so at the desk, and holds up nothing behind it', async () => {
    const all = await talk()
    const { bridge, rig, anna, say } = all
    bridge.answer = async ({ data }) => (data.text === 'One' ? 422 : 200)
    await say('One')
    await say('Two')
    await bridge.tried(3)
    expect(texts(all)).toEqual(['Anna is here', 'Two'])
    const dead = { state: 'refused', tries: 1, why: '422' }
    expect(relaysOn(anna)).toMatchObject([{ channel: 'whatsapp', delivery: dead }])
    expect(relaysOn(await (await rig.restart()).desk())).toMatchObject([{ delivery: dead }])
  })

  it('that was dead goes out again when its operator asks, under its own id, and nobody else may ask', async () => {
    const all = await talk()
    const { bridge, rig, anna, session, say } = all
    bridge.answer = async ({ data }) => (data.text === 'One' ? 422 : 200)
    await say('One')
    await say('Two')
    await bridge.tried(3)
    const [dead] = relaysOn(anna)
    const boris = await rig.desk('boris')
    const retry = { type: 'relay.retry' as const, session, relay: dead?.id ?? '' }
    await expect(boris.send({ id: 'b', ...retry })).rejects.toMatchObject({ failure: { code: 'session.notYours' } })
    await expect(anna.send({ id: 'n', ...retry, relay: 'none' })).rejects.toMatchObject({ failure: { kind: 'gone' } })
    await anna.send({ id: 'again', ...retry })
    await bridge.tried(4)
    expect(relaysOn(anna)).toMatchObject([{ delivery: { state: 'refused', tries: 1 } }])
    bridge.answer = async () => 200
    await anna.send({ id: 'once more', ...retry })
    await bridge.tried(5)
    expect(texts(all)).toEqual(['Anna is here', 'Two', 'One'])
    expect(relaysOn(anna)).toEqual([])
    await expect(anna.send({ id: 'too late', ...retry })).rejects.toMatchObject({ failure: { kind: 'gone' } })
    expect(bridge.tries.map(({ id }) => id).filter(id => id === dead?.id)).toHaveLength(3)
  })

  it('is given up after a day', async () => {
    const { bridge, rig, anna, say } = await talk()
    await bridge.tried(1)
    bridge.answer = async () => 500
    await say('One')
    await rig.pass(40 * 3_600_000)
    await bridge.until(() => relaysOn(anna)[0]?.delivery.state === 'refused')
    expect(relaysOn(anna)).toMatchObject([{ delivery: { state: 'refused', why: '500' } }])
    const tries = bridge.tries.length
    await rig.pass(7_200_000)
    expect(bridge.tries).toHaveLength(tries)
  })

  it('waits where there is no webhook yet, and goes out once there is one', async () => {
    const { rig, bridge, anna, say } = await talk({}, { whatsapp: { secret: SECRET } } as typeof CHANNELS)
    await say('One')
    await settled()
    expect(relaysOn(anna).map(({ delivery }) => delivery.why)).toEqual(['noWebhook', undefined])
    const now = { operators: [{ id: 'anna', name: 'Anna', available: true, maxChats: 4 }], widgets: { main: {} } }
    await rig.backend.configure({ ...now, channels: CHANNELS })
    await rig.pass(5_000)
    await bridge.tried(2)
    expect(bridge.got.map(({ data }) => data.text)).toEqual(['Anna is here', 'One'])
  })

  it('to one client waits for nobody else’s', async () => {
    const all = await talk()
    const { bridge, deliver, anna, say } = all
    bridge.answer = async ({ data }) => (data.contact === '420601234567' ? 503 : 200)
    await say('One')
    const other = await deliver(said('Hi', { contact: { id: 'other' } }))
    await anna.send({ id: 'b', type: 'session.accept', session: other.session })
    await bridge.until(() => bridge.got.length === 1)
    expect(bridge.got.filter(({ data }) => data.contact === 'other')).toHaveLength(1)
  })
})
