import type { Finding } from '../../src/index.js'
import { expect, test, type Host } from './fixtures.js'

/* `diagnose()`, in a real browser with the real causes. */

const found = (host: Host): Promise<Finding[]> => host.tell(z => z.diagnose())
const codes = async (host: Host) => (await found(host)).map(({ code }) => code)

test('nothing is found where all is well, before the act and after it; nothing is stored by it, and nobody is made', async ({
  host,
  anna,
  visitor,
}) => {
  await expect(anna.page.getByRole('switch', { name: 'Available' })).toBeChecked()
  await host.visit('plain')
  expect(await found(host)).toEqual([])
  expect(await host.stored()).toEqual([])
  expect((await host.touched()).filter(asked => !/:running$/.test(asked) && /^(set|remove)Item/.test(asked))).toEqual(
    [],
  )
  expect(
    host
      .requests()
      .filter(url => url.includes('/v1/'))
      .map(url => new URL(url).pathname),
  ).toEqual(['/v1/check'])
  expect(await host.tell(z => z.state.connection)).toBe('idle')
  expect(host.pending()).toEqual([])

  await visitor.open()
  await visitor.say('Good evening')
  await expect(anna.client('Visitor 1')).toBeVisible()
  expect(await found(host)).toEqual([])
  await visitor.fold()
  expect(await found(host)).toEqual([])
})

test('it answers by the element too', async ({ host }) => {
  await host.visit('element')
  const told = await host.page.evaluate(async () => {
    const element = document.querySelector('zvonek-widget') as HTMLElement & {
      widget?: { diagnose(): Promise<Finding[]> }
    }
    return element.widget?.diagnose()
  })
  expect(told).toEqual([])
})

for (const [directive, code] of [
  ['connect-src', 'csp.connect-src'],
  ['img-src', 'csp.img-src'],
] as const)
  test(`a policy whose ${directive} forbids the backend is found`, async ({ host }) => {
    host.site.head('plain', { 'content-security-policy': `${directive} 'self'` })
    await host.visit('plain')
    const [first, ...rest] = await found(host)
    expect(first).toMatchObject({ code, level: 'fault' })
    expect(first?.message).toMatch(new RegExp(`its ${directive} must allow http://localhost:\\d+\\.`))
    expect(rest).toEqual([])
  })

test('a policy that lets the script in and not its files is found: the answer is that they do not come', async ({
  host,
  backend,
}) => {
  host.site.head('plain', { 'content-security-policy': `script-src ${backend.url}/zvonek.js 'unsafe-eval'` })
  await host.visit('plain')
  const told = await host.tell(z =>
    z.diagnose().then(String, (error: { code: string; message: string }) => `${error.code} ${error.message}`),
  )
  expect(told).toMatch(/^load .*\/c\/app-/)
  expect(host.breaches.join()).toContain('script-src-elem')
})

test('a policy that names some files and forgets others is found', async ({ host, backend, page }) => {
  const app = page.waitForRequest(/\/c\/app-/)
  await host.visit('plain')
  await host.tell(z => z.open())
  const names = new URL((await app).url()).pathname
  host.site.head('plain', {
    'content-security-policy': `script-src ${backend.url}/zvonek.js ${backend.url}${names} ${backend.url}/c/diagnose-x.js`,
  })
  await host.visit('plain')
  const told = await host.tell(z =>
    z.diagnose().then(String, (error: { code: string; message: string }) => `${error.code} ${error.message}`),
  )
  expect(told).toMatch(/^load .*\/c\/diagnose-/)
})

test('a file that is not there any more is found', async ({ host }) => {
  await host.page.route('**/c/callback-*.js*', route => route.fulfill({ status: 404, body: '' }))
  await host.visit('plain')
  const [first] = await found(host)
  expect(first).toMatchObject({ code: 'load', level: 'fault' })
  expect(first?.message).toMatch(/\/c\/callback-/)
})

const naming = (server: string) => (html: string) =>
  html.replace('referrerpolicy', `data-server="${server}" referrerpolicy`)

test('a wrong server is found: nobody there, somebody else, or a wrong path', async ({ host, backend }) => {
  host.site.change('plain', naming('http://127.0.0.1:9'))
  await host.visit('plain')
  expect(await codes(host)).toEqual(['server.unreachable'])
  host.site.change('plain', naming(host.site.url.replace('127.0.0.1', 'localhost')))
  await host.visit('plain')
  expect(await codes(host)).toEqual(['server.closed'])
  host.site.change('plain', naming(host.site.url))
  await host.visit('plain')
  expect(await codes(host)).toEqual(['server.other'])
  host.site.change('plain', naming(backend.url).bind(undefined))
  await host.visit('plain')
  expect(await codes(host)).toEqual([])
})

test('a widget that the backend does not have is found', async ({ host }) => {
  host.site.change('plain', html =>
    html.replace('?widget=main', '').replace('referrerpolicy', 'data-widget="nothing" referrerpolicy'),
  )
  await host.visit('plain')
  expect(await codes(host)).toEqual(['widget.unknown'])
})

test.describe('where the backend serves other sites', () => {
  test.use({ env: { ZVONEK_ORIGINS: 'https://shop.example' } })
  test('that is found, with the setting that mends it', async ({ host }) => {
    await host.visit('plain')
    const [first] = await found(host)
    expect(first).toMatchObject({ code: 'origin', level: 'fault' })
    expect(first?.message).toContain('ZVONEK_ORIGINS')
  })
})

test('a proxy that holds answers back until they are whole is found', async ({ host, page }) => {
  await page.route('**/v1/check', async route => route.fulfill({ response: await route.fetch() }))
  await host.visit('plain')
  expect(await codes(host)).toEqual(['stream.buffered'])
})

test('storage that is forbidden is found', async ({ host }) => {
  host.site.head('plain', { 'content-security-policy': 'sandbox allow-scripts' })
  await host.visit('plain')
  expect(await codes(host)).toContain('storage.blocked')
})

test('devices that the page’s policy forbids are found', async ({ host }) => {
  host.site.head('plain', { 'permissions-policy': 'camera=(), microphone=()' })
  await host.visit('plain')
  const told = await found(host)
  expect(told.map(({ code, level }) => `${level} ${code}`)).toEqual(['note camera.policy', 'note microphone.policy'])
})

test('a launcher that cannot be seen or pressed is found, and what is in its way is named', async ({
  host,
  visitor,
}) => {
  await host.visit('plain')
  await expect(visitor.push).toBeVisible()
  const style = (css: string) =>
    host.page.evaluate(text => {
      const sheet =
        document.querySelector('#test') ??
        document.head.appendChild(Object.assign(document.createElement('style'), { id: 'test' }))
      sheet.textContent = text
    }, css)
  for (const [css, code, words] of [
    ['body { display: none }', 'launcher.invisible', '<body> has “display: none”'],
    ['body { opacity: 0 }', 'launcher.invisible', '<body> has “opacity: 0”'],
    ['zvonek-host::part(push) { width: 0; height: 0; overflow: hidden }', 'launcher.invisible', '::part(push)'],
    ['body { transform: translateX(-3000px) }', 'launcher.outside', 'outside the window'],
    ['main { position: fixed; inset: 0; z-index: 2147483647; background: #fff }', 'launcher.covered', '<main>'],
    ['', '', ''],
  ] as const) {
    await style(css)
    const [first] = await found(host)
    expect(first?.code ?? '', css).toBe(code)
    expect(first?.message ?? '', css).toContain(words)
  }
  await host.tell(z => z.hide())
  expect(await found(host)).toMatchObject([{ code: 'launcher.hidden', level: 'note' }])
})

test('the QA page has a button for it', async ({ page, backend }) => {
  await page.goto(backend.qa)
  await expect(page.getByRole('group', { name: 'Contact us' })).toBeVisible()
  await page.getByRole('button', { name: 'Diagnose' }).click()
  await expect(page.getByText('diagnose() has found nothing')).toBeVisible()
  await page.evaluate(() => document.querySelector('zvonek-host')?.remove())
  await page.getByRole('button', { name: 'Diagnose' }).click()
  await expect(page.getByRole('list', { name: 'Findings' })).toContainText('launcher.gone')
})
