import { expect, type Locator, type Page } from '@playwright/test'
import { dialogOn } from './dialog.js'

/** The widget as a visitor finds it: by roles and names, never by its insides. */
export interface Widget {
  readonly page: Page
  /** The doorbell. */
  readonly launcher: Locator
  readonly push: Locator
  readonly panel: Locator
  readonly log: Locator
  readonly field: Locator
  button(name: string): Locator
  /** What the panel shows under its head about the line; what is only heard does not count. */
  notice(text: string | RegExp): Locator
  /** A message in the conversation. */
  message(text: string): Locator
  /** Presses the doorbell. */
  open(): Promise<void>
  fold(): Promise<void>
  /** Presses Send, also while it looks as if there were nothing to send. */
  pressSend(): Promise<void>
  /** Writes and sends; returns once the words stand in the conversation. */
  say(text: string): Promise<void>
  /** All that the conversation shows of a pattern, from top to bottom. */
  shown(pattern: RegExp): Promise<string[]>
}

interface Options {
  /** Name of the launcher's group, for a page with several. */
  launcher?: string
  /** Name of the chat's push in another language. */
  push?: RegExp
}

export const widgetOn = (page: Page, { launcher: name = 'Contact us', push = /^Chat\b/ }: Options = {}): Widget => {
  const launcher = page.getByRole('group', { name, exact: true })
  const panel = dialogOn(page, 'Chat')
  const log = panel.getByRole('log', { name: 'Conversation', exact: true })
  const field = panel.getByRole('textbox', { name: 'Message', exact: true })
  const button = (name: string) => panel.getByRole('button', { name, exact: true })
  const message = (text: string) => log.getByText(text, { exact: true })
  const bell = launcher.getByRole('button', { name: push })
  return {
    page,
    launcher,
    push: bell,
    panel,
    log,
    field,
    button,
    notice: text => panel.getByText(text).and(page.locator(':not([aria-live=polite], [aria-live=assertive])')),
    message,
    open: async () => {
      await bell.click()
      await expect(field).toBeVisible()
    },
    fold: async () => {
      await button('Close').click()
      await expect(panel).toBeHidden()
      await expect(bell).toBeVisible()
    },
    pressSend: () => button('Send').click({ force: true }),
    say: async text => {
      await field.fill(text)
      await button('Send').click()
      await expect(message(text)).toBeVisible()
      await expect(field).toHaveValue('')
    },
    shown: async pattern => (await log.innerText()).match(new RegExp(pattern, 'gu')) ?? [],
  }
}
