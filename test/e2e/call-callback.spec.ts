import { expect, test, type Desk, type Host, type Widget } from './fixtures.js'
import { callOn } from './models/call.js'
import { callerOn } from './models/callback.js'
import { allowDevices, WITH_SCREEN } from './rig/devices.js'

/* After a callback people talk by the phone already: a call beside it begins without sound, whoever starts it. */

test.use({ launchOptions: WITH_SCREEN })
// Two cameras, two encoders and two decoders in software, beside whatever else the machine does.
test.setTimeout(240_000)

/** An operator has dialled a number that was asked to be called; the panel is their chat. */
const dial = async ({ host, visitor, anna }: { host: Host; visitor: Widget; anna: Desk }) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  await host.visit('plain')
  await callerOn(host.page).ask('+420601234567')
  await anna.callbacks.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(visitor.log).toContainText('Anna is here')
}

/** The client has seen themselves, and is in; their picture arrives, and no sound with it. */
const meet = async ({ host, visitor, anna }: { host: Host; visitor: Widget; anna: Desk }) => {
  await expect(visitor.panel.getByRole('heading', { name: 'How you will look and sound' })).toBeVisible()
  await visitor.button('Join the call').click()
  const [client, operator] = [callOn(host.page), callOn(anna.page)]
  await expect(client.button('Unmute microphone')).toBeVisible({ timeout: 45_000 })
  await expect(client.button('Turn camera off')).toBeVisible()
  await expect(operator.stage.getByRole('img', { name: 'Visitor 1 has the sound off.' })).toBeVisible()
  return { client, operator }
}

test('after a callback the operator starts a call: the client comes in with the camera, and without sound', async ({
  host,
  visitor,
  anna,
}) => {
  await dial({ host, visitor, anna })
  await anna.button('Start video').click()
  await visitor.panel.getByRole('group', { name: 'Video call offer' }).getByRole('button', { name: 'Accept' }).click()
  const { client, operator } = await meet({ host, visitor, anna })
  // The phone can be hung up: sound is one press away.
  await client.button('Unmute microphone').click()
  await expect(operator.stage.getByRole('img', { name: 'Visitor 1 has the sound off.' })).toBeHidden()
  await operator.flows()
})

test('after a callback the client starts a call as well, and the operator sees them without sound', async ({
  host,
  visitor,
  anna,
}) => {
  await dial({ host, visitor, anna })
  await visitor.button('Start video').click()
  await anna.page.getByRole('group', { name: 'Video call offer' }).getByRole('button', { name: 'Accept' }).click()
  await meet({ host, visitor, anna })
})
