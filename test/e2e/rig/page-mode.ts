import { expect, type Page } from '@playwright/test'
import type { Backend } from './backend.js'
import type { Site } from './site.js'

/** Opens the tab that runs the backend; all others are its guests. */
export const runBackendIn = async (page: Page, backend: Backend): Promise<Page> => {
  await page.goto(backend.qa)
  await expect(page.getByText(/^The backend runs in this page/)).toBeVisible()
  return page
}

/** Pages of the QA page's own, told apart by their address. Each tab is a visitor of its own, over reloads too. */
export const pageSite = ({ qa, url }: Backend): Site => ({
  url,
  page: name =>
    `${qa}&${new URLSearchParams({ storage: 'session', position: name === 'plain' ? 'right' : 'left' }).toString()}`,
  change: name => {
    throw new Error(`there is no file of ${name}`)
  },
  head: name => {
    throw new Error(`there is no file of ${name}`)
  },
  requests: [],
  reports: [],
  close: async () => {},
})
