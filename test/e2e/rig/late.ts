import { expect, type Page, type Route } from '@playwright/test'
import type { Widget } from '../models/widget.js'

/* What a journey needs in which something comes late. */

/** Writes, and puts the caret where nothing would put it by itself. */
export const writeWithCaret = async ({ field, page }: Widget, text: string) => {
  await expect(field).toBeFocused()
  await page.keyboard.type(text)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
}

export const caretOf = ({ field }: Widget) => field.evaluate((field: HTMLTextAreaElement) => field.selectionStart)

/** Said aloud, whole and once. */
export const isSaid = ({ panel }: Widget, text: string) =>
  expect(panel.locator('[aria-live=polite]:not([role=log])')).toHaveText(text)

/** Names of the forms that stand in the widget from now on, however shortly. */
export const watchForms = async (page: Page) => {
  await page.evaluate(async () => {
    const seen: string[] = []
    Reflect.set(window, 'formsSeen', seen)
    await (window as { zvonek?: { ready: Promise<void> } }).zvonek?.ready
    const root = document.querySelector('zvonek-host')!.shadowRoot!
    const look = () => {
      for (const form of root.querySelectorAll('form')) seen.push(form.getAttribute('aria-label') ?? '')
    }
    new MutationObserver(look).observe(root, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => [...new Set(Reflect.get(window, 'formsSeen') as string[])])
}

/** Keeps what matches from coming. Returns how many wait, and what lets them come. */
export const holdBack = async (page: Page, address: string) => {
  const held: Route[] = []
  let isHeld = true
  await page.route(address, route => (isHeld ? void held.push(route) : route.continue()))
  return {
    count: () => held.length,
    release: async () => {
      isHeld = false
      for (const route of held) await route.continue()
    },
  }
}
