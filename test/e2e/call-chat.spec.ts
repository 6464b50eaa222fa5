import { expect, test, type Desk, type Host, type Widget } from './fixtures.js'
import { callOn } from './models/call.js'
import { widgetOn } from './models/widget.js'
import { allowDevices, WITH_SCREEN } from './rig/devices.js'

test.use({ launchOptions: WITH_SCREEN })
// Two cameras, two encoders and two decoders in software, beside whatever else the machine does.
test.setTimeout(240_000)

interface People {
  host: Host
  visitor: Widget
  anna: Desk
}

/** The two talk already, and their browsers know them. */
const talk = async ({ host, visitor, anna }: People) => {
  await allowDevices(host.page)
  await allowDevices(anna.page)
  await host.visit('plain')
  await visitor.open()
  await visitor.say('The lamp does not stand')
  await anna.accept('Visitor 1')
  return { client: callOn(host.page), operator: callOn(anna.page) }
}
const offerTo = ({ panel }: Pick<Widget, 'panel'>) => panel.getByRole('group', { name: 'Video call offer' })

/** The operator offers, the client accepts, looks at themselves and goes in. */
const join = async ({ visitor, anna }: Pick<People, 'visitor' | 'anna'>) => {
  await anna.button('Start video').click()
  await offerTo(visitor).getByRole('button', { name: 'Accept' }).click()
  await expect(visitor.panel.getByRole('heading', { name: 'How you will look and sound' })).toBeVisible()
  await visitor.button('Join the call').click()
}

test('the operator offers: declined it is nothing, accepted it runs beside the messages, which stay when it ends', async ({
  host,
  visitor,
  anna,
}) => {
  const people = { host, visitor, anna }
  const { client, operator } = await talk(people)
  await anna.button('Start video').click()
  await offerTo(visitor).getByRole('button', { name: 'Decline' }).click()
  await expect(offerTo(visitor)).toBeHidden()
  await expect(anna.log.getByText('The video call was declined')).toBeVisible()
  await join(people)
  await client.flows()
  await operator.flows()
  await visitor.say('I see you')
  await expect(anna.message('I see you')).toBeVisible()

  await test.step('folding the panel stops nothing', async () => {
    await visitor.fold()
    await client.goesOn()
    await operator.flows()
    await visitor.push.click()
    await client.flows()
  })
  await test.step('sound and camera can be off, and the other side is told', async () => {
    await client.button('Turn camera off').click()
    await expect(operator.stage.getByText('Visitor 1 has the camera off.')).toBeVisible()
    await client.button('Turn camera on').click()
    await client.button('Mute microphone').click()
    await expect(operator.stage.getByRole('img', { name: 'Visitor 1 has the sound off.' })).toBeVisible()
    await client.button('Unmute microphone').click()
    await operator.flows()
  })
  await test.step('a screen is shared either way', async () => {
    await operator.button('Share screen').click()
    await expect(client.stage.getByLabel('Anna: screen')).toBeVisible()
    await operator.button('Stop sharing').click()
    await expect(client.stage.getByLabel('Anna: screen')).toBeHidden()
    await client.button('Share screen').click()
    await expect(operator.stage.getByLabel('Visitor 1: screen')).toBeVisible()
  })
  await operator.button('Hang up').click()
  await expect(client.stage).toBeHidden()
  await expect(operator.stage).toBeHidden()
  await visitor.say('Thank you')
  await expect(anna.message('Thank you')).toBeVisible()
})

test('the client offers, the operator accepts; a reload of either side goes on with the call', async ({
  host,
  visitor,
  anna,
}) => {
  const { client, operator } = await talk({ host, visitor, anna })
  await visitor.button('Start video').click()
  await expect(visitor.panel.getByText('You have offered a video call. Anna decides.')).toBeVisible()
  const offer = anna.page.getByRole('group', { name: 'Video call offer' })
  await offer.getByRole('button', { name: 'Accept' }).click()
  await visitor.button('Join the call').click()
  await client.flows()
  await operator.flows()
  await anna.page.reload()
  await operator.flows()
  await client.goesOn()
  await host.page.reload()
  await client.flows()
  await operator.goesOn()
  await client.button('Hang up').click()
  await expect(operator.stage).toBeHidden()
})

test('whoever has other conversations has no call: both sides hear why, and the queue keeps its client', async ({
  host,
  visitor,
  anna,
  somebody,
  site,
}) => {
  await talk({ host, visitor, anna })
  const second = await somebody()
  await second.goto(site.page('plain'))
  const other = widgetOn(second)
  await other.open()
  await other.say('Me too')
  await anna.accept('Visitor 2')
  await anna.button('Start video').click()
  await expect(anna.page.getByText('A video call needs you alone. End your other conversations first')).toBeVisible()
  await visitor.button('Start video').click()
  await expect(visitor.panel.getByText('The operator is talking to others as well.').first()).toBeAttached()
  await expect(offerTo(visitor)).toBeHidden()
})
