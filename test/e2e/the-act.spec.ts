import type { Receipt } from '../../src/protocol/entities.js'
import { expect, test } from './fixtures.js'

/** What the contract lets a widget keep, once the visitor has acted. */
const DOCUMENTED = /^(token|running|read|draft|out:.+)$/

test.beforeEach(async ({ page }) => {
  // Time passes when the test says so: an idle hour costs nothing.
  await page.clock.install()
})

test('before the visitor acts there is one request, and nothing is stored', async ({ host, backend, visitor }) => {
  await host.visit('plain')
  await expect(visitor.push).toBeVisible()
  await host.page.clock.runFor('01:00:00')
  await host.page.mouse.wheel(0, 300)
  await host.page.keyboard.press('End')
  expect(host.requests()).toEqual([`${backend.url}/zvonek.js?widget=main`])
  expect(await host.touched()).toEqual([`getItem zvonek:${new URL(backend.url).host}:running`])
  expect(await host.stored()).toEqual([])
  expect(host.pending()).toEqual([])
})

test('pointing at the button loads files, and neither connects nor stores', async ({ host, backend, visitor }) => {
  await host.visit('plain')
  await visitor.push.hover()
  await expect.poll(() => host.requests().length).toBeGreaterThan(1)
  await host.page.clock.runFor('01:00:00')
  const files = host.requests().slice(1)
  for (const url of files) expect(url).toMatch(new RegExp(`^${backend.url}/c/[\\w-]+\\.js$`))
  expect(await host.stored()).toEqual([])
})

test('preload: false loads nothing before the press', async ({ host, backend, visitor }) => {
  await host.visit('no-preload')
  await visitor.push.hover()
  await visitor.push.focus()
  await host.page.clock.runFor('01:00:00')
  expect(host.requests()).toEqual([`${backend.url}/zvonek.js?widget=main`])
  await visitor.open()
  await expect.poll(() => host.requests()).toContain(`${backend.url}/v1/stream`)
})

test('after the press there are the documented keys and no others', async ({ host, backend, visitor, anna }) => {
  const scope = `local zvonek:${new URL(backend.url).host}:`
  await host.visit('plain')
  await visitor.open()
  await expect.poll(() => host.stored()).toEqual([`${scope}token`])
  await visitor.field.fill('Good')
  await expect.poll(() => host.stored()).toEqual([`${scope}draft`, `${scope}token`])
  await visitor.say('Good evening')
  await expect.poll(() => host.stored()).toEqual([`${scope}running`, `${scope}token`])
  await anna.accept('Visitor 1')
  await anna.say('Good evening to you')
  await expect.poll(() => host.stored()).toEqual([`${scope}read`, `${scope}running`, `${scope}token`])

  await backend.kill()
  await visitor.say('Kept')
  const keys = await host.stored()
  expect(keys.map(key => key.replace(scope, '')).filter(key => !DOCUMENTED.test(key))).toEqual([])
  expect(keys.some(key => key.startsWith(`${scope}out:`))).toBe(true)
})

test('storage: memory keeps nothing in the browser at all', async ({ host, meet }) => {
  host.site.change('plain', html => html.replace('?widget=main', '?widget=main&amp;storage=memory'))
  await meet('Good evening')
  expect(await host.stored()).toEqual([])
})

test('forget() leaves one key until the backend has confirmed, then none', async ({ host, backend, visitor, meet }) => {
  const scope = `local zvonek:${new URL(backend.url).host}:`
  // The next page goes on with it as it loads: whoever listens has to be there before.
  const listen = '(window.zvonek ||= []).push(z => z.on("erased", ({ receipt }) => (window.receipt = receipt)))'
  host.site.change('plain', html => html.replace('<script', `<script>${listen}</script><script`))
  const receipt = () => host.page.evaluate(() => Reflect.get(window, 'receipt') as Receipt | undefined)
  await meet('Good evening')
  await backend.kill()
  await host.tell(z => void z.forget())
  await expect.poll(() => host.stored()).toEqual([`${scope}erase`])
  await host.page.goto('about:blank')
  await backend.start()
  await host.visit('plain')
  await visitor.open()
  const erased = { conversations: 1, messages: 1, letters: 0, callbacks: 0, files: 0 }
  await expect.poll(async () => (await receipt())?.erased).toEqual(erased)
  await expect.poll(() => host.stored()).toEqual([`${scope}token`])
  await expect(visitor.message('Good evening')).toHaveCount(0)
})

test('forget() without a network goes on by itself once there is one', async ({ host, backend, meet }) => {
  const scope = `local zvonek:${new URL(backend.url).host}:`
  await meet('Good evening')
  await host.page.context().setOffline(true)
  await host.tell(z => void z.forget())
  await expect.poll(() => host.stored()).toEqual([`${scope}erase`])
  await host.page.context().setOffline(false)
  await expect.poll(() => host.stored()).toEqual([])
})

test('destroy() leaves the page as if the script had never run', async ({ host, visitor, anna, meet }) => {
  await host.page.route('**/zvonek.js?*', route => route.abort())
  await host.visit('plain')
  const untouched = await host.traces()
  await host.page.unrouteAll()

  await meet('Good evening')
  await anna.say('Good evening to you')
  await expect(visitor.message('Good evening to you')).toBeVisible()
  await visitor.field.fill('Half a sent')
  expect(host.pending()).not.toEqual([])
  expect((await host.traces()).listeners).not.toEqual([])

  await host.tell(z => z.destroy())
  await expect.poll(() => host.traces()).toEqual(untouched)
  await expect.poll(() => host.pending()).toEqual([])
  await host.page.clock.runFor('01:00:00')
  expect(await host.traces()).toEqual(untouched)
  expect(host.console.filter(line => !line.includes('ERR_FAILED'))).toEqual([])
})

test('a page that does it all by itself is seen', async ({ host }) => {
  await host.visit('plain')
  await host.tell(z => z.destroy())
  const untouched = await host.traces()
  await host.visit('leaky')
  await expect
    .poll(() => host.stored())
    .toEqual(['cache visits', 'cookie visitor', 'database visits', 'local visited', 'session step'])
  expect(await host.touched()).toEqual(['setItem visited', 'setItem step'])
  const traces = await host.traces()
  expect(traces.listeners).toContain('Window scroll')
  expect(traces.timers).toEqual(['setInterval(60000)'])
  expect(traces.nodes.at(-1)).toBe('aside')
  expect(traces.globals.filter(name => !untouched.globals.includes(name))).toEqual(['visits'])
  await expect.poll(() => host.site.requests).toContain('/leaky.html?beacon')
})

test('a panel whose file does not come is refused as that, and the next press opens it', async ({ host }) => {
  await host.page.route('**/c/callback-*.js*', route => route.abort())
  await host.visit('plain')
  const ring = () =>
    host.page.evaluate(() =>
      window.zvonek.open('callback').then(
        () => 'open',
        (error: { code: unknown; name: string }) => `${error.name} ${String(error.code)}`,
      ),
    )
  expect(await ring()).toBe('ZvonekError load')
  await host.page.unroute('**/c/callback-*.js*')
  expect(await ring()).toBe('open')
  expect(await host.page.evaluate(() => window.zvonek.state.open)).toBe('callback')
})
