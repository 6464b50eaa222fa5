import { expect, test, type Widget } from './fixtures.js'
import type { Page, Route } from '@playwright/test'
import { askingOn } from './models/asking.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { begin } from './rig/scripted-backend.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const FORM = {
  id: 'entry',
  title: 'Before we start',
  fields: [{ name: 'name', type: 'text', label: 'Name', required: true }],
}

/** Neither the one nor the other, and nothing that could be taken for either. */
const isUndecided = async ({ panel }: Widget) => {
  await expect(panel.locator('[aria-busy="true"]')).toBeVisible()
  await expect(panel.getByRole('textbox')).toHaveCount(0)
  await expect(panel.getByRole('form')).toHaveCount(0)
  await expect(panel.getByRole('heading', { name: 'Chat', exact: true })).toBeFocused()
}

test('who presses before the backend has spoken sees neither field nor form, and then the form alone', async ({
  host,
  visitor,
  page,
}) => {
  const held: Route[] = []
  let isHeld = true
  await page.route('**/v1/stream', route => (isHeld ? void held.push(route) : route.continue()))
  await host.visit('asking')
  const seen = await watchFields(page)
  await visitor.push.click()
  await expect.poll(() => held.length).toBe(1)
  await isUndecided(visitor)
  expect(await seriousFaults(page)).toEqual([])
  isHeld = false
  for (const route of held) await route.continue()
  const { before, field } = askingOn(page)
  await expect(before).toBeVisible()
  await expect(field('Name')).toBeFocused()
  expect(await seen()).not.toContain('Message')
})

test('the check sees a field that flashes: a widget of which nobody says that it asks has one at once', async ({
  host,
  visitor,
  page,
}) => {
  host.site.change('plain', html => html.replace('?widget=main', '" data-widget="service'))
  await host.visit('plain')
  const seen = await watchFields(page)
  await visitor.push.click()
  await expect(askingOn(page).before).toBeVisible()
  expect(await seen()).toContain('Message')
})

test.describe('a line that is slow or cut', () => {
  test.beforeEach(({ scriptedSite }) =>
    scriptedSite.change('plain', html => html.replace('?widget=main"', '" data-asks')),
  )

  test('leaves it open what comes, says so, and brings the form once it is back', async ({
    page,
    scripted,
    scriptedSite,
  }) => {
    scripted.onStream(response => void response.destroy())
    const visitor = widgetOn(page)
    await page.goto(scriptedSite.page('plain'))
    const seen = await watchFields(page)
    await visitor.push.click()
    await expect(visitor.notice('No connection.')).toBeVisible()
    await isUndecided(visitor)
    const answer = (response: Parameters<typeof begin>[0]) =>
      begin(response, { settings: { title: 'Scripted', entryForm: FORM } })
    // The line comes back once it is asked for: it would be tried by itself too, and nothing would be left to press.
    const held: Parameters<typeof begin>[0][] = []
    scripted.onStream(response => void held.push(response))
    await visitor.button('Try now').click()
    await expect.poll(() => held.some(({ destroyed }) => !destroyed)).toBe(true)
    scripted.onStream(answer)
    held.filter(({ destroyed }) => !destroyed).forEach(answer)
    await expect(askingOn(page).field('Name')).toBeFocused()
    expect(await seen()).not.toContain('Message')
  })

  test('brings the field for writing where the backend asks nothing after all', async ({
    page,
    scripted,
    scriptedSite,
  }) => {
    const streams: Parameters<typeof begin>[0][] = []
    scripted.onStream(response => void streams.push(response))
    const visitor = widgetOn(page)
    await page.goto(scriptedSite.page('plain'))
    await visitor.push.click()
    await expect.poll(() => streams.length).toBe(1)
    await isUndecided(visitor)
    for (const stream of streams) begin(stream)
    await expect(visitor.field).toBeFocused()
    await expect(visitor.panel.locator('[aria-busy="true"]')).toHaveCount(0)
  })

  test('lets who talks already go on writing after a reload', async ({ page, scripted, scriptedSite }) => {
    const visitor = widgetOn(page)
    await page.goto(scriptedSite.page('plain'))
    await visitor.push.click()
    await visitor.say('Is anybody there?')
    await expect(visitor.message('Is anybody there?')).toBeVisible()
    scripted.onStream(() => {})
    await page.reload()
    await visitor.push.click()
    await expect(visitor.field).toBeFocused()
  })
})

/** Names of all fields that stand in the widget from now on, however shortly. */
const watchFields = async (page: Page) => {
  await page.evaluate(async () => {
    const seen: string[] = []
    Reflect.set(window, 'fieldsSeen', seen)
    const { zvonek } = window as { zvonek?: { ready: Promise<void> } }
    await zvonek?.ready
    const root = document.querySelector('zvonek-host')!.shadowRoot!
    const look = () => {
      for (const field of root.querySelectorAll('textarea, input')) seen.push(field.getAttribute('aria-label') ?? '')
    }
    new MutationObserver(look).observe(root, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => Reflect.get(window, 'fieldsSeen') as string[])
}
