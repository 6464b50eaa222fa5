import { expect, test } from '@playwright/test'
import { mint } from '../../demo/server/calls/means.js'
import { startTurn, type Turn } from './rig/turn.js'
import { createTurnClient, type Credentials, type Verdict } from './rig/turn-client.js'

/* S21, at a real coturn with README's settings. */

const until = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

const tryAt = async <T>({ port }: Turn, act: (client: ReturnType<typeof createTurnClient>) => Promise<T>) => {
  const client = createTurnClient(port)
  try {
    return await act(client)
  } finally {
    await client.close()
  }
}

test.describe('S21: a relay', () => {
  let turn: Turn
  test.beforeAll(async () => void (turn = await startTurn({ inside: false })))
  test.afterAll(() => turn.close())

  test('takes what this server has made, for as long as it lives, and nothing else', async () => {
    const ask = (credentials: Credentials) => tryAt(turn, ({ allocate }) => allocate(credentials))
    const good = mint(turn.secret, 'call', until(60))
    const verdicts = {
      good: await ask(good),
      expired: await ask(mint(turn.secret, 'call', until(-60))),
      prolonged: await ask({ ...good, username: `${until(9_999)}:call` }),
      ofAnother: await ask({ ...good, username: `${until(60)}:another` }),
      otherSecret: await ask(mint('guessed', 'call', until(60))),
    }
    console.log(`S21 relay ${JSON.stringify(verdicts)}`)
    expect(verdicts).toEqual({ good: 0, expired: 401, prolonged: 401, ofAnother: 401, otherSecret: 401 })
  })

  /** Of each range that README denies. */
  const INSIDE =
    '127.0.0.1 10.1.2.3 100.64.0.1 169.254.169.254 172.16.0.1 172.31.255.254 192.168.1.1 192.0.0.8 198.18.0.1 0.0.0.0 224.0.0.1 255.255.255.255'.split(
      ' ',
    )
  const OUTSIDE = '192.0.2.7 198.51.100.7 203.0.113.7'.split(' ')
  const verdictsOf = (server: Turn, addresses: readonly string[]) =>
    tryAt(server, async ({ allocate, permit }) => {
      expect(await allocate(mint(server.secret, 'call', until(60)))).toBe(0)
      const verdicts: Verdict[] = []
      for (const address of addresses) verdicts.push(await permit(address))
      return verdicts
    })

  test('leads nobody into the network behind it', async () => {
    expect(await verdictsOf(turn, INSIDE)).toEqual(INSIDE.map(() => 403))
    expect(await verdictsOf(turn, OUTSIDE)).toEqual(OUTSIDE.map(() => 0))
    console.log(`S21 ranges ${JSON.stringify({ denied: INSIDE.length, allowed: OUTSIDE.length })}`)
  })

  test('would be seen to: one that is told to is', async () => {
    const open = await startTurn({ inside: true })
    try {
      expect(await verdictsOf(open, ['127.0.0.1', '10.1.2.3'])).toEqual([0, 403])
    } finally {
      await open.close()
    }
  })
})
