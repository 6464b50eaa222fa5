import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNodeSecrets } from '../../../demo/server/node-secrets.js'
import { webSecrets } from '../../../demo/backend/secrets.js'
import { createFront, type Passing } from '../../support/front.js'
import { breaches, toMatrix } from './matrix.js'
import { deskLines, visitorLines } from './lines.js'
import { createWorld, type World } from './world.js'

const nodeSecrets = createNodeSecrets('of the test')
let world: World
beforeAll(async () => void (world = await createWorld()))
afterAll(() => world.close())

/** Commands that name a conversation. */
const named = Object.entries(visitorLines).filter(([, { body }]) => 'session' in body('x'))

/** Everything the matrix finds at an address. */
const find = async (base?: string, only: (route: string) => boolean = () => true) => {
  const found: string[] = []
  for (const one of toMatrix(world.served.routes).cases)
    if (only(one.route)) found.push(...(await breaches(world, one, base)))
  return found
}

describe('what is not yours', () => {
  it('has a line for every route and command of the server', () => {
    const { missing, idle } = toMatrix(world.served.routes)
    expect({ missing, idle }).toEqual({ missing: [], idle: [] })
  })

  it('stays closed to everybody but you', async () => {
    const { cases } = toMatrix(world.served.routes)
    expect(await find()).toEqual([])
    const denied = cases.filter(({ cell }) => !('harmless' in cell)).length
    const routes = new Set(cases.map(({ route }) => route)).size
    const commands = new Set(cases.flatMap(({ route, command }) => command && `${route} ${command}`)).size
    console.log(`S7 ${JSON.stringify({ routes, commands, cells: cases.length, denied, breaches: 0 })}`)
  })

  it.each(named)('looks the same as what is not there: %s', async (type, { body }) => {
    const answers = await Promise.all(
      [world.victim.session, nodeSecrets.id()].map(async session => {
        const { headers: own } = await world.attempt('another visitor')
        const response = await world.served.post('/v1/commands', { id: 'x', type, ...body(session) }, own)
        const headers = [...response.headers].filter(([name]) => name !== 'date')
        return { status: response.status, headers, text: await response.text() }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.status).toBe(404)
  })

  it('looks the same to the desk whether it was forgotten or never was', async () => {
    for (const [type, { body }] of Object.entries(deskLines)) {
      if (!('session' in body('x') || 'invitation' in body('x'))) continue
      const { headers, session } = await world.attempt('the operator, of a forgotten visitor')
      const [erased, never] = await Promise.all(
        [session, nodeSecrets.id()].map(async id =>
          (await world.served.post('/v1/desk/commands', { id: `x ${id}`, type, ...body(id) }, headers)).text(),
        ),
      )
      expect(erased).toBe(never)
    }
  })
})

describe('a server that forgets', () => {
  const withFront = async (change: (passing: Passing) => Passing, only: (route: string) => boolean) => {
    const front = await createFront({ target: () => world.served.port, change })
    const found = await find(front.url, only)
    await front.close()
    return found
  }

  it('a line for a new route is caught', () => {
    const { missing } = toMatrix([...world.served.routes, 'GET /v1/sessions/:id'])
    expect(missing).toEqual(['GET /v1/sessions/:id'])
    const { idle } = toMatrix(world.served.routes.filter(route => route !== 'GET /healthz'))
    expect(idle).toEqual(['GET /healthz'])
  })

  it('whose the token is is caught', async () => {
    const found = await withFront(
      passing => ({ ...passing, headers: { ...passing.headers, authorization: `Bearer ${world.victim.token}` } }),
      route => route === 'POST /v1/stream',
    )
    expect(found).toContain('POST /v1/stream  by another visitor: was told a secret')
    expect(found.length).toBeGreaterThan(3)
  })

  it('who sits at the desk is caught', async () => {
    const { headers } = await world.attempt('the operator, in a closed conversation')
    const found = await withFront(
      passing => ({ ...passing, headers: { ...passing.headers, ...headers, origin: undefined } }),
      route => route === 'POST /v1/desk/stream',
    )
    expect(found).toContain('POST /v1/desk/stream  by nobody: was told a secret')
  })
})

/** What is wrong with ids that are made by `make`: too short, doubled, or with a bit that hardly ever changes. */
const weakness = (make: () => string, count = 2_000): string[] => {
  const ids = Array.from({ length: count }, make)
  const bytes = ids.map(id => Buffer.from(id, 'base64url'))
  if (bytes.some(({ length }) => length < 16)) return ['fewer than 128 bits']
  if (new Set(ids).size < count) return ['doubled']
  const bits = Array.from({ length: 128 }, (_, n) => bytes.filter(one => (one[n >> 3]! >> (n & 7)) & 1).length)
  return bits.flatMap((ones, n) => (Math.abs(ones / count - 0.5) > 0.1 ? [`bit ${n} is set in ${ones}`] : []))
}

describe('ids', () => {
  it.each([
    ['of the server', nodeSecrets],
    ['of a page', webSecrets],
  ])('%s are 128 random bits, tokens 256', (_, secrets) => {
    expect(weakness(() => secrets.id())).toEqual([])
    expect(weakness(() => secrets.token())).toEqual([])
    expect(Buffer.from(secrets.token(), 'base64url')).toHaveLength(32)
  })

  it('are what the wire shows', () => {
    for (const id of [world.victim.id, world.victim.session])
      expect(Buffer.from(id, 'base64url').length).toBeGreaterThanOrEqual(16)
  })

  it('that are counted, short or doubled would be caught', () => {
    let n = 0
    expect(weakness(() => String(++n))).toEqual(['fewer than 128 bits'])
    expect(weakness(() => Buffer.alloc(16, ++n % 256).toString('base64url'))).toEqual(['doubled'])
    expect(weakness(() => String(++n).padStart(32, '0')).length).toBeGreaterThan(10)
  })
})
