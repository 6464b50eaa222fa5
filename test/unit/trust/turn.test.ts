import { describe, expect, it } from 'vitest'
import { createMeans, LIVES, mint } from '../../../demo/server/calls/means.js'
import { toCallSettings } from '../../../demo/server/calls/call-settings.js'
import { START, newCaller } from './callers.js'

/*
 * S21. The vectors were reckoned by another implementation than Node's: OpenSSL's,
 *   printf '%s' "$username" | openssl dgst -sha1 -hmac "$secret" -binary | base64
 */
const VECTORS = [
  ['north', '1433895918:ninefingers', 'jy8hTxmOO7UtEKXqSkSlvakPVYA='],
  ['l0ng secret with spaces', '1790003600:Tn2xVq8LbZ4wMc6RyKf0Pg', '0uAE3qxTJrdkd6oaLhiZC2Liwng='],
  ['', '0:', 'OMULkEY8i3k1y1l5jqF6MXE1eYs='],
] as const

/** The vectors that a way to sign gets wrong. */
const wrong = (sign: typeof mint) =>
  VECTORS.filter(([secret, username, credential]) => {
    const [until = '', name = ''] = username.split(':')
    const made = sign(secret, name, Number(until))
    return made.username !== username || made.credential !== credential
  })

describe('S21: credentials of the relay', () => {
  it('are what coturn reckons from the same secret', () => {
    expect(wrong(mint)).toEqual([])
    console.log(`S21 run ${JSON.stringify({ vectors: VECTORS.length, lives: LIVES })}`)
  })

  it('would be seen to be wrong: signed by something else, or without the time', () => {
    expect(wrong((_, name, until) => mint('other', name, until))).toHaveLength(3)
    expect(wrong((secret, name) => mint(secret, name, 7))).toHaveLength(3)
  })

  it('are for one call and an hour, and only the relay’s way is allowed unless the site says otherwise', async () => {
    const env = { TURN_URL: 'turn:turn.example.com:3478', TURN_SECRET: 's' }
    const now = 1_790_000_000_500
    const made = await createMeans(toCallSettings(env))?.('one', now)
    expect(made).toMatchObject({ engine: 'p2p', relayOnly: true, servers: [{ username: '1790003600:one' }] })
    expect(JSON.stringify(made)).not.toContain('"s"')
    expect(await createMeans(toCallSettings({ ...env, TURN_ONLY: 'false' }))?.('one', now)).toMatchObject({
      relayOnly: false,
    })
  })

  it('go to nobody before an operator has accepted, and to nobody else after', async () => {
    const secret = 'never told'
    const minted: string[] = []
    const caller = await newCaller(call => {
      minted.push(call)
      return { engine: 'p2p', servers: [{ urls: ['turn:t.example'], ...mint(secret, call, 9) }], relayOnly: true }
    })
    const attempts = await caller.attemptsBefore()
    expect(minted).toEqual([])
    await caller.accept()
    expect(JSON.stringify(await caller.join())).toContain('"credential"')
    expect(minted).toEqual([caller.call()])
    expect(await caller.attemptsOfOthers()).toBeGreaterThan(0)
    expect(minted).toHaveLength(1)
    expect(caller.everything()).not.toContain(secret)
    // Nothing of them is in what the log keeps for ever.
    expect(await caller.stored()).not.toContain('credential')
    console.log(`S21 run ${JSON.stringify({ before: attempts, minted: minted.length, entry: START.entry })}`)
  })
})
