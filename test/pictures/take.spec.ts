import { expect, test } from '@playwright/test'
import { deskOn } from '../e2e/models/desk.js'
import { widgetOn } from '../e2e/models/widget.js'
import { createStudio, type Looks, type Studio } from './studio.js'

const SECOND = 1_000
const MINUTE = 60_000
const DESKTOP = { width: 1200, height: 750, scale: 2 }
const PHONE = { width: 390, height: 780 }

/** Somebody comes to the shop and writes. */
const ring = async ({ person, go, page: shop }: Studio, looks: Looks, words: string) => {
  const page = await person(looks)
  await go(page, shop)
  const visitor = widgetOn(page)
  await visitor.open()
  await visitor.say(words)
  return visitor
}

test('pictures', async ({ browser }) => {
  const studio = await createStudio(browser)
  const { person, go, take, pass } = studio
  const desk = deskOn(await person(DESKTOP))
  await go(desk.page, studio.desk)

  const page = await person(DESKTOP)
  const visitor = widgetOn(page)
  await go(page, studio.page)
  await expect(visitor.push).toBeVisible()
  await take('page-launcher', page, 'css')

  const other = await ring(studio, DESKTOP, 'My desk lamp flickers. Do you repair them?')
  await desk.accept('Visitor 1')
  await pass(20 * SECOND)
  await desk.say('We do. Bring it any day, it takes a week.')
  await expect(other.message('We do. Bring it any day, it takes a week.')).toBeVisible()
  await pass(2 * MINUTE)

  await visitor.open()
  await visitor.say('Good morning, which bulb fits the Moon pendant?')
  await expect(visitor.panel.getByText('You are number 1.').first()).toBeVisible()
  await take('panel-ringing', visitor.panel)

  await pass(40 * SECOND)
  await desk.accept('Visitor 2')
  await pass(20 * SECOND)
  await desk.say('Good morning! The E27, up to 12 W.')
  await desk.say('A warm one, 2700 K, suits the opal glass best.')
  await expect(visitor.message('A warm one, 2700 K, suits the opal glass best.')).toBeVisible()
  await expect(desk.log.getByText(/^Read/)).toBeVisible()
  await pass(MINUTE)
  await visitor.say('And is it dimmable?')
  await expect(desk.message('And is it dimmable?')).toBeVisible()
  await expect(visitor.log.getByText('Read', { exact: true })).toHaveCount(2)
  await take('panel-talking', visitor.panel)
  await take('page-talking', page, 'css')
  await page.setViewportSize(PHONE)
  await take('phone-talking', page)
  await page.setViewportSize(DESKTOP)

  await desk.field.fill('Yes, with any dimmer for LEDs.')
  await other.say('Then I shall come on Friday.')
  await pass(30 * SECOND)
  await ring(studio, { ...DESKTOP, system: 'X11; Linux x86_64' }, 'Does the Dome come in blue too?')
  await pass(80 * SECOND)
  await ring(studio, { ...DESKTOP, browser: 'Chrome/142.0.0.0 Edg/142.0.0.0' }, 'Where is my order?')
  await pass(12 * SECOND)
  // Everything on the desk that tells the time moves with one tick.
  await expect(desk.client('Visitor 4').getByRole('time')).toHaveText('0:12')
  await take('desk-talking', desk.page, 'css')
  await desk.client('Visitor 4').getByRole('button', { name: 'Preview' }).click()
  await expect(desk.preview).toBeVisible()
  await take('desk-preview', desk.page, 'css')
  await desk.button('Close preview').click()
  await desk.page.setViewportSize(PHONE)
  await desk.log.evaluate(log => log.closest('main')?.scrollIntoView())
  await take('desk-phone', desk.page)
  await desk.page.setViewportSize(DESKTOP)

  await studio.cut()
  await expect(visitor.notice(/^No connection/)).toBeVisible()
  await visitor.say('The dial says 20 to 60 W.')
  await expect(visitor.log.getByText('Waiting for the connection')).toBeVisible({ timeout: 15_000 })
  await take('panel-lost', visitor.panel)
  await studio.mend()
  await expect(desk.message('The dial says 20 to 60 W.')).toBeVisible({ timeout: 40_000 })

  await desk.button('Send').click()
  await expect(visitor.message('Yes, with any dimmer for LEDs.')).toBeVisible()
  await visitor.say('Perfect, thank you.')
  await expect(desk.message('Perfect, thank you.')).toBeVisible()
  await pass(MINUTE)
  await desk.button('End').click()
  await expect(visitor.button('Write again')).toBeVisible()
  await expect(visitor.notice('Connected again')).toHaveCount(0)
  await take('panel-ended', visitor.panel)
  await studio.close()
})
