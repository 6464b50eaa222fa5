import { describe, expect, it } from 'vitest'
import { createRig, failureOf, ring, settled, textsOf } from './rig.js'

describe('a first conversation', () => {
  it('greets a new visitor with a token, an empty snapshot and live', async () => {
    const { visitor } = await createRig()
    const { events, token } = await visitor()
    expect(events.map(({ type }) => type)).toEqual(['hello', 'snapshot', 'live'])
    expect(events[0]).toMatchObject({
      visitor: { token },
      dedupe: 'server',
      limits: { text: 4_000 },
      settings: { title: 'Shop', team: [{ name: 'Anna' }, { name: 'Boris' }] },
      availability: { webchat: { state: 'online' }, callback: { state: 'online' }, video: { state: 'online' } },
    })
    expect(events[1]).toMatchObject({ sessions: [], messages: [], more: false })
  })

  it('goes from the queue to an operator, both ways, and to an end', async () => {
    const { visitor, desk } = await createRig()
    const anna = await desk()
    const client = await visitor({ locale: 'en', browser: 'Firefox 145' })
    const { id: session } = await ring(client)
    expect(anna.of('client.changed').at(-1)?.client).toMatchObject({
      label: 'Visitor 1',
      locale: 'en',
      browser: 'Firefox 145',
      online: true,
    })

    await anna.send({ id: 'a', type: 'session.accept', session })
    await anna.send({ id: 'm', type: 'message.send', session, text: 'Good day' })
    await client.send({ id: 'n', type: 'message.send', text: 'One question' })
    await anna.send({ id: 'e', type: 'session.end', session })
    await settled()

    expect(textsOf(client)).toEqual(['Hello', 'Anna is here', 'Good day', 'One question', 'The conversation has ended'])
    expect(textsOf(anna)).toEqual(textsOf(client))
    expect(client.of('session.changed').map(event => event.session.state)).toEqual(['queued', 'accepted', 'ended'])
    expect(client.of('session.changed').at(-1)?.session).toMatchObject({
      endedBy: 'operator',
      operators: [{ id: 'anna' }],
    })
    expect(client.of('session.changed').at(-1)?.session).not.toHaveProperty('client')
  })

  it('gives every message a higher place than the one before, the same for all', async () => {
    const { visitor, desk } = await createRig()
    const anna = await desk()
    const client = await visitor()
    const { id: session } = await ring(client)
    await anna.send({ id: 'a', type: 'session.accept', session })
    await anna.send({ id: 'm', type: 'message.send', session, text: 'Good day' })
    await settled()
    const places = client.of('message.added').map(({ message }) => message.seq)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(new Set(places).size).toBe(3)
    expect(anna.of('message.added').map(({ message }) => message.seq)).toEqual(places)
  })

  it('tells a sender which message is their own by its command', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    await ring(client, 'Mine')
    expect(client.of('message.added')[0]?.message).toMatchObject({ command: 'say Mine', from: 'visitor' })
  })

  it('has one open session per visitor', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    const first = await ring(client)
    const { session } = await client.send({ id: 'again', type: 'session.start', entry: 'webchat', widget: 'main' })
    expect(session.id).toBe(first.id)
    await client.send({ id: 'leave', type: 'session.leave', session: first.id })
    const next = await client.send({ id: 'once more', type: 'session.start', entry: 'webchat', widget: 'main' })
    expect(next.session.id).not.toBe(first.id)
    await settled()
  })

  it('shows typing to the other side only, and keeps none of it', async () => {
    const { visitor, desk } = await createRig()
    const anna = await desk()
    const client = await visitor()
    const { id: session } = await ring(client)
    await anna.send({ id: 'a', type: 'session.accept', session })
    await client.send({ id: 't', type: 'typing.set', session, on: true })
    await anna.send({ id: 'u', type: 'typing.set', session, on: true })
    await settled()
    expect(anna.of('typing.changed')).toEqual([{ type: 'typing.changed', session, on: true }])
    expect(client.of('typing.changed')).toMatchObject([{ operator: { id: 'anna', name: 'Anna' }, on: true }])
    expect(client.of('typing.changed')[0]).not.toHaveProperty('cursor')
  })

  it('carries read marks both ways, never backwards and never ahead of the log', async () => {
    const { visitor, desk } = await createRig()
    const anna = await desk()
    const client = await visitor()
    const { id: session } = await ring(client)
    await anna.send({ id: 'a', type: 'session.accept', session })
    await anna.send({ id: 'r', type: 'read.mark', session, seq: 2 })
    await client.send({ id: 's', type: 'read.mark', session, seq: 999_999 })
    await client.send({ id: 'b', type: 'read.mark', session, seq: 1 })
    await settled()
    const last = client.of('session.changed').at(-1)?.session
    expect(last).toMatchObject({ readByOperator: 2 })
    expect(last?.readByVisitor).toBeLessThan(10)
    expect(last?.readByVisitor).toBeGreaterThanOrEqual(4)
  })

  it('pages back through the history', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    await ring(client)
    for (let n = 1; n <= 9; n++) await client.send({ id: `m${n}`, type: 'message.send', text: `${n}` })
    const newest = await client.send({ id: 'h', type: 'history.get', limit: 4 })
    expect(newest.messages.map(({ body }) => body.text)).toEqual(['6', '7', '8', '9'])
    expect(newest.more).toBe(true)
    const before = newest.messages[0]?.seq
    const older = await client.send({ id: 'i', type: 'history.get', before, limit: 50 })
    expect(older.messages.map(({ body }) => body.text)).toEqual(['Hello', '1', '2', '3', '4', '5'])
    expect(older.more).toBe(false)
  })

  it('tells the desk the page and the parameters, without what may be secret', async () => {
    const { visitor, desk } = await createRig()
    const anna = await desk()
    const client = await visitor()
    await ring(client)
    await client.send({
      id: 'p',
      type: 'page.share',
      page: { url: 'https://shop.example/lamps?token=1#x', title: 'Lamps' },
    })
    await client.send({ id: 'q', type: 'params.set', params: { order: '7', old: 'x' } })
    await client.send({ id: 'r', type: 'params.set', params: { old: null } })
    await settled()
    const last = anna.of('client.changed').at(-1)?.client
    expect(last?.page).toMatchObject({ url: 'https://shop.example/lamps', title: 'Lamps' })
    expect(last?.params).toEqual([{ key: 'order', value: '7', source: 'api', at: expect.any(Number) as number }])
    await client.send({ id: 's', type: 'page.share' })
    await settled()
    expect(anna.of('client.changed').at(-1)?.client.page).toBeUndefined()
  })
})

describe('what the backend will not do', () => {
  it.each([
    ['malformed', { id: 'x', type: 'message.send', text: 7 }],
    ['malformed', { id: '', type: 'message.send', text: 'a' }],
    ['malformed', 'not an object'],
    ['unknown', { id: 'x', type: 'message.shout', text: 'a' }],
    ['unknown', { id: 'x', type: '__proto__' }],
    ['unsupported', { id: 'x', type: 'message.edit', message: 'm', text: 'a' }],
    ['unsupported', { id: 'x', type: 'session.start', entry: 'phone', widget: 'main' }],
    ['text.empty', { id: 'x', type: 'message.send', text: ' \n ' }],
    ['session.none', { id: 'x', type: 'message.send', text: 'a' }],
    ['widget.unknown', { id: 'x', type: 'session.start', entry: 'webchat', widget: 'other' }],
  ])('refuses with %s', async (code, command) => {
    const { visitor } = await createRig()
    const client = await visitor()
    expect(await failureOf(client.send(command as object))).toEqual({ kind: 'rejected', code })
  })

  it('says which key of a malformed command is wrong', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    await expect(client.send({ id: 'x', type: 'message.send', text: 7 })).rejects.toThrow(/`text` is not a string/)
  })

  it('measures text by the limit it told', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    await ring(client)
    await client.send({ id: 'fits', type: 'message.send', text: '😀'.repeat(2_000) })
    const failure = await failureOf(client.send({ id: 'long', type: 'message.send', text: 'a'.repeat(4_001) }))
    expect(failure).toEqual({ kind: 'tooLarge', limit: 4_000 })
  })

  it('takes nothing more into an ended session', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    const { id: session } = await ring(client)
    await client.send({ id: 'l', type: 'session.leave', session })
    const failure = await failureOf(client.send({ id: 'm', type: 'message.send', session, text: 'a' }))
    expect(failure).toEqual({ kind: 'rejected', code: 'session.ended' })
  })

  it('does not say whether a session of somebody else exists', async () => {
    const { visitor } = await createRig()
    const { id: session } = await ring(await visitor())
    const other = await visitor()
    for (const named of [session, 'nonsense'])
      expect(await failureOf(other.send({ id: named, type: 'session.leave', session: named }))).toEqual({
        kind: 'gone',
      })
  })

  it('knows nobody by a wrong token', async () => {
    const { visitor, backend } = await createRig()
    const stranger = await visitor({ token: 'guessed' })
    expect(stranger.events).toEqual([])
    expect(stranger.closed).toEqual({ kind: 'auth' })
    const command = { id: 'x', type: 'history.get' }
    expect(await failureOf(backend.visitor.send('guessed', command))).toEqual({ kind: 'auth' })
    expect(await failureOf(backend.visitor.send(undefined, command))).toEqual({ kind: 'auth' })
  })
})
