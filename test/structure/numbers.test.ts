import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createNodeSecrets } from '../../demo/server/node-secrets.js'
import { constantIn, filled, say, type Fact } from './numbers.js'

/* Where a number stands in prose, this holds it to the code. */

const fact = (sentence: string, path: string, constants: string, how: Fact['say']): Fact => ({
  sentence,
  path,
  constants: constants.split(' '),
  say: how,
})

const facts: Record<string, Fact[]> = {
  'README.md': [
    fact(
      'At most {} names and 50 patterns, of {} characters each',
      'demo/backend/site/read-page-rules.ts',
      'MOST.many MOST.characters',
      say.digits,
    ),
    fact(
      'at most {}, names of {} and values of {} characters, {} together',
      'src/app/context/params.ts',
      'MOST.many MOST.key MOST.value MOST.all',
      say.digits,
    ),
    fact('nobody has answered it for {} minutes', 'demo/backend/offers.ts', 'FRESH', say.minutes),
    fact('`once` is `page`, `visit` ({} minutes without', 'src/core/rule-memory.ts', 'VISIT', say.minutesInDigits),
    fact('The sentence has at most {} characters', 'demo/backend/offering.ts', 'LONGEST_OFFER', say.digits),
    fact('are held to {} seconds and to a field', 'demo/backend/automatic.ts', 'QUICKEST', say.seconds),
    fact('whatever is not `true` within {} seconds refuses it', 'demo/server/verifier.ts', 'PATIENCE', say.seconds),
    fact('attachments up to {} MB together', 'demo/server/mail/attach.ts', 'MOST_ATTACHED', say.mega),
    fact('on its next {} open days', 'demo/backend/slots.ts', 'DAYS', say.word),
    fact(
      'Of one number {} a day are shown, of one address {} an hour, of numbers that differ in their last four digits only {} an hour',
      'demo/backend/callback-limits.ts',
      'LIMITS.number.most LIMITS.address.most LIMITS.prefix.most',
      say.word,
    ),
    fact('takes longer than {} seconds, is told', 'src/app/identity.ts', 'PATIENCE', say.seconds),
    fact('Commands wait {} seconds, then come again later', 'demo/server/stores/sqlite.ts', 'patience', say.seconds),
    fact(
      'At {} MiB that waits, the stream is cut and later goes on from where it was. At most {} MiB wait for all together',
      'demo/server/sse.ts',
      'MOST_WAITING MOST_TOGETHER',
      say.mebi,
    ),
    fact('leaves the older address for {} days', 'demo/server/kept-chunks.ts', 'KEPT', say.days),
    fact('the files they were built from stay for {} days', 'demo/server/kept-chunks.ts', 'KEPT', say.days),
  ],
  'SECURITY.md': [
    fact('A sign-in lasts {} hours at most', 'demo/server/data/sittings.ts', 'SITTING_LASTS', say.hours),
    fact('a signed token of at most {} minutes', 'demo/server/identity/identify.ts', 'LONGEST', seconds =>
      say.word(seconds / 60),
    ),
  ],
}

describe.each(Object.entries(facts))('the numbers in %s', (paper, held) => {
  const prose = readFileSync(paper, 'utf8')

  it.each(held)('are what the code has: $sentence', one => {
    expect(prose).toContain(filled(one, readFileSync(one.path, 'utf8')))
  })
})

it('the version of Node that README asks for is the one of the package', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  expect(readFileSync('README.md', 'utf8')).toContain(`needs Node ${engines.node.replace('>=', '')} or later`)
})

it('the bits of a token are those that SECURITY.md says', () => {
  const bits = Buffer.from(createNodeSecrets('').token(), 'base64url').length * 8
  expect(readFileSync('SECURITY.md', 'utf8')).toContain(`a random ${bits}-bit token`)
})

describe('a number in prose', () => {
  it('would be caught when the code has another', () => {
    const [first] = facts['SECURITY.md'] ?? []
    const text = 'export const SITTING_LASTS = 8 * 3_600_000\n'
    expect(filled(first!, text)).toBe('A sign-in lasts eight hours at most')
  })

  it('would be caught when nothing is called so any more', () => {
    expect(constantIn('const LIMITS = {\n  a: { most: 2 },\n  b: 1 << 20,\n} as const\n', 'LIMITS.b')).toBe(1_048_576)
    expect(constantIn('const LIMITS = {\n  a: { most: 2 },\n}', 'LIMITS.a.most')).toBe(2)
    expect(constantIn('const { path, patience = 2_000 } = options', 'patience')).toBe(2_000)
    expect(() => constantIn('const OTHER = 3', 'GONE')).toThrow('No number is called “GONE”.')
    expect(() => constantIn('const LIMITS = { a: 3 }', 'LIMITS.b')).toThrow('No number')
  })
})
