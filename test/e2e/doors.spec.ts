import { expect, test } from './fixtures.js'
import { widgetOn } from './models/widget.js'

for (const [name, what] of [
  ['module', 'a module'],
  ['inserted', 'put in by a script'],
  ['clobbered', 'among elements that hide the names scripts look for'],
])
  test(`the tag works ${what}`, async ({ host, visitor, anna }) => {
    await host.visit(name!)
    await visitor.open()
    await visitor.say('Good evening')
    await anna.accept('Visitor 1')
    await anna.say('Good evening to you')
    await expect(visitor.message('Good evening to you')).toBeVisible()
    expect(await host.tell(z => z.state.connection)).toBe('online')
    expect(host.console).toEqual([])
  })

test('query keys are options, for tag managers that strip data attributes', async ({ host, visitor }) => {
  await host.visit('inserted')
  const box = await visitor.push.boundingBox()
  expect(box!.x).toBeLessThan(host.page.viewportSize()!.width / 4)
})

test('the same tag twice is one doorbell and a warning', async ({ host, visitor }) => {
  await host.visit('twice')
  await expect(visitor.launcher).toHaveCount(1)
  await expect.poll(() => host.console.join()).toMatch(/^warning: zvonek: window.zvonek is main of http/)
  await visitor.open()
  await visitor.say('Good evening')
})

test('two widgets under one name: the first works, and the error names data-global', async ({ host, visitor }) => {
  await host.visit('clash')
  await expect.poll(() => host.console.join()).toMatch(/^error: zvonek: window\.zvonek is main of .*data-global/)
  await expect(visitor.launcher).toHaveCount(1)
  await visitor.open()
  await visitor.say('Good evening')
})

test('calls before the script has loaded are made once it has, in order', async ({ host, visitor }) => {
  await host.visit('queue')
  await expect(visitor.panel).toBeVisible()
  await visitor.say('Good evening')
  await expect.poll(() => host.page.evaluate(() => window.heard)).toEqual(['ready', 'Good evening'])
  await host.tell(
    z => void z.push(later => later.on('message', event => window.heard.push(`2: ${event.message.body.text}`))),
  )
  await visitor.say('And good night')
  await expect
    .poll(() => host.page.evaluate(() => window.heard.slice(2).sort()))
    .toEqual(['2: And good night', 'And good night'])
})

test('two widgets on one page are two visitors with one handle each', async ({ host, visitor, anna }) => {
  await host.visit('two-widgets')
  const repairs = widgetOn(host.page, { launcher: 'Repairs' })
  await visitor.open()
  await visitor.say('I want a lamp')
  await visitor.fold()
  await repairs.open()
  await repairs.say('My lamp is broken')
  await expect(repairs.message('I want a lamp')).toHaveCount(0)

  await anna.client('I want a lamp').getByText('main').waitFor()
  await anna.client('My lamp is broken').getByText('landing').waitFor()
  await anna.client('My lamp is broken').getByRole('button', { name: 'Accept' }).click()
  await anna.say('Bring it in')
  await expect(repairs.message('Bring it in')).toBeVisible()
  await repairs.fold()
  await anna.client('I want a lamp').getByRole('button', { name: 'Accept' }).click()
  await expect(anna.message('I want a lamp')).toBeVisible()
  await anna.say('Which one?')
  await expect(visitor.push).toHaveAccessibleName('Chat, 1 unread message')
  await expect(repairs.push).toHaveAccessibleName('Chat')

  await host.tell(z => z.destroy())
  await expect(visitor.launcher).toHaveCount(0)
  await repairs.open()
  await repairs.say('On my way')
  await expect.poll(() => host.tell(z => z.state.connection, 'repairs')).toBe('online')
})

test('<zvonek-widget> stands in plain HTML: attributes in, events out', async ({ host, visitor, anna }) => {
  await host.visit('element')
  await visitor.open()
  await visitor.say('Good evening')
  await anna.accept('Visitor 1')
  await anna.say('Good evening to you')
  await expect(visitor.message('Good evening to you')).toBeVisible()
  await expect.poll(() => host.page.evaluate(() => window.heard)).toContain('Good evening to you')

  await host.page.locator('zvonek-widget').evaluate(element => element.setAttribute('lang', 'cs'))
  await expect(host.page.getByRole('textbox', { name: 'Zpráva' })).toBeVisible()
  await host.page.locator('zvonek-widget').evaluate(element => element.remove())
  await expect(host.page.getByRole('dialog')).toHaveCount(0)
  await expect.poll(() => host.pending()).toEqual([])
  expect(host.console).toEqual([])
})

test('an error of the page that nobody catches is seen', async ({ host }) => {
  await host.visit('plain')
  await host.page.evaluate(() => void Promise.reject(new Error('uncaught by the page')))
  await expect.poll(() => host.console.join()).toContain('uncaught by the page')
})

test('a tag that names no option of ours says so and works', async ({ host, visitor }) => {
  host.site.change('plain', html => html.replace('?widget=main', '?widget=main&amp;colour=red'))
  await host.visit('plain')
  await expect(visitor.push).toBeVisible()
  expect(host.console).toEqual(['warning: zvonek: no option colour'])
})
