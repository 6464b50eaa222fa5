import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { createPasswords, faultOf, makePassword } from '../../../demo/server/door/passwords.js'
import { quickPasswords, startRealServer } from './real-server.js'

describe('a password', () => {
  it('is kept as a hash of its own salt, with what it cost', async () => {
    const [one, two] = [await quickPasswords.hash('correct horse'), await quickPasswords.hash('correct horse')]
    expect(one).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toBe(two)
    expect(await quickPasswords.verify('correct horse', one)).toBe(true)
    expect(await quickPasswords.verify('correct horsf', one)).toBe(false)
    expect(await quickPasswords.verify('correct horse', undefined)).toBe(false)
  })

  it('is the same however a keyboard composes its letters', async () => {
    const hash = await quickPasswords.hash('p\u0159i\u0161ern\u011b')
    expect(await quickPasswords.verify('pr\u030cis\u030cerne\u030c', hash)).toBe(true)
  })

  it('costs what is recommended, with a name and without', async () => {
    const passwords = createPasswords()
    const hash = await passwords.hash('correct horse')
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/)
    const took = async (kept: string | undefined) => {
      const began = performance.now()
      await passwords.verify('wrong horse', kept)
      return performance.now() - began
    }
    await took(hash)
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let n = 0; n < 5; n++) {
      times.known.push(await took(hash))
      times.unknown.push(await took(undefined))
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[2] ?? 0
    const ratio = median(times.unknown) / median(times.known)
    console.log(
      'Password run',
      JSON.stringify({ ms: Math.round(median(times.known)), unknownToKnown: +ratio.toFixed(2) }),
    )
    // A name that is not there would take a thousandth of it.
    expect(ratio).toBeGreaterThan(0.3)
    expect(ratio).toBeLessThan(3)
  })

  it('is hashed anew at sign-in when more is asked of a hash than when it was made, and nobody is signed out', async () => {
    const server = await startRealServer({ passwords: createPasswords({ ln: 5, r: 8, p: 2 }) })
    await server.operator('add', 'anna', '--password', 'correct horse 7')
    const first = await server.enter('anna', 'correct horse 7')
    const second = await server.enter('anna', 'correct horse 7')
    expect([first.status, second.status]).toEqual([200, 200])
    const headers = { 'x-zvonek-operator': 'anna', cookie: first.headers.get('set-cookie')?.split(';')[0] ?? '' }
    const switched = await server.post('/v1/desk/commands', { id: 'x', type: 'operator.available', on: true }, headers)
    expect(switched.status).toBe(200)
    expect(quickPasswords.isOutdated(server.passwordOf('anna'))).toBe(true)
    expect(server.passwordOf('anna')).toMatch(/^\$scrypt\$ln=5,r=8,p=2\$/)
  })

  it.each([
    ['too short', 'a1b2c3d4e', /at least 10/],
    ['endless', 'abcde'.repeat(50), /at most 200/],
    ['the name itself', 'annaannaanna', /does not hold the name/],
    ['one letter', 'aaaaaaaaaaaaaa', /repeats itself/],
  ])('that is %s is refused in words', (_, password, reason) => {
    expect(faultOf(password, 'anna')).toMatch(reason)
  })

  it('that is made is long, readable and never the same', () => {
    const made = new Set(Array.from({ length: 1_000 }, makePassword))
    expect(made.size).toBe(1_000)
    for (const one of made) expect(one).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/)
    expect(faultOf(makePassword(), 'anna')).toBeUndefined()
  })
})
