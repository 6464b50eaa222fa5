import { expect, test } from './fixtures.js'
import { callbackOn, cardOn, invite, readNumber, wrong } from './models/invitation.js'

test.beforeEach(async ({ site }) => {
  site.change('plain', html => html.replace('<script async', '<script async data-buttons="webchat callback"'))
})

test('a number leads to the operator who made it, past everybody who waits', async ({ host, visitor, anna, sit }) => {
  const { panel, field, connect, ringing, open } = callbackOn(host.page)
  const boris = await sit('boris')
  const code = await invite(anna)
  await host.visit('plain')
  await open()
  await expect(panel.getByRole('textbox', { name: 'Phone number', exact: true })).toBeFocused()
  await expect(field).toHaveAttribute('inputmode', 'numeric')
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  await field.pressSequentially(`${code.slice(0, 2)}-${code.slice(2, 4)}-${code.slice(4)}`)
  await expect(field).toHaveValue(`${code.slice(0, 3)} ${code.slice(3)}`)
  await expect(connect).toBeVisible()
  await field.press('Enter')
  await expect(ringing).toBeVisible()
  await expect(panel).not.toContainText('Anna')

  await expect(anna.waiting.getByRole('img', { name: 'Invitation' })).toBeVisible()
  await expect(boris.waiting).toBeHidden()
  await expect(boris.page.getByRole('heading', { name: 'All quiet' })).toBeVisible()
  await anna.accept('Visitor 1')
  await expect(panel).toBeHidden()
  await expect(visitor.panel).toBeVisible()
  await anna.say('You found me')
  await expect(visitor.message('You found me')).toBeVisible()
  await visitor.say('At once')
  await expect(anna.message('At once')).toBeVisible()
})

test('each number that leads nowhere says what to do next', async ({ host, anna, somebody }) => {
  const { field, connect, alert, ringing, panel, open } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await open()

  await field.fill('12 34')
  await connect.click()
  await expect(alert).toHaveText(/has six digits/)
  await field.fill(wrong(code))
  await connect.click()
  await expect(alert).toHaveText(/We do not know this number. Please check the six digits./)
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveValue(/\d{3} \d{3}/)

  await anna.be('away')
  await field.fill(code)
  await connect.click()
  await expect(alert).toHaveText(/away just now/)
  await expect(panel.getByRole('button', { name: 'Write a message' })).toBeVisible()
  await anna.be('available')

  await anna.button('Revoke').click()
  await expect(anna.page.getByText('This number is revoked.')).toBeVisible()
  await connect.click()
  await expect(alert).toHaveText(/leads nowhere any more/)

  const other = await invite(anna)
  const stranger = await somebody()
  await stranger.goto(`${host.site.page('plain')}#zvonek=${other}`)
  await stranger.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(stranger.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  await field.fill(other)
  await connect.click()
  await expect(alert).toHaveText(/has been used. Ask the operator for a new one./)

  // Five wrong ones in ten minutes: with “away”, “revoked” and “used” there is one more.
  await field.fill(wrong(wrong(code)))
  await connect.click()
  await expect(alert).toHaveText(/We do not know this number/)
  await field.fill(wrong(code))
  await connect.click()
  await expect(alert).toHaveText(/Too many tries. You can go on in \d+ minutes./)
  await expect(ringing).toBeHidden()
})

test('a number for many leads there again, and the visitor may stop ringing', async ({ host, anna }) => {
  const { field, connect, ringing, panel, open } = callbackOn(host.page)
  await invite(anna)
  const card = cardOn(anna)
  const once = await readNumber(anna)
  await card.getByRole('combobox', { name: 'Use' }).selectOption({ label: 'Many uses, 1 day' })
  await card.getByRole('button', { name: 'Make it' }).click()
  await expect(card.getByText(/any number of uses/)).toBeVisible()
  const code = await readNumber(anna)
  expect(code).not.toBe(once)
  await host.visit('plain')
  await open()
  for (let n = 0; n < 2; n++) {
    await field.fill(code)
    await connect.click()
    await expect(ringing).toBeVisible()
    await panel.getByRole('button', { name: 'Stop ringing' }).click()
    await expect(field).toBeVisible()
    await expect(panel.getByText('We have stopped ringing.')).toBeVisible()
  }
})

test('an operator may decline, and the visitor is told', async ({ host, anna }) => {
  const { alert, knock } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await knock(code)
  await anna.waiting.getByRole('button', { name: 'Decline' }).click()
  await expect(alert).toHaveText(/Nobody has answered/)
})

test('an operator who goes away while it rings is not rung any more, and the number may be tried again', async ({
  host,
  anna,
}) => {
  const { alert, field, connect, ringing, knock } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await knock(code)
  await expect(ringing).toBeVisible()
  await anna.be('away')
  await expect(alert).toHaveText('The operator is away just now. Try again later, or write to us.')
  await expect(field).toHaveValue(`${code.slice(0, 3)} ${code.slice(3)}`)
  await anna.be('available')
  await connect.click()
  await expect(ringing).toBeVisible()
  await anna.waiting.getByRole('button', { name: 'Accept' }).click()
  await expect(host.page.getByRole('textbox', { name: 'Message' })).toBeVisible()
})

test('a link opens the panel with the number in it, and waits for the press', async ({ host, anna }) => {
  const { field, connect, ringing } = callbackOn(host.page)
  const code = await invite(anna)
  await host.page.goto(`${host.site.page('plain')}#zvonek=${code}`)
  await expect(field).toHaveValue(`${code.slice(0, 3)} ${code.slice(3)}`)
  expect(host.page.url()).toBe(host.site.page('plain'))
  expect(host.requests().filter(url => url.includes('/v1/'))).toEqual([])
  expect(await host.stored()).toEqual([])
  // Our one mark; no name is a try whether there is a storage.
  expect((await host.touched()).filter(touch => !/^getItem (zvonek:.*:running)?$/.test(touch))).toEqual([])
  await connect.click()
  await expect(ringing).toBeVisible()
  expect(host.requests().join(' ')).not.toContain(code)
})

test('a link that is followed on the open page brings its number too, also into the open panel', async ({
  host,
  anna,
}) => {
  const { field, open } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await open()
  const follow = (number: string) => host.page.evaluate(to => void (location.hash = to), `zvonek=${number}`)
  for (const number of ['123456', code]) {
    await follow(number)
    await expect(field).toHaveValue(`${number.slice(0, 3)} ${number.slice(3)}`)
    expect(host.page.url()).toBe(host.site.page('plain'))
  }
})

test('a page may connect by code', async ({ host, visitor, anna }) => {
  const code = await invite(anna)
  await host.visit('plain')
  const join = (digits: string) =>
    host.page.evaluate(
      number =>
        window.zvonek.join(number).then(
          () => 'rings',
          (error: { name: string; code: string }) => `${error.name} ${error.code}`,
        ),
      digits,
    )
  expect(await join('no number')).toBe('ZvonekError invitation.digits')
  expect(await join(wrong(code))).toBe('ZvonekError invitation.unknown')
  expect(await join(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe('rings')
  expect(await join(code)).toBe('ZvonekError invitation.used')
  await anna.accept('Visitor 1')
  expect(await join(code)).toBe('ZvonekError session.open')
  await visitor.open()
  await anna.say('Hello')
  await expect(visitor.message('Hello')).toBeVisible()
})

test('a line that breaks burns no number', async ({ host, visitor, anna }) => {
  const { field, connect, ringing, open } = callbackOn(host.page)
  const code = await invite(anna)
  await host.visit('plain')
  await open()
  let lost = 0
  await host.page.route('**/v1/commands', async route => {
    // The backend has it, and its answer never arrives.
    if (lost++) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await field.fill(code)
  await connect.click()
  await expect(ringing).toBeVisible()
  await anna.accept('Visitor 1')
  await expect(visitor.panel).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 } })
  test('the chat takes the panel’s place, and Back closes it', async ({ host, visitor, anna }) => {
    const { panel, knock } = callbackOn(host.page)
    const code = await invite(anna)
    await host.visit('plain')
    await knock(code)
    await anna.accept('Visitor 1')
    await expect(panel).toBeHidden()
    await expect(visitor.panel).toBeVisible()
    await expect(visitor.field).toBeVisible()
    await host.page.goBack()
    await expect(visitor.panel).toBeHidden()
    expect(host.page.url()).toBe(host.site.page('plain'))
  })
})
