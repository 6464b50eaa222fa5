import type { Browser, BrowserContext, Page } from '@playwright/test'
import { deskOn, type Desk } from '../models/desk.js'
import { createBackend, type Backend } from './backend.js'
import { watchPeers } from './devices.js'
import { createSite, type Site } from './site.js'

/** A server, a website with the button, and people with browsers of their own: one for a whole file of tests. */
export interface CallHouse {
  readonly backend: Backend
  readonly site: Site
  /** Somebody with a camera and a microphone; `false`: they allow nothing. */
  somebody(allows?: boolean): Promise<Page>
  sit(operator: string): Promise<Desk>
  close(): Promise<void>
}

export const createCallHouse = async (
  browser: Browser,
  env: Readonly<Record<string, string>> = {},
): Promise<CallHouse> => {
  const backend = await createBackend(env)
  await backend.start()
  const site = await createSite(backend.url)
  const contexts: BrowserContext[] = []
  const somebody = async (allows = true) => {
    const context = await browser.newContext({ locale: 'en-GB', permissions: allows ? ['camera', 'microphone'] : [] })
    contexts.push(context)
    await watchPeers(context)
    return context.newPage()
  }
  return {
    backend,
    site,
    somebody,
    sit: async operator => {
      const page = await somebody()
      await page.goto(backend.desk(operator))
      return deskOn(page)
    },
    close: async () => {
      for (const context of contexts) await context.close()
      await site.close()
      await backend.dispose()
    },
  }
}

/** Presses “Video call” on a host page; gives the tab that opens. */
export const pressVideo = async (page: Page): Promise<Page> => {
  const opened = page.context().waitForEvent('page')
  await page.getByRole('group', { name: 'Contact us' }).getByRole('button', { name: 'Video call' }).click()
  return opened
}

export const acceptCall = (desk: Desk): Promise<void> =>
  desk.client('Video call').getByRole('button', { name: 'Accept' }).click()
