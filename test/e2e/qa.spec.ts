import { expect, test } from './fixtures.js'
import { askingOn } from './models/asking.js'
import { deskOn } from './models/desk.js'
import { letterOn } from './models/letter.js'

test('the page shows every event, and leads to the desk that rings @both', async ({ backend, page, visitor }) => {
  await page.goto(backend.qa)
  const events = page.getByRole('list', { name: 'Events' })
  await visitor.open()
  await visitor.say('Good evening')
  await expect(events.getByRole('listitem').filter({ hasText: 'message' }).first()).toContainText('Good evening')
  for (const type of ['ready', 'open', 'connection', 'availability', 'session.created', 'session.queued'])
    await expect(events.getByText(type, { exact: true }).first()).toBeVisible()

  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Operator’s desk: Boris' }).click(),
  ])
  const boris = deskOn(tab)
  await boris.accept('Visitor 1')
  await expect(events.getByRole('listitem').filter({ hasText: 'session.accepted' })).toContainText('Boris')
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(events.getByRole('listitem')).toHaveCount(0)
})

test('its options are the widget’s options, live or by a new tag @both', async ({ backend, page, visitor }) => {
  await page.goto(backend.qa)
  await visitor.open()
  await visitor.field.fill('Half a sent')
  await page.getByLabel('Language').selectOption('čeština')
  await expect(page.getByRole('textbox', { name: 'Zpráva' })).toHaveValue('Half a sent')
  await page.getByLabel('Language').selectOption('English')
  await visitor.fold()

  const right = (await visitor.push.boundingBox())!.x
  await page.getByLabel('Position').selectOption('left')
  await expect.poll(async () => (await visitor.push.boundingBox())?.x).toBeLessThan(right)
  await page.getByRole('switch', { name: 'Video call' }).click()
  await expect(visitor.launcher.getByRole('button', { name: 'Video call' })).toBeHidden()
  await page.reload()
  await expect(visitor.launcher.getByRole('button', { name: 'Call me back' })).toBeVisible()
  await expect(visitor.launcher.getByRole('button', { name: 'Video call' })).toBeHidden()
  await page.getByLabel('Storage').selectOption('memory')
  await visitor.open()
  await expect(visitor.field).toHaveValue('')
})

test('messengers, parameters and rules are typed, and what is wrong with them is said @both', async ({
  backend,
  page,
  visitor,
  anna,
}) => {
  await page.goto(backend.qa)
  await page.getByLabel('Messengers').fill('whatsapp=601')
  await page.getByLabel('Messengers').blur()
  await expect(page.getByLabel('Messengers')).toHaveAccessibleDescription(/is no account of whatsapp/)
  await page.getByLabel('Messengers').fill('whatsapp=+420601234567')
  await page.getByLabel('Messengers').blur()
  await expect(visitor.launcher.getByRole('button', { name: 'WhatsApp' })).toBeVisible()
  await page.getByLabel('Rules').fill('{"list":[{"id":"hello","then":[{"do":"popUp","text":"Can we help?"}]}]}')
  await page.getByLabel('Rules').blur()
  await expect(page.getByRole('paragraph').filter({ hasText: 'Can we help?' })).toBeVisible()
  await page.getByLabel('Rules').fill('')
  await page.getByLabel('Rules').blur()
  await page.getByLabel('Parameters').fill('plan=gold')
  await page.getByLabel('Parameters').blur()
  await page.getByLabel('Title').fill('Lamps')
  await page.getByLabel('Title').blur()
  await page.reload()
  await visitor.open()
  await visitor.say('Good evening')
  await anna.client('Visitor 1').getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText(/plan\s*gold\s*page/)
})

test('its faults are faults: a cut line, and everything sent twice @both', async ({ backend, page, visitor, anna }) => {
  await page.goto(backend.qa)
  await page.getByRole('switch', { name: 'Send everything twice' }).click()
  await visitor.open()
  await visitor.say('Good evening')
  await anna.accept('Visitor 1')
  await visitor.say('Only once')
  await page.getByRole('switch', { name: 'Cut the connection' }).click()
  await expect(visitor.notice(/^No connection/)).toBeVisible()
  await visitor.say('From the dark')
  await page.getByRole('switch', { name: 'Cut the connection' }).click()
  await expect(anna.message('From the dark')).toBeVisible({ timeout: 20_000 })
  const all = ['Good evening', 'Only once', 'From the dark']
  await expect.poll(() => anna.shown(/Good evening|Only once|From the dark/)).toEqual(all)
  await expect.poll(() => visitor.shown(/Good evening|Only once|From the dark/)).toEqual(all)
})

test('a slow network is told @both', async ({ backend, page, visitor, anna }) => {
  await page.goto(backend.qa)
  await page.getByRole('switch', { name: /^Slow/ }).click()
  await visitor.open()
  // Looked for from the start on: it stands there only as long as the network takes.
  const told = expect(visitor.panel.getByText('Sending', { exact: true })).toBeVisible({ timeout: 20_000 })
  await Promise.all([told, visitor.say('Good evening')])
  await expect(anna.client('Visitor 1')).toContainText('Good evening', { timeout: 20_000 })
})

test('hours, groups and forms of the backend are changed there, and the open widget and the snippet follow @both', async ({
  backend,
  page,
  visitor,
}) => {
  await page.goto(backend.qa)
  await page.getByRole('button', { name: 'Change them here' }).click()
  const letter = letterOn(page)
  await page.getByLabel('Opening hours').selectOption('closed now')
  await expect(page.getByRole('list', { name: 'Groups' })).toContainText('desk')
  await visitor.push.click()
  await expect(letter.field('Phone')).toBeVisible()
  await page.getByLabel('Offline form').selectOption('e-mail and message')
  await expect(letter.field('Phone')).toHaveCount(0)
  await page.getByRole('button', { name: 'Remove the group desk' }).click()
  await expect(letter.form).toHaveCount(0)
  await page.getByLabel('Entry form').selectOption('a little of everything')
  await expect(askingOn(page).choice(/^An order/)).toBeVisible()
  await page.getByLabel('Entry form').selectOption('none')
  await expect(visitor.field).toBeVisible()
  await page.getByLabel('New group').fill('Repairs and more')
  await page.getByLabel('New group').press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'is no name for a group' })).toBeVisible()
  const snippet = page.getByRole('region', { name: 'For your page' })
  await expect(snippet).not.toContainText('landing')
  await page.getByLabel('Widget').selectOption('landing')
  await expect(snippet).toContainText('landing')
})
