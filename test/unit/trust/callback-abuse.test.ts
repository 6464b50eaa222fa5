import { expect, it } from 'vitest'
import { noCallbackLimits } from '../../../demo/backend/callback-limits.js'
import { createRig, type Rig } from '../backend/rig.js'
import { abuse, breaches, mobile } from './callback-abuse.js'

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

it('counts on over a restart, and behind a proxy of this machine that nobody has named', async () => {
  const rig = await createRig({ countries: ['CZ'] })
  let n = 0
  /** Whether a callback is dialled, asked for from this machine: everybody looks alike there. */
  const isDialled = async (on: Rig, phone: string) => {
    const { token } = await on.visitor()
    const command = { id: `c${++n}`, type: 'callback.request', widget: 'main', phone }
    await on.backend.visitor.send(token, command, '127.0.0.1')
    const anna = await on.desk()
    return anna.of('snapshot')[0]?.callbacks?.find(one => one.phone === phone && !one.held && one.state === 'requested')
      ? anna.of('snapshot')[0]!.callbacks!.filter(one => one.phone === phone && !one.held).length
      : 0
  }
  expect([await isDialled(rig, mobile(1)), await isDialled(rig, mobile(1))]).toEqual([1, 2])
  // More than one address may ask for, of people who share one.
  for (let person = 0; person < 6; person++) expect(await isDialled(rig, mobile(700_000 + 10_000 * person))).toBe(1)
  await rig.backend.dispose()
  const again = await rig.restart()
  expect(await isDialled(again, mobile(1)), 'a third one').toBe(2)
  await again.pass(86_400_000)
  expect(await isDialled(again, mobile(1)), 'the next day').toBe(3)
})
