import { expect, test } from './fixtures.js'
import { widgetOn } from './models/widget.js'

test('a message half written survives closing, a reload and another page @both', async ({ host, visitor }) => {
  await host.visit('plain')
  await visitor.open()
  await visitor.field.fill('Half a sent')
  await visitor.fold()
  await visitor.open()
  await expect(visitor.field).toHaveValue('Half a sent')
  await host.page.reload()
  await visitor.open()
  await expect(visitor.field).toHaveValue('Half a sent')
  await host.visit('long')
  await visitor.open()
  await expect(visitor.field).toHaveValue('Half a sent')
})

test('words written without a network go out by themselves, once', async ({ visitor, anna, context, meet }) => {
  await meet('Good evening')
  await expect(visitor.panel.getByText('Anna is here').first()).toBeVisible()
  await context.setOffline(true)
  for (const n of [1, 2, 3]) await visitor.say(`From the tunnel ${n}`)
  await expect(visitor.panel.getByText(/^(Sending|Waiting for the connection)$/)).toBeVisible()
  await expect(anna.message('From the tunnel 1')).toHaveCount(0)
  await context.setOffline(false)
  await expect(anna.message('From the tunnel 3')).toBeVisible({ timeout: 20_000 })
  const tunnel = ['From the tunnel 1', 'From the tunnel 2', 'From the tunnel 3']
  await expect.poll(() => anna.shown(/From the tunnel \d/)).toEqual(tunnel)
  await expect.poll(() => visitor.shown(/From the tunnel \d/)).toEqual(tunnel)
  await expect(visitor.panel.getByText(/^(Sent|Read)/).last()).toBeVisible()
})

test('words written while the server is away go out from the next page, without a press', async ({
  host,
  backend,
  visitor,
  anna,
  meet,
}) => {
  await meet('Good evening')
  await backend.kill()
  await visitor.say('From the last page')
  await host.page.goto('about:blank')
  await backend.start()
  await host.visit('long')
  await expect(anna.message('From the last page')).toBeVisible({ timeout: 20_000 })
  expect(await anna.shown(/From the last page/)).toHaveLength(1)
})

test('a visitor who comes back by the Back button goes on @both', async ({ host, visitor, anna, meet }) => {
  await meet('Good evening')
  await host.visit('long')
  await anna.say('Are you there?')
  await expect(visitor.push).toHaveAccessibleName('Chat, 1 unread message')
  await host.page.goBack()
  await anna.say('And now?')
  await expect(visitor.panel.or(visitor.push).first()).toBeVisible()
  if (await visitor.push.isVisible()) await visitor.open()
  await expect(visitor.message('And now?')).toBeVisible()
  await visitor.say('Here I am')
  await expect(anna.message('Here I am')).toBeVisible()
})

test('two tabs of one visitor are one conversation', async ({ host, visitor, anna, meet }) => {
  await meet('Good evening')
  const tab = await host.page.context().newPage()
  const second = widgetOn(tab)
  await tab.goto(host.site.page('plain'))
  await second.open()
  await second.say('From the second tab')
  await expect(visitor.message('From the second tab')).toBeVisible()
  await visitor.say('From the first tab')
  await expect(second.message('From the first tab')).toBeVisible()
  await expect.poll(() => anna.shown(/From the \w+ tab/)).toEqual(['From the second tab', 'From the first tab'])
})
