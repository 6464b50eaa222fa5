import { expect, test } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'
import { html } from './rig/scripted-backend.js'

test('the widget has no serious fault in any state or look', async ({ host, visitor, anna }) => {
  await host.visit('plain')
  await expect(visitor.push).toBeVisible()
  expect(await seriousFaults(host.page), 'launcher').toEqual([])
  await visitor.open()
  await expect(visitor.panel.getByText('We are here')).toBeVisible()
  expect(await seriousFaults(host.page), 'welcome').toEqual([])
  await visitor.say('Good evening')
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  expect(await seriousFaults(host.page), 'ringing').toEqual([])
  await anna.accept('Visitor 1')
  await anna.say('See https://example.com/lamps')
  await visitor.say('🔔')
  await visitor.field.fill('a'.repeat(4_100))
  expect(await seriousFaults(host.page), 'talking').toEqual([])
  await visitor.field.fill('')
  await anna.button('End').click()
  await expect(visitor.button('Write again')).toBeVisible()
  expect(await seriousFaults(host.page), 'ended').toEqual([])
  await visitor.fold()
})

test('nor when nothing can be reached, or words did not go', async ({ page, scripted, scriptedSite, visitor }) => {
  scripted.onCommand((_, response) => html(response, 422))
  await page.goto(scriptedSite.page('plain'))
  await visitor.open()
  await visitor.say('Good evening')
  await expect(visitor.button('Try again')).toBeVisible()
  expect(await seriousFaults(page), 'not sent').toEqual([])
  scripted.onStream(response => html(response, 403))
  await page.reload()
  await visitor.open()
  await expect(visitor.panel.getByText('We cannot reach our desk. What you write is kept.').first()).toBeVisible()
  expect(await seriousFaults(page), 'failed').toEqual([])
})

test('the desk has no serious fault: closed, quiet, ringing, talking', async ({
  backend,
  page,
  host,
  visitor,
  anna,
}) => {
  expect(await seriousFaults(anna.page), 'quiet').toEqual([])
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await anna.client('Visitor 1').getByRole('button', { name: 'Preview' }).click()
  expect(await seriousFaults(anna.page), 'ringing, with a preview').toEqual([])
  await anna.accept('Visitor 1')
  await anna.say('Good evening to you')
  expect(await seriousFaults(anna.page), 'talking').toEqual([])
  await page.goto(`${backend.url}/desk/`)
  await expect(page.getByLabel('Desk key')).toBeVisible()
  expect(await seriousFaults(page), 'closed').toEqual([])
})

test('the QA page has no serious fault @both', async ({ backend, page, visitor }) => {
  await page.goto(backend.qa)
  await visitor.open()
  await expect(page.getByRole('list', { name: 'Events' })).toContainText('open')
  expect(await seriousFaults(page)).toEqual([])
})

test('colours on their way from one look to the next are no fault, however long it takes', async ({
  backend,
  page,
}) => {
  await page.goto(`${backend.url}/desk/`)
  await expect(page.getByLabel('Desk key')).toBeVisible()
  await page.evaluate(() => document.documentElement.style.setProperty('--z-fast', '20s'))
  expect(await seriousFaults(page)).toEqual([])
})

test('a button without a name is found', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.push.evaluate(push => {
    push.removeAttribute('aria-label')
    push.removeAttribute('title')
  })
  await host.page.evaluate(() =>
    document.querySelector('zvonek-host')?.shadowRoot?.querySelector('button span')?.remove(),
  )
  expect((await seriousFaults(host.page)).join()).toContain('button-name')
})
