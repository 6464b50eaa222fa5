import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { deskOn, type Desk } from './models/desk.js'
import { hostOn, type Host } from './models/host.js'
import { widgetOn, type Widget } from './models/widget.js'
import { createBackend, type Backend, type Mode } from './rig/backend.js'
import { pageSite, runBackendIn } from './rig/page-mode.js'
import { createScriptedBackend, type ScriptedBackend } from './rig/scripted-backend.js'
import { createSite, type Site } from './rig/site.js'

export { expect } from '@playwright/test'
export type { Backend, Desk, Host, Mode, ScriptedBackend, Site, Widget }

export interface Fixtures {
  /** Where the backend runs. Tests of `@both` run in either mode. */
  mode: Mode
  /** Requests of this browser to the backend's protocol, in order; without a server there must be none. */
  protocol: readonly string[]
  /** Environment of the server, beside the contract's defaults. */
  env: Record<string, string>
  /** A running server with a database of its own. */
  backend: Backend
  /** A website of another origin, whose pages name that server. Without one: the QA page, each tab a visitor. */
  site: Site
  /** The visitor's page, watched. */
  host: Host
  /** The widget on the visitor's page. */
  visitor: Widget
  /** Another person with a browser of their own. */
  somebody(): Promise<Page>
  /** Sits an operator down at the desk, in a browser of their own. */
  sit(operator: string): Promise<Desk>
  /** Anna's desk. */
  anna: Desk
  /** A visitor on a plain page says something, and Anna accepts. */
  meet(words: string): Promise<void>
  /** A backend that says what the test tells it to, and a website that names it. */
  scripted: ScriptedBackend
  scriptedSite: Site
}

export const test = base.extend<Fixtures>({
  env: [{}, { option: true }],
  mode: ['server', { option: true }],
  protocol: [
    async ({ context, mode }, use) => {
      const requests: string[] = []
      context.on('request', request => {
        if (new URL(request.url()).pathname.startsWith('/v1/')) requests.push(`${request.method()} ${request.url()}`)
      })
      await use(requests)
      if (mode === 'page') expect(requests, 'requests to the backend’s protocol').toEqual([])
    },
    { auto: true },
  ],
  backend: async ({ env, mode }, use) => {
    const backend = await createBackend(env, mode)
    try {
      await backend.start()
      await use(backend)
    } finally {
      await backend.dispose()
    }
  },
  site: async ({ backend, mode }, use) => {
    const site = mode === 'page' ? pageSite(backend) : await createSite(backend.url)
    await use(site)
    await site.close()
  },
  host: async ({ page, site, backend, mode }, use) => {
    if (mode === 'page') await runBackendIn(await page.context().newPage(), backend)
    await use(await hostOn(page, site))
  },
  visitor: async ({ page }, use) => use(widgetOn(page)),
  somebody: async ({ browser, context, mode }, use) => {
    const { open, close } = createPeople(browser, mode === 'page' ? context : undefined)
    await use(open)
    await close()
  },
  sit: async ({ backend, browser, context, mode }, use) => {
    const { open, close } = createPeople(browser, mode === 'page' ? context : undefined)
    await use(async operator => {
      const page = await open()
      await page.goto(backend.desk(operator))
      return deskOn(page)
    })
    await close()
  },
  anna: async ({ sit }, use) => use(await sit('anna')),
  meet: async ({ host, visitor, anna }, use) =>
    use(async words => {
      await host.visit('plain')
      await visitor.open()
      await visitor.say(words)
      await anna.accept('Visitor 1')
    }),
  scripted: async ({}, use) => {
    const scripted = await createScriptedBackend()
    await use(scripted)
    await scripted.close()
  },
  scriptedSite: async ({ scripted }, use) => {
    const site = await createSite(scripted.url)
    await use(site)
    await site.close()
  },
})

/** @param shared without a server all sit at one browser, each in a tab. */
const createPeople = (browser: Browser, shared?: BrowserContext) => {
  const contexts: BrowserContext[] = []
  return {
    open: async () => {
      if (shared) return shared.newPage()
      const context = await browser.newContext()
      contexts.push(context)
      return context.newPage()
    },
    close: async () => {
      for (const context of contexts) await context.close()
    },
  }
}
