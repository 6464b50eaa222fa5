import type { Locator, Page } from '@playwright/test'
import { dialogOn } from './dialog.js'

/** What is asked before the queue and after the end, as a visitor finds it. */
export interface Asking {
  /** “Before we start”. */
  readonly before: Locator
  /** “How was it?” */
  readonly after: Locator
  /** What is told of feedback once it is sent. */
  readonly told: Locator
  /** A field by its name, of whichever form is there. */
  field(name: string): Locator
  choice(name: string | RegExp): Locator
  box(name: string | RegExp): Locator
}

export const askingOn = (page: Page): Asking => {
  const panel = dialogOn(page, 'Chat')
  return {
    before: panel.getByRole('form', { name: 'Before we start', exact: true }),
    after: panel.getByRole('form', { name: 'How was it?', exact: true }),
    told: panel.getByRole('status'),
    field: name => panel.getByRole('form').getByRole('textbox', { name, exact: true }),
    choice: name => panel.getByRole('radio', { name, exact: true }),
    box: name => panel.getByRole('checkbox', { name, exact: true }),
  }
}
