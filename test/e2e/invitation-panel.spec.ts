import { expect } from './fixtures.js'
import { callbackOn, cardOn, invite, wrong } from './models/invitation.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { begin, json } from './rig/scripted-backend.js'
import { test } from './timed-fixtures.js'

const MINUTE = 60_000
const CAN = { capabilities: ['invitation'] }
/** Gives a host page the button. */
const withCallback = (html: string) => html.replace('?widget=main', '?widget=main&amp;buttons=webchat,callback')

test.beforeEach(async ({ site }) => {
  for (const page of ['plain', 'strict-csp', 'polluted']) site.change(page, withCallback)
})

test('the whole way goes by keyboard', async ({ host, visitor, anna }) => {
  const { keyboard } = host.page
  const { panel, field, ringing, alert } = callbackOn(host.page)
  const push = visitor.launcher.getByRole('button', { name: 'Call me back', exact: true })
  await expect(anna.button('New invitation')).toBeVisible()
  await anna.page.keyboard.press('Alt+i')
  const status = cardOn(anna).getByRole('status')
  await expect(status).toHaveText(/^\d{6}$/)
  const code = (await status.textContent()) ?? ''
  await host.visit('plain')
  await visitor.push.focus()
  await keyboard.press('Tab')
  await expect(push).toBeFocused()
  await keyboard.press('Enter')
  await expect(panel.getByRole('textbox', { name: 'Phone number' })).toBeFocused()
  for (let n = 0; n < 2; n++) await keyboard.press('Tab')
  await expect(field).toBeFocused()

  await keyboard.type('123')
  await keyboard.press('Enter')
  await expect(alert).toContainText('The number has six digits.')
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('123')
  await expect(field).toHaveAccessibleDescription('The number has six digits. Please check them.')
  await keyboard.press('Control+A')
  await keyboard.type(`(${code.slice(0, 2)}) ${code.slice(2, 4)}.${code.slice(4)}`)
  await keyboard.press('Enter')
  await expect(ringing).toBeVisible()
  await expect(panel.getByRole('heading', { name: 'Call me back' })).toBeFocused()

  await keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(push).toBeFocused()
  await keyboard.press('Enter')
  await expect(ringing).toBeVisible()
  await expect(panel.getByRole('heading', { name: 'Call me back' })).toBeFocused()
  await keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: 'Close' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(panel.getByText('We have stopped ringing.')).toBeVisible()
  await expect(field).toBeFocused()
})

test('six digits that are pasted connect at once, however they are parted', async ({ host, anna }) => {
  const { field, ringing, open } = callbackOn(host.page)
  const code = await invite(anna)
  await host.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await host.visit('plain')
  await open()
  await host.page.evaluate(text => navigator.clipboard.writeText(text), ` ${code.slice(0, 3)} – ${code.slice(3)}\n`)
  await field.press('Control+V')
  await expect(ringing).toBeVisible()
})

test('a number runs out after ten minutes, and says so', async ({ host, anna, timed }) => {
  const { field, connect, alert, open } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await open()
  timed.pass(10 * MINUTE)
  await field.fill(code)
  await connect.click()
  await expect(alert).toHaveText('This number has run out. Ask the operator for a new one.')
  await expect(field).toHaveValue(`${code.slice(0, 3)} ${code.slice(3)}`)
})

test('it rings on through a reload, and from another tab', async ({ host, visitor, anna, context }) => {
  const { ringing, open, knock } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await knock(code)
  await host.page.reload()
  await open()
  await expect(ringing).toBeVisible()
  const other = await context.newPage()
  await other.goto(host.site.page('plain'))
  await callbackOn(other).open()
  await expect(callbackOn(other).ringing).toBeVisible()
  await anna.accept('Visitor 1')
  await expect(visitor.panel).toBeVisible()
  await expect(callbackOn(other).panel).toBeHidden()
})

test('who waits already leaves the queue and rings at the one door', async ({ host, visitor, anna, sit }) => {
  const boris = await sit('boris')
  const { field, connect, ringing } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Good evening')
  await expect(boris.client('Visitor 1')).toBeVisible()
  await host.tell(z => z.open('callback'))
  await field.fill(code)
  await connect.click()
  await expect(ringing).toBeVisible()
  await expect(boris.client('Visitor 1')).toBeHidden()
  await anna.accept('Visitor 1')
  await expect(visitor.message('Good evening')).toBeVisible()

  await host.tell(z => z.open('callback'))
  await field.fill(code)
  await connect.click()
  const { panel, alert } = callbackOn(host.page)
  await expect(alert).toHaveText('You are in a conversation. End it first, then connect.')
  await panel.getByRole('button', { name: 'Write a message' }).click()
  await expect(visitor.field).toBeFocused()
})

test('a strict policy is kept, and names on all objects change nothing', async ({ host, anna, somebody }) => {
  const visits = [
    [host.page, 'strict-csp', ''],
    [await somebody(), 'polluted', '?with=text'],
    [await somebody(), 'polluted', '?with=object'],
  ] as const
  for (const [page, name, query] of visits) {
    const { field, connect, ringing, alert, open } = callbackOn(page)
    const code = await invite(anna)
    await page.goto(host.site.page(name) + query)
    await open()
    await field.fill('12345')
    await connect.click()
    await expect(alert).toHaveText('The number has six digits. Please check them.')
    await field.fill(wrong(code))
    await connect.click()
    await expect(alert).toHaveText('We do not know this number. Please check the six digits.')
    await field.fill(code)
    await connect.click()
    await expect(ringing).toBeVisible()
    await anna.waiting.getByRole('button', { name: 'Accept', exact: true }).click()
    await expect(widgetOn(page).panel).toBeVisible()
    await anna.button('End').click()
    await expect(widgetOn(page).button('Write again')).toBeVisible()
  }
  expect(host.breaches).toEqual([])
})

test('a link opens the panel on a page with names on all objects too', async ({ host, anna, somebody }) => {
  const code = await invite(anna)
  for (const query of ['?with=text', '?with=object']) {
    const page = await somebody()
    const { field } = callbackOn(page)
    await page.goto(`${host.site.page('polluted')}${query}#zvonek=${code}`)
    await expect(field).toHaveValue(`${code.slice(0, 3)} ${code.slice(3)}`)
    expect(new URL(page.url()).hash).toBe('')
  }
})

test('a backend that takes no numbers, or answers strangely, leaves the digits and a way on', async ({
  page,
  scripted,
  scriptedSite,
}) => {
  const { field, connect, alert, ringing, panel, open } = callbackOn(page)
  scriptedSite.change('plain', withCallback)
  const refused = async () => {
    await field.fill('482193')
    await connect.click()
    await expect(alert).toHaveText('We cannot reach our desk. What you write is kept.')
    await expect(field).toHaveValue('482 193')
    await expect(panel.getByRole('button', { name: 'Write a message' })).toBeVisible()
  }
  await page.goto(scriptedSite.page('plain'))
  await open()
  await refused()
  expect(scripted.commands).toEqual([])

  scripted.onStream(response => begin(response, CAN))
  await page.reload()
  await open()
  for (const [status, code] of [
    [422, 'unsupported'],
    [422, 'valueOf'],
    [404, 'gone'],
  ] as const) {
    scripted.onCommand((_, response) => json(response, status, { code, message: '' }))
    await refused()
  }
  expect(scripted.commands.length).toBeGreaterThanOrEqual(3)
  await expect(ringing).toBeHidden()
})

test('without a connection the number waits, and goes out by itself', async ({ page, scripted, scriptedSite }) => {
  const { field, connect, panel, open } = callbackOn(page)
  scriptedSite.change('plain', withCallback)
  await page.goto(scriptedSite.page('plain'))
  await open()
  await expect.poll(() => scripted.opened.length).toBe(1)
  scripted.onStream(response => response.destroy())
  scripted.say({ type: 'bye', after: 1 })
  await expect.poll(() => scripted.opened.length).toBeGreaterThan(1)
  await field.fill('482193')
  await connect.click()
  await expect(panel.getByText('No connection. What you write is kept and goes out by itself.')).toBeVisible()
  expect(scripted.commands).toEqual([])
  scripted.onStream(response => begin(response, CAN))
  await expect.poll(() => scripted.commands.map(({ type }) => type), { timeout: 20_000 }).toContain('invitation.redeem')
})

test('neither end has a serious fault in any state or look', async ({ host, anna }) => {
  const { field, connect, alert, ringing, open } = callbackOn(host.page)
  const code = await invite(anna)
  expect(await seriousFaults(anna.page), 'the card').toEqual([])
  await host.visit('plain')
  await open()
  expect(await seriousFaults(host.page), 'empty').toEqual([])
  await field.fill('12')
  await connect.click()
  await expect(alert).toBeVisible()
  expect(await seriousFaults(host.page), 'refused').toEqual([])
  await field.fill(code)
  expect(await seriousFaults(host.page), 'whole').toEqual([])
  await connect.click()
  await expect(ringing).toBeVisible()
  expect(await seriousFaults(host.page), 'ringing').toEqual([])
})
