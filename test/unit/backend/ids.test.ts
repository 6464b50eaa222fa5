import { expect, it } from 'vitest'
import { id } from '../../../demo/backend/parse-named.js'
import { Malformed } from '../../../src/protocol/parse.js'

it.each(['a', 'Žluťoučký 🛎️', 'x'.repeat(128)])('takes an id of any whole characters: %s', given => {
  expect(id(given)).toBe(given)
})

it.each(['', 'x'.repeat(129), '\ud800x', 'x\udc00', 7])(
  'refuses what a database could mix up or not hold: %j',
  given => {
    expect(() => id(given)).toThrow(Malformed)
  },
)
