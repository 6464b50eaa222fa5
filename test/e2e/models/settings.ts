import type { Locator, Page } from '@playwright/test'

/** The room “Settings” of the desk, as an administrator finds it. */
export interface SettingsRoom {
  readonly room: Locator
  readonly told: Locator
  open(): Promise<void>
  choose(name: string): Promise<void>
  field(name: string): Locator
  choice(name: string): Locator
  box(name: string): Locator
  button(name: string): Locator
  save(): Promise<void>
}

export const settingsOn = (page: Page): SettingsRoom => {
  const room = page.getByRole('main', { name: 'Settings', exact: true })
  const button = (name: string) => room.getByRole('button', { name, exact: true })
  return {
    room,
    told: room.getByRole('status'),
    open: () => page.getByRole('button', { name: 'Settings', exact: true }).click(),
    choose: name => room.getByRole('navigation').getByRole('button', { name, exact: true }).click(),
    field: name => room.getByLabel(name, { exact: true }),
    choice: name => room.getByRole('combobox', { name, exact: true }),
    box: name => room.getByRole('checkbox', { name, exact: true }),
    button,
    save: () => button('Save').click(),
  }
}
