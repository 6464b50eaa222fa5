import { expect, type Locator, type Page } from '@playwright/test'

/** The operator's desk as an operator finds it. */
export interface Desk {
  readonly page: Page
  readonly waiting: Locator
  readonly conversations: Locator
  readonly letters: Locator
  readonly callbacks: Locator
  readonly log: Locator
  readonly field: Locator
  readonly preview: Locator
  button(name: string): Locator
  /** A client in the queue. */
  client(name: string): Locator
  /** A message in the open conversation. */
  message(text: string): Locator
  /** Takes a client out of the queue; returns once the conversation is open. */
  accept(name: string): Promise<void>
  /** Opens one of the conversations. */
  turnTo(name: string): Promise<void>
  /** Writes and sends; returns once the words stand in the conversation. */
  say(text: string): Promise<void>
  /** Becomes available, or goes away; returns once the server has it, not only the switch. */
  be(what: 'available' | 'away'): Promise<void>
  /** All that the conversation shows of a pattern, from top to bottom. */
  shown(pattern: RegExp): Promise<string[]>
}

export const deskOn = (page: Page): Desk => {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const waiting = page.getByRole('list', { name: 'Waiting clients', exact: true })
  const conversations = page.getByRole('list', { name: 'Conversations', exact: true })
  const letters = page.getByRole('list', { name: 'Offline messages', exact: true })
  const callbacks = page.getByRole('list', { name: 'Callbacks', exact: true })
  const log = page.getByRole('log', { name: 'Conversation', exact: true })
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  const client = (name: string) => waiting.getByRole('listitem').filter({ hasText: name })
  const message = (text: string) => log.getByText(text, { exact: true })
  return {
    page,
    waiting,
    conversations,
    letters,
    callbacks,
    log,
    field,
    preview: page.getByRole('complementary', { name: 'Preview', exact: true }),
    button,
    client,
    message,
    accept: async name => {
      await client(name).getByRole('button', { name: 'Accept', exact: true }).click()
      await expect(page.getByRole('heading', { name, exact: true, level: 2 }).first()).toBeVisible()
      await expect(field).toBeVisible()
    },
    turnTo: async name => {
      await conversations.getByRole('button', { name }).click()
      await expect(conversations.getByRole('button', { name })).toHaveAttribute('aria-current', 'true')
    },
    say: async text => {
      await field.fill(text)
      await button('Send').click()
      await expect(message(text)).toBeVisible()
      await expect(field).toHaveValue('')
    },
    be: async what => {
      const heard = page.waitForResponse(
        response => response.ok() && /"operator\.available"/.test(response.request().postData() ?? ''),
      )
      const available = page.getByRole('switch', { name: 'Available' })
      await expect(available).toBeChecked({ checked: what === 'away' })
      await available.click()
      await heard
    },
    shown: async pattern => (await log.innerText()).match(new RegExp(pattern, 'gu')) ?? [],
  }
}

/** What the desk shows of where the client has been, the newest first. */
export const trailOn = ({ page }: Desk) =>
  page.getByRole('complementary', { name: 'Client', exact: true }).getByRole('list').getByRole('listitem').locator('a')
