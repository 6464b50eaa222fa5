import { expect, test } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'
import { bridgeTo } from './rig/bridge.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('who writes by WhatsApp is accepted at the desk, and what is said reaches the bridge once and in order, whatever happens to it', async ({
  backend,
  anna,
}) => {
  const bridge = await bridgeTo(backend, 'whatsapp')
  await bridge.deliver('Do you deliver to Slovakia?')
  const client = anna.client('Jana')
  await expect(client.getByRole('img', { name: 'WhatsApp' })).toBeVisible()
  await expect(client).toContainText('Do you deliver to Slovakia?')
  await client.getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText('+420601234567')
  await anna.accept('Jana')
  await expect(anna.page.getByText('writes by WhatsApp')).toBeVisible()
  await expect.poll(() => bridge.got.map(({ data }) => data.text)).toEqual(['Anna is here'])

  await bridge.answer(503)
  await anna.say('Yes, in two days.')
  const undelivered = anna.page.getByRole('region', { name: 'Not delivered' })
  await expect(undelivered).toContainText('1 message has not reached WhatsApp yet. The bridge did not take it (503).')
  expect(await seriousFaults(anna.page)).toEqual([])

  await backend.kill()
  await bridge.answer(0)
  await backend.start()
  await anna.say('Shall I send you an offer?')
  await expect(undelivered).toContainText('2 messages have not reached WhatsApp yet.')
  await expect(undelivered).toContainText('(ECONNREFUSED)', { timeout: 30_000 })

  await bridge.answer(204)
  const texts = () => bridge.got.map(({ data }) => data.text)
  const all = ['Anna is here', 'Yes, in two days.', 'Shall I send you an offer?']
  await expect.poll(texts, { timeout: 60_000 }).toEqual(all)
  await expect(undelivered).toBeHidden()

  await bridge.deliver('Please do.')
  await expect(anna.message('Please do.')).toBeVisible()
  await anna.button('End').click()
  await expect.poll(() => bridge.got.at(-1)?.type).toBe('session.ended')
  expect(texts()).toEqual([...all, 'The conversation has ended'])
  expect(new Set(bridge.got.map(({ id }) => id)).size).toBe(bridge.got.length)
  console.log(`bridge ${JSON.stringify({ asked: bridge.asked(), taken: bridge.got.length })}`)
  await bridge.close()
})

test('what the bridge will never take stands at the desk, with what it was, and may be tried again', async ({
  backend,
  anna,
}) => {
  const bridge = await bridgeTo(backend, 'signal')
  await bridge.deliver('Hello')
  await anna.accept('Jana')
  await expect.poll(() => bridge.got.length).toBe(1)
  await bridge.answer(422)
  await anna.say('Too long for them')
  await expect(anna.page.getByRole('region', { name: 'Not delivered' })).toContainText(
    'This did not reach signal (422): “Too long for them”',
  )
  await bridge.answer(204)
  await anna.button('Try again').click()
  await expect.poll(() => bridge.got.at(-1)?.data.text).toBe('Too long for them')
  await expect(anna.page.getByRole('region', { name: 'Not delivered' })).toBeHidden()
  await bridge.close()
})
