import { expect, type Locator, type Page } from '@playwright/test'
import { dialogOn } from './dialog.js'

/** What the panel “Call me back” has of phone numbers. */
export interface Caller {
  readonly page: Page
  readonly panel: Locator
  readonly number: Locator
  readonly country: Locator
  readonly call: Locator
  /** What is wrong with what stands there. */
  readonly alert: Locator
  heading(name: string): Locator
  button(name: string): Locator
  open(): Promise<void>
  /** Opens it, types a number and presses “Call me”. */
  ask(number: string): Promise<void>
  /** Chooses “At a time”; returns once half hours are offered. */
  later(): Promise<void>
  /** A half hour, by the time on the visitor's clock. */
  slot(time: string): Locator
}

export const callerOn = (page: Page): Caller => {
  const panel = dialogOn(page, 'Call me back')
  const launcher = page.getByRole('group', { name: 'Contact us', exact: true })
  const number = panel.getByRole('textbox', { name: 'Phone number', exact: true })
  const country = panel.getByRole('combobox', { name: 'Country', exact: true })
  const button = (name: string) => panel.getByRole('button', { name, exact: true })
  const open = async () => {
    await launcher.getByRole('button', { name: 'Call me back', exact: true }).click()
    await expect(panel).toBeVisible()
    await number.focus()
    await expect(country.getByRole('option').first()).toBeAttached()
  }
  return {
    page,
    panel,
    number,
    country,
    call: button('Call me'),
    alert: panel.getByRole('alert'),
    heading: name => panel.getByRole('heading', { name, exact: true }),
    button,
    open,
    ask: async given => {
      await open()
      await number.fill(given)
      await button('Call me').click()
    },
    later: async () => {
      await panel.getByText('At a time', { exact: true }).click()
      await expect(panel.getByRole('radiogroup', { name: 'Time', exact: true })).toBeVisible()
    },
    slot: time => panel.getByRole('radio', { name: time, exact: true }),
  }
}
