import { expect, it } from 'vitest'
import { attack, breaches, race } from './guessing.js'

/*
 * S13: a number of an invitation is six digits, so the chance of a guess is what it is; what is held here is that hardly
 * any guess is looked at, that a lucky one shows nothing, and that those with a good number come through all the same.
 */

/** 50 until the alarm, then one for each address a day. */
const budget = (addresses: number) => 50 + addresses

it('guessing a day long from two thousand addresses shows nothing, and keeps nobody out', async () => {
  const plan = { seed: 13, tries: 100_000, addresses: 2_000, live: 20, lucky: 5 }
  const went = await attack(plan)
  const chance = 1 - (1 - plan.live / 1e6) ** went.evaluated
  console.log(
    `S13 ${JSON.stringify({ ...plan, budget: budget(plan.addresses), ...went, chanceOfAKnock: `${(chance * 100).toFixed(1)} %` })}`,
  )
  expect(breaches(went, budget(plan.addresses))).toEqual([])
  expect(went.knocks).toBeGreaterThanOrEqual(plan.lucky)
}, 60_000)

it('one number never lets two in, however close they come', async () => {
  const pairs = 1_000
  const went = await race(pairs)
  console.log(`S13 ${JSON.stringify({ pairs, ...went })}`)
  expect(went).toEqual({ twice: 0, none: 0 })
}, 60_000)

const small = { seed: 7, tries: 2_400, addresses: 100, live: 20, lucky: 3 }

it('a backend that does not count would be caught', async () => {
  const went = await attack({ ...small, attempts: { wait: () => 0, fail: () => {}, isAlarmed: () => false } })
  expect(breaches(went, budget(small.addresses))).toEqual([
    expect.stringMatching(/^24\d\d tries were looked at, 150 may be$/),
    'the desk was not warned',
  ])
})

it('a backend that keeps everybody out while somebody guesses would be caught', async () => {
  let failures = 0
  const attempts = { wait: () => (failures >= 50 ? 60_000 : 0), fail: () => void failures++, isAlarmed: () => true }
  const found = breaches(await attack({ ...small, attempts }), budget(small.addresses))
  expect(found).toContainEqual(expect.stringMatching(/^\d+ visitors with a good number were turned away$/))
})

it('a number that opens instead of knocking would be caught', async () => {
  const onRing = (desk: { send(command: object): Promise<unknown> }, session: string) =>
    desk.send({ id: `at once ${session}`, type: 'session.accept', session })
  const found = breaches(await attack({ ...small, onRing }), budget(small.addresses))
  expect(found).toEqual([expect.stringMatching(/^\d+ bytes were shown before the acceptance$/)])
})

it('a number that is not burnt would be caught', async () => {
  const { twice } = await race(5, 1_700_000_000_000 + 60_000)
  expect(twice).toBe(5)
})
