import { expect, test, type Page } from '@playwright/test'
import { callOn } from './models/call.js'
import { seriousFaults } from './rig/axe.js'
import { acceptCall, createCallHouse, pressVideo, type CallHouse } from './rig/call-house.js'
import { WITH_DEVICES } from './rig/devices.js'
import type { Desk } from './models/desk.js'

/* A picture of the client's video comes into the conversation by their consent alone. */
test.use({ launchOptions: WITH_DEVICES, contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ mode: 'serial' })

let house: CallHouse
let anna: Desk
let tab: Page
test.beforeAll(async ({ browser }) => {
  house = await createCallHouse(browser)
  anna = await house.sit('anna')
  const host = await house.somebody()
  await host.goto(house.site.page('plain'))
  tab = await pressVideo(host)
  await acceptCall(anna)
  await callOn(tab).flows()
  await callOn(anna.page).flows()
})
test.afterAll(() => house?.close())

const consent = () => tab.getByRole('group', { name: 'Picture of your video' })
const pictures = () => anna.page.getByRole('log').getByRole('img', { name: 'picture.jpg' })
/** Presses a button by keyboard alone: what is focused is told by the browser itself. */
const pressByKey = async (name: string) => {
  const button = consent().getByRole('button', { name })
  for (let n = 0; n < 20 && !(await button.evaluate(isFocused)); n++) await tab.keyboard.press('Tab')
  await expect(button).toBeFocused()
  await tab.keyboard.press('Enter')
}
const isFocused = (element: Element) => (element.getRootNode() as ShadowRoot).activeElement === element

test('who declines is not pictured, and the operator is told', async () => {
  await anna.button('Ask for a picture').click()
  await expect(anna.page.getByText(/You have asked for a picture/)).toBeVisible()
  await expect(consent().getByRole('alert')).toContainText('Anna asks to take a picture of your video')
  await pressByKey('Decline')
  await expect(consent()).toBeHidden()
  await expect(anna.page.getByText(/does not want a picture to be taken/)).toBeVisible()
  await expect(pictures()).toHaveCount(0)
  expect(await seriousFaults(anna.page), 'declined').toEqual([])
})

test('who accepts is pictured once: a file of the conversation, as both can look at it', async () => {
  await anna.button('Ask for a picture').click()
  await pressByKey('Accept')
  await expect(anna.page.getByText('The picture is in the conversation.')).toBeVisible()
  await expect(tab.getByText('Anna has taken the picture. It is in this conversation.')).toBeVisible()
  await expect(pictures()).toHaveCount(1)
  const size = await pictures().evaluate((img: HTMLImageElement) =>
    img.decode().then(() => [img.naturalWidth, img.naturalHeight]),
  )
  const href = (await tab.getByRole('link', { name: 'Look at the picture' }).getAttribute('href')) ?? ''
  const seen = await tab.request.get(href)
  expect(seen.headers()['content-type']).toBe('image/jpeg')
  const bytes = (await seen.body()).length
  expect(Math.min(...size)).toBeGreaterThan(100)
  expect(bytes).toBeGreaterThan(1_000)
  console.log(`picture taken ${JSON.stringify({ size, bytes })}`)
})

test('a camera that is off is not asked for a picture; what goes off meanwhile is told', async () => {
  await callOn(tab).button('Turn camera off').click()
  await expect(anna.button('Ask for a picture')).toBeDisabled()
  await callOn(tab).button('Turn camera on').click()
  await anna.button('Ask for a picture').click()
  await expect(consent()).toBeVisible()
  await callOn(tab).button('Turn camera off').click()
  await expect(anna.page.getByText(/has the camera off/)).toBeVisible()
  await consent().getByRole('button', { name: 'Accept' }).click()
  await expect(anna.page.getByText(/There was nothing to be taken/)).toBeVisible()
  await expect(pictures()).toHaveCount(1)
})
