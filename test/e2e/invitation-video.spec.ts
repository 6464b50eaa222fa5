import { expect, test } from './fixtures.js'
import { callOn } from './models/call.js'
import { callbackOn, readNumber } from './models/invitation.js'
import { seriousFaults } from './rig/axe.js'
import { allowDevices, WITH_DEVICES } from './rig/devices.js'

test.use({ launchOptions: WITH_DEVICES, contextOptions: { reducedMotion: 'reduce' } })
// Two cameras, two encoders and two decoders in software, beside whatever else the machine does.
test.slow()

test('a number for a video call leads into the call in the panel, beside the messages, once it is accepted', async ({
  host,
  visitor,
  anna,
}) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  await anna.button('New invitation').click()
  await readNumber(anna)
  await anna.page.getByRole('combobox', { name: 'Kind' }).selectOption('Video call')
  await anna.button('Make it').click()
  await expect(anna.page.getByText(/^Video call, any number of uses/)).toBeVisible()
  expect(await seriousFaults(anna.page)).toEqual([])
  const code = await readNumber(anna)
  await host.visit('plain')
  await callbackOn(host.page).knock(code)
  await expect(anna.waiting).toContainText('Came by your number, for a video call')
  await anna.client('Visitor 1').getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(visitor.panel).toBeVisible()
  await visitor.panel.getByRole('button', { name: 'Join the call' }).click()
  const [client, operator] = [callOn(host.page), callOn(anna.page)]
  const figures = { client: await client.flows(), operator: await operator.flows() }
  console.log(`invited call run ${JSON.stringify(figures)}`)
  await visitor.say('I see you')
  await expect(anna.message('I see you')).toBeVisible()
  await client.button('Hang up').click()
  await expect(operator.stage).toBeHidden()
  await visitor.say('Thank you')
  await expect(anna.message('Thank you')).toBeVisible()
})
