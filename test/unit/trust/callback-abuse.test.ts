import { expect, it } from 'vitest'
import { noCallbackLimits } from '../../../demo/backend/callback-limits.js'
import { abuse, breaches } from './callback-abuse.js'

/*
 * S14: whoever asks for calls by script makes nobody's phone ring all day and costs the site no far or dear call; and cannot
 * tell what was held back.
 */

it('a day of scripts reaches the desk a few times only, and never a dear or a far number', async () => {
  const plan = { seed: 14, each: 2_500 }
  const went = await abuse(plan)
  console.log(`S14 ${JSON.stringify({ ...plan, ...went })}`)
  expect(breaches(went)).toEqual([])
  // Honest people are among them: not everything is held back.
  expect(went.queued).toMatchObject({ number: 2 })
  expect(went.queued.address).toBeGreaterThan(3)
  expect(went.queued.prefix).toBeGreaterThan(10)
}, 60_000)

it('a backend that does not count would be caught', async () => {
  const found = breaches(await abuse({ seed: 7, each: 300, limits: noCallbackLimits }))
  expect(found).toEqual([
    'number: 20 reached the desk, 2 may',
    'address: 300 reached the desk, 72 may',
    'prefix: 300 reached the desk, 240 may',
  ])
})

it('a backend that calls anywhere would be caught', async () => {
  const found = breaches(await abuse({ seed: 7, each: 100, countries: ['CZ', 'CI'] }))
  expect(found).toEqual([expect.stringMatching(/^blocked: \d+ reached the desk, 0 may$/)])
})
