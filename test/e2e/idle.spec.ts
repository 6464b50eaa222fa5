import type { WidgetOptions } from '../../src/api/options.js'
import { expect, test } from './fixtures.js'

/*
 * S17 in a real browser, over every option: a page is loaded, a minute passes in which somebody scrolls and types, and there is
 * no key, no cookie, no id, no connection, and nothing that listens or waits beyond the buttons themselves.
 */

const link = { entry: 'shop', name: 'Shop', icon: 'M4 4h16v16H4z', href: 'https://shop.example/#' }
const talkative = {
  id: 'hello',
  when: [{ fact: 'timeOnPage', atLeast: 5 }],
  then: [{ do: 'emit', name: 'hello' }],
} as const
type Said = Exclude<keyof WidgetOptions, 'transport' | 'check'>

/** What a page may say in its tag; a new option without a line here does not compile. `connect: true` is an act by itself. */
const EVERY: Record<Said, readonly NonNullable<unknown>[]> = {
  server: [],
  widget: ['main'],
  buttons: ['webchat video callback'],
  links: [[link]],
  callPage: ['', 'https://call.example/'],
  page: [{ query: ['q'], patterns: ['/user/:id'], hash: true }, { share: false }],
  lang: ['cs'],
  position: ['left'],
  theme: ['dark'],
  brand: ['#17695b'],
  title: ['Lamps'],
  words: [{ en: { webchat: 'Ask' } }],
  params: [{ order: '2026-1184' }],
  asks: [true],
  rules: [{ list: [talkative] }],
  global: ['doorbell'],
  scope: ['mine'],
  storage: ['local', 'session', 'memory'],
  preload: [false],
  connect: [false],
  consent: [true],
}
const CASES = Object.entries(EVERY).flatMap(([name, values]) => values.map(value => [name, value] as const))

test('whatever a page says, a minute before its visitor acts leaves nothing and asks for nothing but files', async ({
  host,
  backend,
  site,
}) => {
  test.setTimeout(240_000)
  await host.page.clock.install()
  const faults: string[] = []
  const headers: string[] = []
  host.page.on('request', request => {
    if (!request.url().startsWith(backend.url)) return
    for (const name of Object.keys(request.headers()))
      if (/^(cookie|authorization|x-zvonek)/.test(name)) headers.push(`${name} ${request.url()}`)
    if (request.postData() !== null) headers.push(`body ${request.url()}`)
  })
  for (const [name, value] of [['nothing', undefined] as const, ...CASES]) {
    const said = JSON.stringify({ [name]: value }).replaceAll('"', '&quot;')
    site.change('plain', html =>
      value === undefined ? html : html.replace('<script', `<script data-options="${said}"`),
    )
    const before = host.requests().length
    await host.visit('plain')
    await expect(host.page.locator('zvonek-host button').first()).toBeVisible()
    await host.page.clock.runFor('00:01:00')
    await host.page.mouse.wheel(0, 300)
    await host.page.keyboard.press('End')
    const note = (what: string, found: readonly string[]) => {
      for (const one of found) faults.push(`${name}=${JSON.stringify(value)} ${what} ${one}`)
    }
    const scope = name === 'scope' ? 'mine' : new URL(backend.url).host
    const touched = await host.touched()
    note(
      'touched',
      touched.filter((one, at) => at || one !== `getItem zvonek:${scope}:running`),
    )
    note('stored', await host.stored())
    const file = (url: string) => url === `${backend.url}/zvonek.js?widget=main` || /\/c\/[\w-]+\.js$/.test(url)
    note(
      'pending',
      host.pending().filter(url => !file(url)),
    )
    note(
      'asked',
      host
        .requests()
        .slice(before)
        .filter(url => !file(url)),
    )
    const { listeners, timers } = await host.traces()
    // Rules look at time, scrolling and the mouse, by themselves: it is what they are for.
    const isRule = name === 'rules'
    note(
      'listens',
      listeners.filter(one => !isRule && /^(Window|HTMLDocument|Navigation|History)/.test(one)),
    )
    note(
      'waits',
      // A hundred ms is how often the test itself looks whether a button is there.
      timers.filter(one => !isRule && one !== 'setTimeout(100)'),
    )
    note(
      'says',
      host.console.splice(0).filter(line => !/^(log|debug|info)/.test(line)),
    )
  }
  console.log(
    `S17 idle ${JSON.stringify({ cases: CASES.length + 1, seconds: 60 * (CASES.length + 1), faults: faults.length })}`,
  )
  expect(headers).toEqual([])
  expect(faults).toEqual([])
  expect(CASES.length).toBeGreaterThanOrEqual(20)
})

test('what connects or keeps before the act would be seen', async ({ host, site, backend }) => {
  site.change('plain', html => html.replace('<script', '<script data-connect="true"'))
  await host.visit('plain')
  await expect.poll(() => host.requests()).toContain(`${backend.url}/v1/stream`)
  await expect.poll(() => host.stored()).not.toEqual([])
  expect((await host.traces()).listeners.some(one => /^(Window|HTMLDocument)/.test(one))).toBe(true)
})

test('a link whose getter throws is left out, with a word on the console; the buttons and the page are as they were', async ({
  host,
  site,
  backend,
}) => {
  site.change('element', html =>
    html.replace(
      '</body>',
      `<script type="module">
        await customElements.whenDefined('zvonek-widget')
        const widget = document.createElement('zvonek-widget')
        const link = { entry: 'shop', name: 'Shop', icon: 'M4 4h16v16H4z', get href() { throw new Error('no shop') } }
        widget.options = { server: '${backend.url}', scope: 'second', links: [link] }
        document.body.append(widget)
        widget.widget?.ready.then(() => (window.told = 'ready'))
        window.after = true
      </script></body>`,
    ),
  )
  await host.visit('element')
  await expect.poll(() => host.page.evaluate(() => Reflect.get(window, 'told') as unknown)).toBe('ready')
  expect(await host.page.evaluate(() => Reflect.get(window, 'after') as unknown)).toBe(true)
  expect(await host.stored()).toEqual([])
  expect(host.console.filter(line => line.startsWith('uncaught'))).toEqual([])
  expect(host.console.filter(line => line.includes('zvonek: no link'))).toHaveLength(1)
})
