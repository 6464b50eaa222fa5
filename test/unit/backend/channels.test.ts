import { describe, expect, it } from 'vitest'
import { CHANNELS, createBridge, said, SECRET, startWithBridge as start } from './bridge.js'
import { createRig, failureOf, settled, textsOf } from './rig.js'

describe('a message by a bridge', () => {
  it('brings its client into the queue with the mark of the messenger, and the words to the desk', async () => {
    const { rig, deliver } = await start()
    const anna = await rig.desk()
    const { session } = await deliver(said('Do you deliver to Slovakia?'))
    await settled()
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({
      ...{ id: session, entry: 'whatsapp', state: 'queued', position: 1, widget: 'whatsapp' },
    })
    const { client } = anna.of('client.changed').at(-1)!
    expect(client).toMatchObject({ name: 'Jana', phone: '+420601234567', channel: 'whatsapp', visits: 0 })
    expect(client).not.toHaveProperty('contact')
    expect(textsOf(anna)).toEqual(['Do you deliver to Slovakia?'])
    const boris = await rig.desk('boris')
    expect(boris.of('snapshot')[0]).toMatchObject({ sessions: [{ id: session }], clients: [{ id: client.id }] })
  })

  it('that comes again is one message, also at once and after a restart, and in other words a conflict', async () => {
    const { bridge, rig, deliver } = await start()
    const message = said('Hello')
    const [one, two] = await Promise.all([deliver(message), deliver(message)])
    const again = await rig.restart()
    const three = await bridge.deliver(again.backend, message)
    expect([two, three]).toEqual([one, one])
    expect(textsOf(await again.desk())).toEqual(['Hello'])
    expect(await failureOf(bridge.deliver(again.backend, { ...message, text: 'Other' }))).toMatchObject({
      code: 'conflict',
    })
  })

  it('goes on in the open conversation, and opens another one after its end', async () => {
    const { rig, deliver } = await start()
    const anna = await rig.desk()
    const first = await deliver(said('One'))
    expect((await deliver(said('Two'))).session).toBe(first.session)
    await anna.send({ id: 'a', type: 'session.accept', session: first.session })
    expect((await deliver(said('Three'))).session).toBe(first.session)
    await anna.send({ id: 'e', type: 'session.end', session: first.session })
    const next = await deliver(said('Four'))
    expect(next.session).not.toBe(first.session)
    await settled()
    expect(anna.of('client.changed').at(-1)?.client).toMatchObject({ visits: 1 })
  })

  it('waits however long it takes: who writes by a messenger is never away', async () => {
    const { rig, deliver } = await start()
    const { session } = await deliver(said('One'))
    const again = await rig.restart()
    await again.pass(3_600_000)
    expect((await again.desk()).of('snapshot')[0]?.sessions).toMatchObject([{ id: session, state: 'queued' }])
  })

  it('rings at the group of its channel, and rules know its mark', async () => {
    const groups = { sales: {}, repairs: {} }
    const channels = { whatsapp: { ...CHANNELS.whatsapp, group: 'repairs' }, viber: { secret: SECRET } }
    const routes = [{ entry: 'viber' as const, operator: 'boris' }]
    const { rig, deliver } = await start(channels, { groups, routes })
    const anna = await rig.desk()
    await deliver(said('One'))
    await deliver(said('Two'), 'viber')
    await settled()
    const sessions = anna.of('session.changed').map(event => event.session)
    expect(sessions.map(({ entry, group, waitsFor }) => [entry, group, waitsFor])).toEqual([
      ['whatsapp', 'repairs', undefined],
      ['viber', 'sales', 'boris'],
    ])
  })

  it('of a channel with a name of its own counts as a messenger, and says its name', async () => {
    const { rig, deliver } = await start({ signal: { secret: SECRET } })
    await deliver(said('One'), 'signal')
    const [snapshot] = (await rig.desk()).of('snapshot')
    expect(snapshot).toMatchObject({ sessions: [{ entry: 'messenger' }], clients: [{ channel: 'signal' }] })
  })

  it('of one contact at two channels is of two clients', async () => {
    const { rig, deliver } = await start({ ...CHANNELS, viber: { secret: SECRET } })
    await deliver(said('One'))
    await deliver(said('Two'), 'viber')
    expect((await rig.desk()).of('snapshot')[0]?.clients).toHaveLength(2)
  })

  it('keeps one line where one line is meant, whatever the messenger says of its client', async () => {
    const { rig, deliver } = await start()
    await deliver(said('One', { contact: { id: 'x', name: 'Ja\u202ena\r\nBcc: a', phone: ' \n' } }))
    const [client] = (await rig.desk()).of('snapshot')[0]!.clients
    expect(client).toMatchObject({ name: 'Ja na Bcc: a' })
    expect(client).not.toHaveProperty('phone')
  })

  it.each([
    ['of no channel that there is', said('One'), 'telegram', { kind: 'gone' }],
    ['of a channel called like something every object has', said('One'), 'constructor', { kind: 'gone' }],
    ['without words', said(' '), 'whatsapp', { kind: 'rejected', code: 'text.empty' }],
    ['without anything', said('', { text: undefined }), 'whatsapp', { kind: 'rejected', code: 'text.empty' }],
    ['that is too long', said('x'.repeat(4_001)), 'whatsapp', { kind: 'tooLarge', limit: 4_000 }],
    ['of nobody', said('One', { contact: { name: 'Jana' } }), 'whatsapp', { kind: 'rejected', code: 'malformed' }],
    ['of a kind that is none', said('One', { type: 'call' }), 'whatsapp', { kind: 'rejected', code: 'malformed' }],
  ])('%s is refused, and leaves nothing', async (_, message, channel, failure) => {
    const { rig, deliver } = await start()
    expect(await failureOf(deliver(message, channel))).toEqual(failure)
    expect((await rig.desk()).of('snapshot')[0]).toMatchObject({ sessions: [], clients: [] })
  })

  it('of a client who is blocked is refused in the words of a closed door', async () => {
    const { rig, deliver } = await start()
    const { session } = await deliver(said('One'))
    const anna = await rig.desk()
    await anna.send({ id: 'a', type: 'session.accept', session })
    const { client } = anna.of('snapshot')[0]!.sessions[0]!
    await anna.send({ id: 'b', type: 'client.block', client, on: true })
    expect(await failureOf(deliver(said('Two')))).toEqual({ kind: 'rejected', code: 'group.closed' })
  })

  it('asks that its client is forgotten, and nothing of them stays', async () => {
    const { rig, deliver, bridge } = await start()
    bridge.answer = async () => 503
    const { session } = await deliver(said('Secret words'))
    const anna = await rig.desk()
    await anna.send({ id: 'a', type: 'session.accept', session })
    await bridge.tried(1)
    expect(await deliver(said('', { type: 'forget', text: undefined }))).toEqual({})
    expect(JSON.stringify(await rig.store.rows(0, 1_000))).not.toMatch(/Secret words|420601234567/)
    const tries = bridge.tries.length
    await rig.pass(7_200_000)
    expect(bridge.tries).toHaveLength(tries)
    expect((await deliver(said('', { type: 'forget', text: undefined }))) as object).toEqual({})
    expect((await (await rig.restart()).desk()).of('snapshot')[0]).toMatchObject({ sessions: [], relays: [] })
  })
})

describe('a bridge that asks once more that somebody is forgotten', () => {
  it('takes nothing of what they have written since', async () => {
    const { rig, deliver } = await start()
    await deliver(said('Old words'))
    const forget = said('', { type: 'forget', text: undefined })
    expect(await deliver(forget)).toEqual({})
    await deliver(said('Please help me now'))
    expect(await deliver(forget)).toEqual({})
    const kept = JSON.stringify(await rig.store.rows(0, 1_000))
    expect(kept).toContain('Please help me now')
    expect(kept).not.toContain('Old words')
  })
})

describe('a signature', () => {
  it.each([
    ['by another secret', { webhook: `whsec_${btoa('x'.repeat(32))}` }, 0, 'signature.wrong'],
    ['of six minutes ago', {}, -360_000, 'signature.old'],
    ['of six minutes ahead', {}, 360_000, 'signature.old'],
  ])('%s is refused', async (_, { webhook }: { webhook?: string }, off, code) => {
    const bridge = createBridge(undefined, webhook)
    const { backend } = await createRig({ channels: CHANNELS, virtual: bridge.virtual })
    const signed = bridge.sign(JSON.stringify(said('One')), { at: bridge.virtual.clock.now() + off })
    expect(await failureOf(backend.channels.open('whatsapp', signed))).toEqual({ kind: 'rejected', code })
  })

  it.each([
    ['another id', { id: 'd2' }],
    ['another hour', { timestamp: '1700000001' }],
    ['another body', { body: '{}' }],
    ['no signature', { signature: '' }],
    ['no id', { id: '' }],
    ['another version', { signature: 'v2,AAAA' }],
    ['a signature that is no base64', { signature: 'v1,%%%' }],
    ['an id with a dot and an hour in it', { id: 'd1.1700000000' }],
  ])('of a message with %s does not fit', async (_, change) => {
    const { bridge, rig } = await start()
    const signed = { ...bridge.sign(JSON.stringify(said('One'))), ...change }
    expect(await failureOf(rig.backend.channels.open('whatsapp', signed))).toMatchObject({ code: 'signature.wrong' })
  })

  it('is one of several, as long as a secret is being changed', async () => {
    const { bridge, rig } = await start()
    const signed = bridge.sign(JSON.stringify(said('One')))
    const several = { ...signed, signature: `v1,${btoa('old')} v2,x ${signed.signature}` }
    expect(await (await rig.backend.channels.open('whatsapp', several))()).toMatchObject({
      session: expect.any(String) as string,
    })
  })

  it('played again has no second effect', async () => {
    const { bridge, rig } = await start()
    const signed = bridge.sign(JSON.stringify(said('One')))
    for (let n = 0; n < 5; n++) await (await rig.backend.channels.open('whatsapp', signed))()
    expect(textsOf(await rig.desk())).toEqual(['One'])
    await rig.pass(301_000)
    expect(await failureOf(rig.backend.channels.open('whatsapp', signed))).toMatchObject({ code: 'signature.old' })
  })
})
