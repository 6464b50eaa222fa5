import type { Page, Request } from '@playwright/test'
import type { Handle } from '../../../src/api/handle.js'
import { installCensus, type Traces } from '../rig/census.js'
import type { Site } from '../rig/site.js'

/** The page that the widget is a guest on, watched from outside. */
export interface Host {
  readonly page: Page
  readonly site: Site
  visit(name: string): Promise<void>
  /** What the page's own scripts say to the widget. */
  tell<T>(words: (handle: Handle) => T | Promise<T>, global?: string): Promise<T>
  /** What the page asked the network for, in order, without the site's own files. */
  requests(): string[]
  /** Requests that have not ended yet: a stream is one. */
  pending(): string[]
  /** Everything stored in this browser by this page, such as `local zvonek:shop:token`. */
  stored(): Promise<string[]>
  /** Nodes, listeners, timers and globals as they are now. */
  traces(): Promise<Traces>
  /** What scripts of the page asked of storage, in order. */
  touched(): Promise<string[]>
  /** Breaches of the page's policy, as the page itself hears of them. */
  readonly breaches: string[]
  /** What stands in the console, and errors nobody caught. */
  readonly console: string[]
}

export const hostOn = async (page: Page, site: Site): Promise<Host> => {
  const requests: string[] = []
  const pending = new Set<Request>()
  const breaches: string[] = []
  const console: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) requests.push(request.url())
    pending.add(request)
  })
  page.on('requestfinished', request => pending.delete(request))
  page.on('requestfailed', request => pending.delete(request))
  page.on('console', message => console.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', error => console.push(`uncaught: ${error.message}`))
  await page.exposeFunction('zvonekTestBreach', (breach: string) => breaches.push(breach))
  await page.addInitScript(tellBreaches)
  await page.addInitScript(installCensus)

  return {
    page,
    site,
    visit: async name => void (await page.goto(site.page(name))),
    tell: async (words, global = 'zvonek') => {
      const handle = await page.evaluateHandle(name => (window as unknown as Record<string, Handle>)[name]!, global)
      return handle.evaluate(words)
    },
    requests: () => [...requests],
    pending: () => [...pending].map(request => request.url()),
    stored: async () => {
      const cookies = await page.context().cookies()
      return [...(await page.evaluate(listStored)), ...cookies.map(({ name }) => `cookie ${name}`)].sort()
    },
    traces: () => page.evaluate(() => window.zvonekTestTraces()),
    touched: () => page.evaluate(() => window.zvonekTestTouched()),
    breaches,
    console,
  }
}

const tellBreaches = () => {
  document.addEventListener('securitypolicyviolation', event => {
    void window.zvonekTestBreach(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
  })
}

const listStored = async () => {
  const databases = await indexedDB.databases()
  // Only pages in a secure context have them.
  const stores = 'caches' in window ? await caches.keys() : []
  return [
    ...Object.keys(localStorage).map(key => `local ${key}`),
    ...Object.keys(sessionStorage).map(key => `session ${key}`),
    ...databases.map(({ name }) => `database ${name}`),
    ...stores.map(name => `cache ${name}`),
  ]
}
