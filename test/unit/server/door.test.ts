import { describe, expect, it } from 'vitest'
import { createLockout } from '../../../demo/server/door/lockout.js'
import { Refusal } from '../../../demo/server/refusals.js'
import { readEvents } from '../backend/served.js'
import { newFolder, startRealServer, type RealServer } from './real-server.js'

const RIGHT = 'correct horse 7'
const SWITCH = { id: 'x', type: 'operator.available', on: true }

const withAnna = async (given: Parameters<typeof startRealServer>[0] = {}) => {
  const server = await startRealServer(given)
  await server.operator('add', 'anna', '--password', RIGHT)
  await server.pass(1_000)
  return server
}
const headersOf = (response: Response, operator = 'anna') => ({
  'x-zvonek-operator': operator,
  cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
})
const statusOf = async (server: RealServer, headers: Record<string, string>) =>
  (await server.post('/v1/desk/commands', SWITCH, headers)).status
/** What a refusal tells: all of it. */
const told = async (response: Response) => ({ status: response.status, body: (await response.json()) as object })

describe('a real operator', () => {
  it('signs in by name and password, and sits at the desk', async () => {
    const server = await withAnna()
    const response = await server.enter('anna', RIGHT)
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toMatch(
      /^zvonek-desk-anna=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const stream = readEvents(await server.post('/v1/desk/stream', { protocol: 1 }, headersOf(response)))
    expect(await stream.next()).toMatchObject({ type: 'hello', operator: { id: 'anna', available: false } })
    await stream.close()
  })

  it('has a cookie that belongs to this host alone where there is TLS', async () => {
    const server = await withAnna({ url: 'https://help.example' })
    const { headers } = await server.enter('anna', RIGHT)
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-zvonek-desk-anna=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  it('stays signed in over a restart, for twelve hours', async () => {
    const folder = newFolder()
    const first = await withAnna({ folder })
    const headers = headersOf(await first.enter('anna', RIGHT))
    await first.close()
    const second = await startRealServer({ folder })
    expect(await statusOf(second, headers)).toBe(200)
    await second.pass(12 * 3_600_000 + 1_000)
    expect(await statusOf(second, headers)).toBe(401)
  })

  it.each([
    ['they sign out', (server: RealServer, headers: object) => server.post('/v1/desk/logout', {}, { ...headers })],
    [
      'their password changes',
      (server: RealServer) => server.operator('password', 'anna', '--password', 'another horse 8'),
    ],
    ['they are removed', (server: RealServer) => server.operator('remove', 'anna')],
    ['twelve hours are over', (server: RealServer) => server.pass(12 * 3_600_000)],
  ])('is out at once, open desk included, when %s', async (_, end) => {
    const server = await withAnna()
    const headers = headersOf(await server.enter('anna', RIGHT))
    const stream = readEvents(await server.post('/v1/desk/stream', { protocol: 1 }, headers))
    await stream.until('live')
    await end(server, headers)
    expect(await statusOf(server, headers)).toBe(401)
    const rest = stream.rest()
    await server.pass(1_000)
    await rest
  })

  it('stays in where another signs out, and where a colleague is removed', async () => {
    const server = await withAnna()
    await server.operator('add', 'boris', '--password', RIGHT)
    const [one, two] = [headersOf(await server.enter('anna', RIGHT)), headersOf(await server.enter('anna', RIGHT))]
    await server.post('/v1/desk/logout', {}, one)
    await server.operator('remove', 'boris')
    await server.pass(1_000)
    expect([await statusOf(server, one), await statusOf(server, two)]).toEqual([401, 200])
  })

  it('is not rung any more once they have signed out everywhere', async () => {
    const server = await withAnna()
    const figures = async () => (await (await fetch(`${server.base}/metrics`)).text()).match(/available"} (\d)/)?.[1]
    const [one, two] = [headersOf(await server.enter('anna', RIGHT)), headersOf(await server.enter('anna', RIGHT))]
    expect(await statusOf(server, one)).toBe(200)
    await server.post('/v1/desk/logout', {}, one)
    expect(await figures()).toBe('1')
    await server.post('/v1/desk/logout', {}, two)
    expect(await figures()).toBe('0')
  })

  it('ends the demo: its key and its operators are no good any more', async () => {
    const demo = [
      { id: 'anna', name: 'Anna', available: true, maxChats: 4 },
      { id: 'boris', name: 'Boris', available: true, maxChats: 4 },
    ]
    const server = await startRealServer({ operators: demo, isDemo: true, proxies: [] })
    const enter = (operator: string) => server.post('/v1/desk/login', { key: 'open sesame', operator })
    const by = async () => (await (await fetch(`${server.base}/v1/desk/door`)).json()) as object
    const way = () => fetch(`${server.base}/v1/demo`, { headers: { 'sec-fetch-site': 'same-origin' } })
    const headers = headersOf(await enter('boris'), 'boris')
    expect([await by(), (await way()).status, await statusOf(server, headers)]).toEqual([{ by: 'key' }, 200, 200])
    const stream = readEvents(await server.post('/v1/desk/stream', { protocol: 1 }, headers))
    await stream.until('live')
    await server.operator('add', 'anna', '--password', RIGHT)
    const rest = stream.rest()
    await server.pass(1_000)
    await rest
    expect(await by()).toEqual({ by: 'password' })
    expect([(await way()).status, await statusOf(server, headers), (await enter('anna')).status]).toEqual([
      404, 401, 400,
    ])
    await server.operator('remove', 'anna')
    await server.pass(1_000)
    expect([await by(), (await enter('boris')).status]).toEqual([{ by: 'password' }, 400])
  })

  it('that is removed leaves nobody waiting for their answer', async () => {
    const server = await withAnna({ origins: undefined })
    const headers = headersOf(await server.enter('anna', RIGHT))
    const opened = readEvents(await server.post('/v1/stream', { protocol: 1, widget: 'main' }))
    const [hello] = (await opened.until('live')) as unknown as [{ visitor: { token: string } }]
    const token = { authorization: `Bearer ${hello.visitor.token}` }
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' }
    const { session } = (await (await server.post('/v1/commands', start, token)).json()) as { session: { id: string } }
    await statusOf(server, headers)
    await server.post('/v1/desk/commands', { id: 'a', type: 'session.accept', session: session.id }, headers)
    await server.operator('remove', 'anna')
    await server.pass(1_000)
    for (;;) {
      const event = await opened.next()
      if (event.type !== 'session.changed') continue
      const { state, endedBy } = (event as unknown as { session: { state: string; endedBy?: string } }).session
      if (state !== 'ended') continue
      expect(endedBy).toBe('system')
      break
    }
    await opened.close()
  })
})

describe('the door', () => {
  it('says the same, whatever of the two was wrong', async () => {
    const server = await withAnna()
    const [password, name, nobody] = [
      await told(await server.enter('anna', 'wrong horse 9')),
      await told(await server.enter('eve', RIGHT)),
      await told(await server.enter('__proto__', RIGHT)),
    ]
    expect(password).toEqual({ status: 401, body: { code: 'auth', message: 'The name or the password is not right.' } })
    expect([name, nobody]).toEqual([password, password])
  })

  it('hashes for an unknown name as for a known one', async () => {
    const { hash, isOutdated } = (await import('./real-server.js')).quickPasswords
    const hashed: (string | undefined)[] = []
    const server = await withAnna({
      passwords: {
        hash,
        isOutdated,
        verify: async (_, kept) => {
          hashed.push(kept)
          return false
        },
      },
    })
    await server.enter('anna', RIGHT)
    await server.enter('eve', RIGHT)
    expect([typeof hashed[0], hashed[1], hashed.length]).toEqual(['string', undefined, 2])
  })

  it('lets who guesses wait, longer each time, and says how long', async () => {
    const server = await withAnna()
    const guess = (name = 'anna') => server.enter(name, 'wrong horse 9')
    const waits: number[] = []
    for (let tries = 0; tries < 40; tries++) {
      const response = await guess()
      const after = Number(response.headers.get('retry-after') ?? 0)
      if (response.status !== 429) continue
      waits.push(after)
      expect(await response.json()).toMatchObject({ code: 'rate' })
      await server.pass(after * 1_000)
    }
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8])
    expect(Math.max(...waits)).toBe(300)
    console.log('Lock-out run', JSON.stringify({ tries: 40, refusedUnheard: waits.length, waits: waits.slice(0, 12) }))
  })

  it('keeps a right password out too while it waits, and lets it in afterwards', async () => {
    const server = await withAnna()
    for (let tries = 0; tries < 5; tries++) await server.enter('anna', 'wrong horse 9')
    expect((await server.enter('anna', RIGHT)).status).toBe(429)
    await server.pass(1_000)
    expect((await server.enter('anna', RIGHT)).status).toBe(200)
    expect((await server.enter('anna', RIGHT)).status).toBe(200)
  })

  it('waits for an unknown name as for a known one', async () => {
    const [known, unknown] = await Promise.all(
      ['anna', 'eve'].map(async name => {
        const server = await withAnna()
        const answers = []
        for (let tries = 0; tries < 8; tries++) answers.push((await server.enter(name, 'wrong horse 9')).status)
        return answers
      }),
    )
    expect(unknown).toEqual(known)
    expect(known).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  })

  it('counts guesses that are sent together before it knows that they are wrong', async () => {
    const server = await withAnna()
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.enter('anna', 'wrong horse 9')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45)
  })

  it('counts one address over many names, and the next address by itself', async () => {
    const server = await withAnna()
    const from = (address: string) => ({ 'x-forwarded-for': address })
    const statuses = []
    for (let n = 0; n < 25; n++) statuses.push((await server.enter(`name${n}`, RIGHT, from('192.0.2.1'))).status)
    expect(statuses.filter(status => status === 401)).toHaveLength(20)
    expect((await server.enter('anna', RIGHT, from('192.0.2.1'))).status).toBe(429)
    expect((await server.enter('anna', RIGHT, from('192.0.2.2'))).status).toBe(200)
  })

  it('counts the /64 network of an IPv6 address as one', async () => {
    const server = await withAnna()
    const statuses = []
    for (let n = 0; n < 25; n++)
      statuses.push(
        (await server.enter(`name${n}`, RIGHT, { 'x-forwarded-for': `2001:db8:0:1::${n.toString(16)}` })).status,
      )
    expect(statuses.filter(status => status === 429)).toHaveLength(5)
    expect((await server.enter('anna', RIGHT, { 'x-forwarded-for': '2001:db8:0:2::1' })).status).toBe(200)
  })
})

describe('the lock-out', () => {
  const guesses = (lockout: ReturnType<typeof createLockout>, keys: { name: string; address: string }, many: number) =>
    Array.from({ length: many }, () => {
      try {
        return lockout.begin(keys)
      } catch (error) {
        if (error instanceof Refusal) return error.refused.status
        throw error
      }
    })

  it('forgets after an hour of peace, and not before', () => {
    let now = 1e12
    const lockout = createLockout(() => now)
    guesses(lockout, { name: 'anna', address: 'a' }, 5)
    now += 3_599_000
    expect(guesses(lockout, { name: 'anna', address: 'a' }, 2)[1]).toBe(429)
    now += 3_600_000
    expect(guesses(lockout, { name: 'anna', address: 'a' }, 4)).not.toContain(429)
  })

  it('does not open the way to further guesses at one right password', () => {
    const lockout = createLockout(() => 1e12)
    for (let n = 0; n < 60; n++) {
      const [mine] = guesses(lockout, { name: 'eve', address: 'a' }, 1)
      if (typeof mine === 'object') mine.forgive()
      guesses(lockout, { name: `victim${n}`, address: 'a' }, 1)
    }
    expect(guesses(lockout, { name: 'other', address: 'a' }, 1)).toEqual([429])
  })

  it('keeps nobody out of the place where they have been right, while a stranger guesses elsewhere', () => {
    const lockout = createLockout(() => 1e12)
    const [right] = guesses(lockout, { name: 'anna', address: 'office' }, 1)
    if (typeof right === 'object') right.forgive()
    guesses(lockout, { name: 'anna', address: 'elsewhere' }, 50)
    expect(guesses(lockout, { name: 'anna', address: 'a third place' }, 1)).toEqual([429])
    const atOffice = guesses(lockout, { name: 'anna', address: 'office' }, 6)
    expect(atOffice.slice(0, 5)).not.toContain(429)
    // Who guesses there waits all the same.
    expect(atOffice[5]).toBe(429)
  })

  it('knows a place for thirty days', () => {
    let now = 1e12
    const lockout = createLockout(() => now)
    const [right] = guesses(lockout, { name: 'anna', address: 'office' }, 1)
    if (typeof right === 'object') right.forgive()
    now += 30 * 86_400_000
    guesses(lockout, { name: 'anna', address: 'elsewhere' }, 5)
    expect(guesses(lockout, { name: 'anna', address: 'office' }, 1)).toEqual([429])
  })

  it('would let everybody guess for ever with patience without end', () => {
    const endless = { free: Infinity, first: 1_000, longest: 1_000 }
    const lockout = createLockout(() => 1e12, { name: endless, place: endless, address: endless })
    expect(guesses(lockout, { name: 'anna', address: 'a' }, 500)).not.toContain(429)
  })
})
