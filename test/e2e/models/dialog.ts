import type { Locator, Page } from '@playwright/test'

/**
 * A panel by its name, or whichever is open. One that is closed already and still folds is inert, so it is out of reach of
 * everybody; locators by role would find it for a moment all the same, beside the one that has been opened since.
 * Whether anything is left in the page, `page.getByRole('dialog')` tells.
 */
export const dialogOn = (page: Page, name?: string): Locator =>
  page.getByRole('dialog', name === undefined ? {} : { name, exact: true }).and(notFolding(page))

/** Whatever is not inside of something inert, also through shadow roots. */
export const notFolding = (page: Page): Locator => page.locator(':not([inert] *)')
