import { test as base, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { deskOn, type Desk } from './models/desk.js'
import { hostOn, type Host } from './models/host.js'
import { widgetOn, type Widget } from './models/widget.js'
import { createBackend, type Backend } from './rig/backend.js'
import { createScriptedBackend, type ScriptedBackend } from './rig/scripted-backend.js'
import { createSite, type Site } from './rig/site.js'

export { expect } from '@playwright/test'
export type { Backend, Desk, Host, ScriptedBackend, Site, Widget }

export interface Fixtures {
  /** Environment of the server, beside the contract's defaults. */
  env: Record<string, string>
  /** A running server with a database of its own. */
  backend: Backend
  /** A website of another origin, whose pages name that server. */
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
  /** A backend that says what the test tells it to, and a website that names it. */
  scripted: ScriptedBackend
  scriptedSite: Site
}

export const test = base.extend<Fixtures>({
  env: [{}, { option: true }],
  backend: async ({ env }, use) => {
    const backend = await createBackend(env)
    try {
      await backend.start()
      await use(backend)
    } finally {
      await backend.dispose()
    }
  },
  site: async ({ backend }, use) => {
    const site = await createSite(backend.url)
    await use(site)
    await site.close()
  },
  host: async ({ page, site }, use) => use(await hostOn(page, site)),
  visitor: async ({ page }, use) => use(widgetOn(page)),
  somebody: async ({ browser }, use) => {
    const { open, close } = createPeople(browser)
    await use(open)
    await close()
  },
  sit: async ({ backend, browser }, use) => {
    const { open, close } = createPeople(browser)
    await use(async operator => {
      const page = await open()
      await page.goto(backend.desk(operator))
      return deskOn(page)
    })
    await close()
  },
  anna: async ({ sit }, use) => use(await sit('anna')),
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

const createPeople = (browser: Browser) => {
  const contexts: BrowserContext[] = []
  return {
    open: async () => {
      const context = await browser.newContext()
      contexts.push(context)
      return context.newPage()
    },
    close: async () => {
      for (const context of contexts) await context.close()
    },
  }
}
