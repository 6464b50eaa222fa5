import type { Browser, BrowserContextOptions } from '@playwright/test'
import { expect, test } from './fixtures.js'
import { converse, watch, type Visit } from './rig/journey.js'
import { installLookups, wordsOfWidget } from './rig/lookups.js'
import { createScriptedBackend } from './rig/scripted-backend.js'
import { createSite, type Site } from './rig/site.js'
import { installTree } from './rig/tree.js'

const PHONE = { viewport: { width: 390, height: 700 } }
const WIDE = {}

interface Trip {
  page: string
  /** Such as `?with=object`. */
  query?: string
  context?: BrowserContextOptions
  /** Serves a page otherwise than it stands in its file. */
  prepare?(site: Site): void
  listen?: boolean
}

/** A whole conversation on a host page, with a backend of its own that says the same to everybody. */
const travel = async (browser: Browser, { page: name, query = '', context = WIDE, prepare, listen }: Trip) => {
  const backend = await createScriptedBackend()
  const site = await createSite(backend.url)
  prepare?.(site)
  const visitor = await browser.newContext({ locale: 'en-GB', ...context })
  const page = await visitor.newPage()
  const visit = watch(page)
  if (listen) await page.addInitScript(installLookups, wordsOfWidget())
  await page.addInitScript(installTree)
  await page.goto(site.page(name) + query)
  await converse(page, backend, visit)
  const lookups = listen ? await page.evaluate(() => window.zvonekTestLookups()) : undefined
  await visitor.close()
  await site.close()
  await backend.close()
  return {
    ...visit,
    requests: visit.requests.slice(1).map(line => line.replace(/SERVER\/\w+\.html\S*/, 'HOST')),
    lookups,
  }
}
const seen = ({ requests, shown, faults }: Visit) => ({ requests, shown, faults })

/** Names that stand on a host page. */
const namesOn = async (name: string, pattern: RegExp) => {
  const site = await createSite('http://localhost:4880')
  const html = await (await fetch(site.page(name))).text()
  await site.close()
  return [...html.matchAll(pattern)].map(match => match[0])
}

test('the names that we look up stand on the hostile pages, all of them', async ({ browser }) => {
  const trips = [
    await travel(browser, { page: 'plain', listen: true }),
    await travel(browser, { page: 'plain', listen: true, context: PHONE }),
  ]
  const heard = (kind: 'inherited' | 'document' | 'window') =>
    [...new Set(trips.flatMap(({ lookups }) => lookups?.[kind] ?? []))].sort()
  const names = { inherited: heard('inherited'), document: heard('document'), window: heard('window') }
  console.log('S9 inherited', names.inherited.length, names.inherited.join(' '))
  console.log('S10 document', names.document.length, names.document.join(' '))
  console.log('S10 window', names.window.length, names.window.join(' '))

  const lacking = (looked: string[], standing: string[]) => looked.filter(name => !standing.includes(name))
  const polluted = await namesOn('polluted', /(?<=\s)[\w$]+(?=\s)/g)
  expect(lacking(names.inherited, polluted)).toEqual([])
  const named = await namesOn('clobbered', /(?<=(?:name|id)=")[\w$]+(?=")/g)
  expect(lacking(names.document, named)).toEqual([])
  expect(lacking(names.window, named)).toEqual([])
  expect(
    lacking(
      names.window,
      named.filter(name => name !== 'fetch'),
    ),
    'a list that lacks one',
  ).toEqual(['fetch'])
  // What a run reads for certain: a recorder that hears nothing would find every list complete.
  expect(names.document).toEqual(
    expect.arrayContaining(['body', 'createElementNS', 'currentScript', 'documentElement']),
  )
  expect(names.window).toEqual(expect.arrayContaining(['fetch', 'URL', 'localStorage', 'history']))
  expect(names.inherited).toContain('then')
})

test('a page with names on all objects changes not one request and not one node', async ({ browser }) => {
  const clean = seen(await travel(browser, { page: 'plain' }))
  expect(clean.faults).toEqual([])
  // Not only what the page lists: every word of our files, and places in lists.
  const everything = [...wordsOfWidget(), '0', '1', '2', '3'].filter(word => word !== '__proto__')
  const prepare = (site: Site) =>
    site.change('polluted', html => html.replace(/(?<=names = `)[^`]*/, text => `${text} ${everything.join(' ')} `))
  for (const query of ['?with=text', '?with=json', '?with=object', '?with=mixed'])
    expect(seen(await travel(browser, { page: 'polluted', query, prepare })), query).toEqual(clean)
  console.log(
    'S9 polluted page',
    JSON.stringify({ names: everything.length, runs: 4, requests: clean.requests.length }),
  )
})

test('a tag that says its options in data-* is read there as on any other page', async ({ browser }) => {
  const told = (page: string) => (site: Site) =>
    site.change(page, html => html.replace(/(?=src="http)/, 'data-title="Lamps" data-theme="dark" '))
  const clean = seen(await travel(browser, { page: 'plain', prepare: told('plain') }))
  expect(clean.shown.join()).toMatch(/data-theme="?dark/)
  for (const query of ['?with=text', '?with=json', '?with=object', '?with=mixed'])
    expect(seen(await travel(browser, { page: 'polluted', query, prepare: told('polluted') })), query).toEqual(clean)
})

for (const [what, context] of [
  ['a wide window', WIDE],
  ['a phone', PHONE],
] as const)
  test(`a page whose elements hide what scripts look for changes nothing, in ${what}`, async ({ browser }) => {
    const clean = seen(await travel(browser, { page: 'plain', context }))
    const clobbered = seen(await travel(browser, { page: 'clobbered', context }))
    expect(clobbered).toEqual(clean)
    console.log(
      `S10 clobbered page in ${what}`,
      JSON.stringify({ requests: clean.requests.length, shown: clean.shown.length }),
    )
  })

/** What a careless script does; the page tells what came of it. */
const NAIVE = `
  const told = []
  const attempt = (name, run) => { try { told.push(name + ' ' + run()) } catch (error) { told.push(name + ' ' + error) } }
  attempt('script', () => document.currentScript.src || document.currentScript.textContent.length > 0)
  attempt('element', () => document.createElement('i').localName)
  attempt('body', () => document.body.localName)
  attempt('global', () => typeof window.zvonek)
  attempt('settings', () => ({}).server)
  attempt('data', () => Object.keys(Object.assign({}, document.currentScript.dataset)))
  attempt('request', () => Object.entries(new Request('/x', { method: 'POST' })).join())
  console.log(told.join('; '))
`
const careless = async (browser: Browser, page: string, query = '') => {
  const site = await createSite('http://localhost:4880')
  site.change(page, html => html.replace(/<script[^>]*4880[^>]*>/, `<script data-lang="en">${NAIVE}`))
  const visitor = await browser.newPage()
  const telling = visitor.waitForEvent('console')
  await visitor.goto(site.page(page) + query)
  const told = (await telling).text()
  await visitor.close()
  await site.close()
  return told.split('; ')
}

test('a careless script is misled by both pages', async ({ browser }) => {
  const clean = await careless(browser, 'plain')
  const misled = async (page: string, query?: string) =>
    (await careless(browser, page, query)).filter((line, i) => line !== clean[i]).map(line => line.split(' ')[0])
  expect(clean[4]).toBe('settings undefined')
  expect(await misled('clobbered')).toEqual(expect.arrayContaining(['script', 'element', 'global']))
  expect(await misled('polluted')).toEqual(expect.arrayContaining(['settings', 'data', 'request']))
})
