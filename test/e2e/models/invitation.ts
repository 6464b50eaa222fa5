import { expect, type Locator, type Page } from '@playwright/test'
import type { Desk } from './desk.js'
import { dialogOn } from './dialog.js'

/** The panel “Call me back”, as a visitor finds it. */
export interface CallbackPanel {
  readonly panel: Locator
  readonly field: Locator
  readonly connect: Locator
  /** What is said of a number that leads nowhere. */
  readonly alert: Locator
  readonly ringing: Locator
  open(): Promise<void>
  /** Opens it and connects by a number; returns once it rings. */
  knock(code: string): Promise<void>
}

export const callbackOn = (page: Page): CallbackPanel => {
  const panel = dialogOn(page, 'Call me back')
  const launcher = page.getByRole('group', { name: 'Contact us', exact: true })
  const field = panel.getByRole('textbox', { name: 'Invitation number', exact: true })
  const connect = panel.getByRole('button', { name: 'Connect', exact: true })
  const ringing = panel.getByRole('heading', { name: 'We are ringing' })
  const open = async () => {
    await launcher.getByRole('button', { name: 'Call me back', exact: true }).click()
    await expect(panel).toBeVisible()
  }
  return {
    panel,
    field,
    connect,
    alert: panel.getByRole('alert'),
    ringing,
    open,
    knock: async code => {
      await open()
      await field.fill(code)
      await connect.click()
      await expect(ringing).toBeVisible()
    },
  }
}

/** The card with the operator's newest number. */
export const cardOn = ({ page }: Pick<Desk, 'page'>): Locator => dialogOn(page, 'Invitation')

/** The number that the desk shows. */
export const readNumber = async (desk: Desk): Promise<string> => {
  const status = cardOn(desk).getByRole('status')
  await expect(status).toHaveText(/^\d{6}$/)
  return (await status.textContent()) ?? ''
}

/** Presses “New invitation”, and reads what the status shows. */
export const invite = async (desk: Desk): Promise<string> => {
  await desk.button('New invitation').click()
  return readNumber(desk)
}

/** Another number, which nobody has made. */
export const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
