import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientHttp2Session } from 'node:http2'
import type { Browser } from '@playwright/test'
import { CHROMIUM_ARGS, ensureChromium } from '../support/chromium.mjs'
import { LARGEST_PART } from '../../demo/server/body.js'
import { expect, test } from './fixtures.js'
import { deskOn } from './models/desk.js'
import { widgetOn } from './models/widget.js'
import { seriousFaults } from './rig/axe.js'
import { createBackend, type Backend } from './rig/backend.js'
import { createInstallation, type Installation } from './rig/installation.js'
import { listen } from './rig/listen.js'
import { ask, connectTo, startCaddy, startNginx, type Answer, type Proxy } from './rig/proxy.js'

/* README’s “Running it for real”, from its first line to its last, with a real nginx in front. */
test.describe.configure({ mode: 'serial' })

let installation: Installation
let demo: Backend
let nginx: Proxy
let shop: Awaited<ReturnType<typeof listen>>
let browser: Browser
let tag = ''
let policy = ''
let password = ''
const open: ClientHttp2Session[] = []
const SHOP = { origin: 'https://shop.example' }
const OPENING = { protocol: 1, widget: 'shop' }

const connectFrom = (from?: string) => {
  const session = connectTo(nginx, { ca: readFileSync(installation.certificate.pem), ...(from && { from }) })
  open.push(session)
  return session
}

test.beforeAll(async ({ playwright }) => {
  installation = await createInstallation()
  shop = await listen((request, response) => {
    const isPage = request.url === '/'
    response.writeHead(isPage ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; ${policy}; require-trusted-types-for 'script'; trusted-types 'none'`,
    })
    response.end(isPage ? `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${tag}</html>` : '')
  })
  demo = await createBackend()
  await demo.start()
  nginx = await startNginx({ installation, shop: shop.url, demoPort: Number(new URL(demo.url).port) })
  browser = await playwright.chromium.launch({
    executablePath: ensureChromium(),
    args: [
      ...CHROMIUM_ARGS,
      `--host-resolver-rules=MAP help.example.com:443 127.0.0.1:${nginx.port},MAP shop.example:443 127.0.0.1:${nginx.port}`,
    ],
  })
})
test.afterAll(async () => {
  for (const session of open) session.destroy()
  await browser?.close()
  await nginx?.close()
  await demo?.dispose()
  await installation?.dispose()
  await shop?.close()
})

test('its steps lead to a server that runs, and to a tag and a policy for the site', async () => {
  const { block, sh, start, said, asked } = installation
  await sh(block('sh', 0))
  expect(asked).toEqual(['npm ci', 'npm run build'])
  await sh(block('sh', 1))
  await expect(start()).rejects.toThrow(/There is no operator yet.*\n.*No page may embed a widget yet/s)
  const told = await sh(block('sh', 2))
  password = /^Password: (\S+)$/m.exec(told)?.[1] ?? ''
  tag = /<script.*<\/script>/.exec(told)?.[0] ?? ''
  policy = block('', 0).trim()
  expect(told).toContain(policy)
  expect(password).toMatch(/^\S{23}$/)
  await start()
  expect(said()).toContain('Desk      https://help.example.com/desk/   (anna; the demo’s operators and key are off)')
})

test('streams arrive event by event, twelve at once over one connection of HTTP/2', async () => {
  const session = connectFrom()
  const streams = await Promise.all(
    Array.from({ length: 12 }, () => ask(session, '/v1/stream', { body: OPENING, headers: SHOP })),
  )
  const hellos = await Promise.all(streams.map(readUntil('"type":"live"')))
  expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200))
  expect(streams[0]?.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' })
  const tokens = hellos.map(hello => /"token":"([\w-]+)"/.exec(hello)?.[1] ?? '')
  const command = { id: 'ring', type: 'session.start', entry: 'webchat', widget: 'shop' }
  // Nothing but the event itself comes along: were it kept back until more is there, this would never end.
  for (const [index, stream] of streams.entries()) {
    const headers = { ...SHOP, authorization: `Bearer ${tokens[index]}` }
    const replied = await ask(session, '/v1/commands', { body: command, headers })
    expect(replied.status).toBe(200)
    await readUntil('"type":"session.changed"')(stream)
  }
  const health = await ask(session, '/healthz')
  expect(JSON.parse(await health.text())).toMatchObject({ ok: true })
  console.log('nginx run', JSON.stringify({ streams: streams.length, connections: 1, http: session.alpnProtocol }))
  for (const stream of streams) stream.close()
})

test('the heartbeat passes; behind a proxy that hoards nothing would', async () => {
  const stop = new AbortController()
  let arrived = ''
  const hoarded = fetch(`http://127.0.0.1:${nginx.hoardingPort}/v1/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...SHOP },
    body: JSON.stringify(OPENING),
    signal: stop.signal,
  }).then(async response => {
    for await (const chunk of response.body ?? []) arrived += String(chunk)
  })
  const stream = await ask(connectFrom(), '/v1/stream', { body: OPENING, headers: SHOP })
  await readUntil('"type":"live"')(stream)
  // The first heartbeat of the one: the other was asked earlier, and has heard nothing at all.
  expect(await stream.chunk()).toBe(':\n\n')
  expect(arrived).toBe('')
  stop.abort()
  await hoarded.catch(() => {})
  stream.close()
})

test('each client is counted by their own address, whatever they say of it', async () => {
  const guess = async (session: ClientHttp2Session, n: number, headers = {}) =>
    (await ask(session, '/v1/desk/login', { body: { operator: `nobody${n}`, password: 'wrong horse 9' }, headers }))
      .status
  const [one, other] = [connectFrom('127.0.0.2'), connectFrom('127.0.0.3')]
  // All at once: an address gets another guess every few seconds, however long a guess takes here.
  const guesses = Array.from({ length: 60 }, (_, n) => guess(one, n, { 'x-forwarded-for': `192.0.2.${n}` }))
  const statuses = (await Promise.all(guesses)).toSorted()
  const refused = statuses.filter(status => status === 429)
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401))
  expect(refused.length).toBeGreaterThan(0)
  expect(await guess(other, 99)).toBe(401)
})

test('a part of a file reaches the server whole, as large as that takes one; what is larger still does not', async () => {
  const session = connectFrom()
  const send = (bytes: number) => ask(session, '/v1/files/one/0', { body: { part: 'x'.repeat(bytes) }, headers: SHOP })
  const heard = await send(LARGEST_PART)
  expect(heard.headers['content-type'], 'from the server itself').toMatch(/json/)
  const stopped = await send(4 * LARGEST_PART)
  expect([stopped.status, stopped.headers['content-type']], 'from the proxy').toEqual([413, 'text/html'])
})

test('the figures and the way to the demo’s desk stay inside', async () => {
  const session = connectFrom()
  for (const path of ['/metrics', '/v1/demo'])
    expect((await ask(session, path, { headers: { 'sec-fetch-site': 'same-origin' } })).status, path).toBe(404)
  const asked = { headers: { 'sec-fetch-site': 'same-origin' } }
  for (const path of ['/metrics', '/v1/demo']) {
    expect((await fetch(`http://127.0.0.1:${nginx.barePort}${path}`, asked)).status, `bare ${path}`).toBe(404)
    expect((await fetch(`${demo.url}${path}`, asked)).status, `direct ${path}`).toBe(200)
  }
})

test('a visitor of the site, under its policy, talks to an operator who has signed in', async () => {
  const people = await Promise.all([1, 2].map(() => browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB' })))
  const [page, deskPage] = await Promise.all(people.map(context => context.newPage()))
  if (!page || !deskPage) throw new Error('no pages')
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))

  await deskPage.goto('https://help.example.com/desk/')
  await deskPage.getByLabel('Name').fill('anna')
  await deskPage.getByLabel('Password').fill('wrong horse 9')
  await deskPage.getByRole('button', { name: 'Sign in' }).click()
  await expect(deskPage.getByRole('alert')).toHaveText('This name or password is not right.')
  expect(await seriousFaults(deskPage)).toEqual([])
  await deskPage.getByLabel('Password').fill(password)
  await deskPage.keyboard.press('Enter')
  await deskPage.getByRole('switch', { name: 'Available' }).click()
  const [cookie] = await deskPage.context().cookies()
  expect(cookie).toMatchObject({
    name: '__Host-zvonek-desk-anna',
    httpOnly: true,
    secure: true,
    sameSite: 'Strict',
    path: '/',
  })

  await page.goto('https://shop.example/')
  const visitor = widgetOn(page)
  await visitor.open()
  await visitor.say('Does the bell work from here?')
  const anna = deskOn(deskPage)
  await deskPage.getByRole('list', { name: 'Waiting clients' }).getByText('Does the bell work from here?').waitFor()
  await deskPage
    .getByRole('listitem')
    .filter({ hasText: 'Does the bell' })
    .getByRole('button', { name: 'Accept' })
    .click()
  await anna.say('Loud and clear')
  await expect(visitor.message('Loud and clear')).toBeVisible()
  const protocols = await deskPage.evaluate(() =>
    performance.getEntriesByType('resource').map(one => (one as PerformanceResourceTiming).nextHopProtocol),
  )
  expect(new Set(protocols)).toEqual(new Set(['h2']))
  expect(complaints).toEqual([])

  await deskPage.getByRole('button', { name: 'Sign out' }).click()
  await expect(deskPage.getByLabel('Password')).toBeVisible()
  await expect.poll(() => deskPage.context().cookies()).toEqual([])
  for (const context of people) await context.close()
})

test('backup, restore and upgrade go as they are told', async () => {
  const { block, sh, kill, start, asked, root } = installation
  const cron = block('cron')
    .replace(/^(\S+ ){5}zvonek /, '')
    .replaceAll('\\%', '%')
  expect(await sh(cron)).toMatch(/holds \d+ visitors with \d+ rows of log, 1 operator, 1 widget\.\n$/)
  await kill()
  await start()
  expect(await sh(block('sh', 3))).toMatch(
    /Restored: .*1 operator, 1 widget\. Everybody signs in again\.\nWhat was there before is in .*before-/,
  )
  expect(await sh(block('sh', 4))).toMatch(/zvonek-before-upgrade\.db holds/)
  expect(asked.slice(-6)).toEqual([
    ...[
      'systemctl start zvonek',
      'systemctl stop zvonek',
      'git pull',
      'npm ci',
      'npm run build',
      'systemctl start zvonek',
    ],
  ])
  expect(readFileSync(join(root, 'zvonek.env'), 'utf8')).toMatch(/ZVONEK_SECRET=[0-9a-f]{64}/)
  const stream = await ask(connectFrom(), '/v1/stream', { body: OPENING, headers: SHOP })
  await readUntil('"type":"live"')(stream)
  stream.close()
})

test('Caddy does as well', async () => {
  const caddy = await startCaddy({ installation })
  const session = connectTo(caddy, { ca: readFileSync(installation.certificate.pem) })
  const authority = { ':authority': `help.example.com:${caddy.port}` }
  const streams = await Promise.all(
    Array.from({ length: 12 }, () => ask(session, '/v1/stream', { body: OPENING, headers: { ...SHOP, ...authority } })),
  )
  await Promise.all(streams.map(readUntil('"type":"live"')))
  expect((await ask(session, '/metrics', { headers: authority })).status).toBe(404)
  expect(session.alpnProtocol).toBe('h2')
  session.destroy()
  await caddy.close()
})

const readUntil = (what: string) => async (answer: Answer) => {
  let text = ''
  for (let chunk = await answer.chunk(); chunk; chunk = await answer.chunk()) {
    text += chunk
    if (text.includes(what)) return text
  }
  throw new Error(`The stream ended before ${what}: ${text}`)
}
