import { describe, expect, it } from 'vitest'
import { leaks } from '../../support/leaks.js'

const token = 'aPq4s8LzW2xN6vRb0tYc9mKj1hGf7dSe3uOi5nTl-Xk'
const key = 'open sesame & more'

describe('a secret in the wrong place', () => {
  it.each([
    ['plainly', `/beacon?t=${token}`],
    ['in the middle of a line', `error auth.failed token=${token} at 7`],
    ['escaped', `/desk/?key=${encodeURIComponent(key)}`],
    ['packed', `x-debug: ${Buffer.from(`${token}`).toString('base64')}`],
    ['by its bytes', Buffer.from(key).toString('hex')],
    ['cut short', `token ${token.slice(0, 16)}…`],
    ['by its end', `token …${token.slice(-14)}`],
  ])('is seen %s', (_, text) => {
    expect(leaks([{ place: 'log', text }], { token, key })).toEqual([expect.stringMatching(/^(token|key) in log: /)])
  })

  it('is not seen where none is', () => {
    const quiet = [
      { place: 'address', text: 'http://localhost:4880/v1/stream' },
      { place: 'log', text: 'warn origin.refused https://a.example is not in ZVONEK_ORIGINS' },
    ]
    expect(leaks(quiet, { token, key })).toEqual([])
  })

  it('must be long enough to be known', () => {
    expect(() => leaks([], { key: 'abc' })).toThrow('too short')
  })
})
