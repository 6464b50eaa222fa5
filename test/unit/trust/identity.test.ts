import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBackend } from '../../../demo/backend/backend.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { createIdentify } from '../../../demo/server/identity/identify.js'
import { demoWidgets } from '../../../demo/server/widgets.js'
import type { Clock } from '../../../src/protocol/ports.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf } from '../backend/rig.js'
import { bearer, openStream, startServer, type Served } from '../backend/served.js'
import { AUDIENCE, claimsOf, createSite, forge, NOW, type Site } from './identity.js'

/* S6: who somebody is, only their site can say; nothing else opens a byte of what a person has said. */

const WORDS = 'The alarm code is 4711'
const says = (identity: string) => ({ 'x-zvonek-identity': identity })
const clock: Clock = { now: () => NOW, after: () => () => {} }

let site: Site
let served: Served
let good: string
const store = createMemoryStore('site')
beforeAll(async () => {
  site = await createSite()
  served = await startServer({ store, clock, identityKeys: site.keys })
  good = await site.sign({ jti: 'first', name: 'Anna Nováková', email: 'anna@shop.example' })
  const anna = await openStream(served, {}, says(good))
  await anna.close()
  const begin = { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' }
  expect((await served.post('/v1/commands', begin, says(good))).status).toBe(200)
  await served.post('/v1/commands', { id: 'say', type: 'message.send', text: WORDS }, says(good))
})
afterAll(() => served.close())

describe('a person whom a site knows', () => {
  it('has one limit, whatever fresh tokens the site signs and whatever stands beside them', async () => {
    const own = await startServer({ clock, identityKeys: site.keys, rates: { commands: { burst: 5, perSecond: 1 } } })
    const ask = async (sub: string, n: number) => {
      const headers = { ...says(await site.sign({ sub, jti: `${n}` })), ...bearer(`made-up-${n}`) }
      return (await own.post('/v1/commands', { id: `${n}`, type: 'history.get' }, headers)).status
    }
    for (const sub of ['anna', 'boris']) await (await openStream(own, {}, says(await site.sign({ sub })))).close()
    const statuses: number[] = []
    for (let n = 0; n < 8; n++) statuses.push(await ask('anna', n))
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
    // Somebody else is not kept out by it.
    expect(await ask('boris', 0)).toBe(200)
    await own.close()
  })
})

/** Every way to be somebody without their site's word for it. */
const forgeries = async (): Promise<[string, string][]> => {
  const [head = '', body = '', signature = ''] = good.split('.')
  const { sign, jwks } = site
  const minute = 60
  const iat = NOW / 1_000
  const pem = JSON.stringify(jwks.keys[1])
  const confused = (key: string) => {
    const text = forge({ alg: 'HS256', kid: 'rsa' }, claimsOf())
    return text + createHmac('sha256', key).update(text.slice(0, -1)).digest('base64url')
  }
  const stranger = await createSite()
  const tampered = Buffer.from(JSON.stringify({ ...claimsOf(), sub: 'boris' })).toString('base64url')
  return [
    ['no signature, “none”', forge({ alg: 'none' }, claimsOf())],
    ['“none” with a kid', forge({ alg: 'none', kid: 'ed' }, claimsOf())],
    ['“None”', forge({ alg: 'None', kid: 'ed' }, claimsOf())],
    ['“NONE” with the good signature', forge({ alg: 'NONE', kid: 'ed' }, claimsOf(), signature)],
    ['no alg', forge({ kid: 'ed' }, claimsOf(), signature)],
    ['RS/HS: the public key as a secret', confused(pem)],
    ['RS/HS: its modulus as a secret', confused(jwks.keys[1]?.n ?? '')],
    ['RS/HS: an empty secret', confused('')],
    ['HS256 for the EdDSA key', await sign({}, { kid: 'ed', alg: 'HS256', key: Buffer.alloc(32, 7) })],
    ['HS256 in the header of RS256', await sign({}, { kid: 'shared', header: { kid: 'rsa' } })],
    ['HS384', await sign({}, { kid: 'shared', alg: 'HS384', key: Buffer.alloc(48, 7) })],
    ['HS512', await sign({}, { kid: 'shared', alg: 'HS512', key: Buffer.alloc(64, 7) })],
    ['another secret', await sign({}, { kid: 'shared', key: Buffer.alloc(32, 8) })],
    ['another site’s key of the same kid, EdDSA', await stranger.sign()],
    ['another site’s key of the same kid, RS256', await stranger.sign({}, { kid: 'rsa' })],
    ['an unknown kid', await sign({}, { kid: 'ed', header: { kid: 'nobody' } })],
    ['a kid of every object', await sign({}, { kid: 'ed', header: { kid: '__proto__' } })],
    ['a kid that is a path', await sign({}, { kid: 'ed', header: { kid: '../../dev/null' } })],
    ['an empty kid', await sign({}, { kid: 'ed', header: { kid: '' } })],
    ['no kid', forge({ alg: 'EdDSA' }, claimsOf(), signature)],
    ['its key in the header (jwk)', await stranger.sign({}, { header: { kid: 'mine', jwk: stranger.jwks.keys[2] } })],
    ['its key at an address (jku)', await stranger.sign({}, { header: { kid: 'mine', jku: 'https://evil.example' } })],
    ['a critical header nobody knows', forge({ alg: 'EdDSA', kid: 'ed', crit: ['x'], x: 1 }, claimsOf(), signature)],
    ['another’s claims under the good signature', `${head}.${tampered}.${signature}`],
    ['a shortened signature', `${head}.${body}.${signature.slice(0, -8)}`],
    ['a turned bit', `${head}.${body}.${signature.slice(0, -6)}AAAAAA`],
    ['no signature at all', `${head}.${body}.`],
    ['expired a minute ago', await sign({ iat: iat - 5 * minute, exp: iat - minute })],
    ['expired a year ago', await sign({ iat: 1, exp: 300 })],
    ['without exp', await sign({ exp: undefined })],
    ['exp that is a text', forge({ alg: 'EdDSA', kid: 'ed' }, claimsOf(NOW, { exp: '9999999999' }), signature)],
    ['for eleven minutes', await sign({ exp: iat + 11 * minute })],
    ['for ever', await sign({ exp: 99_999_999_999 })],
    ['without iat', await sign({ iat: undefined })],
    ['made tomorrow', await sign({ iat: iat + 86_400, exp: iat + 86_700 })],
    ['not valid yet', await sign({ nbf: iat + 5 * minute })],
    ['without aud', await sign({ aud: undefined })],
    ['for another audience', await sign({ aud: 'https://elsewhere.example' })],
    ['for an audience that begins alike', await sign({ aud: 'zvonek.evil.example' })],
    ['for many others', await sign({ aud: ['a', 'b', 'c'] })],
    ['without sub', await sign({ sub: undefined })],
    ['an empty sub', await sign({ sub: '' })],
    ['an endless sub', await sign({ sub: 'a'.repeat(201) })],
    ['the key of a site that has another widget', await sign({}, { kid: 'other' })],
    ['a bearer token', 'x'.repeat(43)],
    ['nothing between dots', '..'],
    ['five parts, as encrypted ones have', `${head}.${body}.${signature}.${body}.${signature}`],
    ['an endless one', `${head}.${'A'.repeat(5_000)}.${signature}`],
  ]
}

/** What was let in, and what was given away. */
const breaches = async (at: Served, cases: readonly [string, string][]) => {
  const found: string[] = []
  for (const [name, identity] of cases)
    for (const [path, body] of [
      ['/v1/stream', { protocol: 1, widget: 'main' }],
      ['/v1/commands', { id: `look ${name}`, type: 'history.get' }],
      ['/v1/commands', { id: `say ${name}`, type: 'message.send', text: 'I am Anna' }],
    ] as const) {
      // What the header itself forbids no browser would send.
      const response = await at.post(path, body, says(identity.slice(0, 6_000)))
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
      const text = isStream ? 'a stream' : await response.text()
      if (isStream) await response.body?.cancel()
      if (response.status !== 401 || text.includes(WORDS)) found.push(`${path} ${name}: ${response.status}`)
    }
  return found
}

describe('a person', () => {
  it('is let in by their site’s word, of each kind of key', async () => {
    for (const kid of ['shared', 'rsa', 'ed']) {
      const stream = await openStream(served, {}, says(await site.sign({}, { kid })))
      expect(JSON.stringify(stream.events)).toContain(WORDS)
      await stream.close()
    }
  })

  it('is nobody else: whatever is forged, expired, for others or of others opens nothing', async () => {
    const cases = await forgeries()
    const found = await breaches(served, cases)
    console.log(`S6 ${JSON.stringify({ cases: cases.length, requests: cases.length * 3, breaches: found.length })}`)
    expect(cases.length).toBeGreaterThanOrEqual(40)
    expect(found).toEqual([])
  })

  it('whose server believes what tokens say of themselves is caught', async () => {
    const claims = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string; exp: number }
    const gullible = createIdentify({ keys: site.keys, audience: 'zvonek', clock })
    const backend = await createBackend({
      store: createMemoryStore('b'),
      clock,
      log: () => {},
      operators: [],
      widgets: { main: {} },
      // The defect: a signature is not looked at.
      identify: (token, widget) =>
        gullible(token, widget).catch(() => ({ site: '', sub: claims(token).sub, until: claims(token).exp * 1_000 })),
    })
    const letIn: string[] = []
    for (const [name, token] of await forgeries()) {
      const heard = await new Promise<boolean>(resolve => {
        const end = backend.visitor.open({
          ...{ token: undefined, identity: token, widget: 'main', after: undefined },
          onEvent: () => resolve(true),
          close: () => resolve(false),
        })
        void end
      })
      if (heard) letIn.push(name)
    }
    expect(letIn.length).toBeGreaterThan(20)
    await backend.dispose()
  })

  it('is not who types their name and e-mail', async () => {
    const stranger = await openStream(served)
    const form = { name: 'Anna Nováková', email: 'anna@shop.example' }
    const begin = { id: 's2', type: 'session.start', entry: 'webchat', widget: 'main', form, skipForm: true }
    await served.post('/v1/commands', begin, bearer(stranger.token))
    await served.post(
      '/v1/commands',
      { id: 'p', type: 'params.set', params: { sub: 'anna', verified: 'anna' } },
      bearer(stranger.token),
    )
    const again = await openStream(served, {}, bearer(stranger.token))
    expect(JSON.stringify(again.events)).not.toContain(WORDS)
    await again.close()
    await stranger.close()
  })

  it('has a token of ours that opens nothing by itself, and is nowhere in clear', async () => {
    const device = await openStream(served, {}, says(await site.sign({ jti: 'device' })))
    await device.close()
    expect(Buffer.from(device.token, 'base64url')).toHaveLength(32)
    const alone = await served.post('/v1/stream', { protocol: 1, widget: 'main' }, bearer(device.token))
    expect(alone.status).toBe(401)
    const history = await served.post('/v1/commands', { id: 'h', type: 'history.get' }, bearer(device.token))
    expect([history.status, (await history.text()).includes(WORDS)]).toEqual([401, false])
    const kept = JSON.stringify(await store.rows(0, 1_000))
    expect(kept).not.toContain(device.token)
    expect(kept).not.toContain(good.split('.')[2])
  })

  it('takes along what was said before they were known, and who still listens as nobody hears no more of it', async () => {
    const nobody = await openStream(served)
    const identity = await site.sign({ sub: 'jana', jti: 'jana' })
    const jana = await openStream(served, {}, { ...says(identity), ...bearer(nobody.token) })
    await nobody.rest()
    const begin = { id: 'jana', type: 'session.start', entry: 'webchat', widget: 'main' }
    expect((await served.post('/v1/commands', begin, says(identity))).status).toBe(200)
    await served.post(
      '/v1/commands',
      { id: 'jana says', type: 'message.send', text: 'I am at home now' },
      says(identity),
    )
    expect(JSON.stringify(nobody.events)).not.toContain('at home')
    const again = await served.post('/v1/stream', { protocol: 1, widget: 'main' }, bearer(nobody.token))
    expect(again.status).toBe(401)
    await jana.close()
  })

  it('is signed out for good: the same token is not taken again, another device’s is', async () => {
    const [mine, other] = [await site.sign({ jti: 'mine' }), await site.sign({ jti: 'other' })]
    const device = await openStream(served, {}, says(mine))
    const elsewhere = await openStream(served, {}, says(other))
    const shown = { ...says(mine), ...bearer(device.token) }
    expect((await served.post('/v1/commands', { id: 'bye', type: 'visitor.logout' }, shown)).status).toBe(200)
    await device.rest()
    const [head, body, signature = ''] = mine.split('.')
    // The last character of a signature has bits that mean nothing.
    const respelt = `${head}.${body}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`
    for (const replay of [mine, respelt]) {
      const again = await served.post('/v1/stream', { protocol: 1, widget: 'main' }, says(replay))
      expect([again.status, again.headers.get('content-type')]).toEqual([401, 'application/json'])
    }
    const ticket = await served.post('/v1/commands', { id: 'f', type: 'visitor.forget' }, bearer(device.token))
    expect(ticket.status).toBe(401)
    const look = await served.post('/v1/commands', { id: 'look', type: 'history.get' }, says(other))
    expect(await look.text()).toContain(WORDS)
    await elsewhere.close()
  })

  it('of another site with the same name is somebody else', async () => {
    const two = await startServer({
      clock,
      identityKeys: site.keys,
      widgets: { ...demoWidgets, help: demoWidgets.main! },
      store,
    })
    const theirs = await openStream(two, { widget: 'help' }, says(await site.sign({}, { kid: 'other' })))
    expect(JSON.stringify(theirs.events)).not.toContain(WORDS)
    await theirs.close()
    await two.close()
  })
})

describe('the key of a site that has some of the widgets', () => {
  it('is believed at those, and begins nothing at a widget of another site', async () => {
    const { keys, sign } = await createSite()
    const virtual = createVirtualClock(NOW)
    const identify = createIdentify({ keys, audience: AUDIENCE, clock: virtual.clock })
    const rig = await createRig({ virtual, identify, widgets: { help: {}, bank: {} } })
    const director = await rig.visitor({
      identity: await sign({ name: 'The Director' }, { kid: 'other' }),
      widget: 'help',
    })
    const start = { id: 's', type: 'session.start', entry: 'webchat' }
    expect(await failureOf(director.send({ ...start, widget: 'bank' }))).toEqual({ kind: 'auth' })
    const desk = await rig.desk()
    expect(desk.of('snapshot')[0]?.sessions).toEqual([])
    // The control: at a widget of their own they are who they are, and a key of the whole server counts everywhere.
    expect(await director.send({ ...start, widget: 'help' })).toMatchObject({ session: { widget: 'help' } })
    const anyone = await rig.visitor({ identity: await sign(), widget: 'help' })
    expect(await anyone.send({ ...start, widget: 'bank' })).toMatchObject({ session: { widget: 'bank' } })
  })
})
