import type { Locator, Page } from '@playwright/test'
import { dialogOn } from './dialog.js'

/** “Leave a message” as a visitor finds it. */
export interface LetterForm {
  readonly form: Locator
  /** A field by its name, such as “Your message”. */
  field(name: string): Locator
  /** What is told of the letter once it is sent. */
  readonly told: Locator
  fill(values: Readonly<Record<string, string>>): Promise<void>
  send(): Promise<void>
}

export const letterOn = (page: Page): LetterForm => {
  const panel = dialogOn(page, 'Chat')
  const form = panel.getByRole('form', { name: 'Leave a message', exact: true })
  const field = (name: string) => form.getByRole('textbox', { name, exact: true })
  return {
    form,
    field,
    told: panel.getByRole('status'),
    fill: async values => {
      for (const [name, value] of Object.entries(values)) await field(name).fill(value)
    },
    send: () => form.getByRole('button', { name: 'Send', exact: true }).click(),
  }
}
