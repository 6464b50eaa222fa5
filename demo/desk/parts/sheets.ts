import brand from '../../../src/styles/brand.css'
import tokens from '../../../src/styles/tokens.css'
import { sheet } from '../../../src/styles/sheet.js'
import base from './Base.css'
import controls from './Controls.css'

/** The widget's tokens are written for a shadow host; on a page of our own the host is the page. */
const forPage = (css: string): string => css.replace(/:host\(([^)]*)\)/g, ':root$1').replaceAll(':host', ':root')

/** Dresses this page in the tokens, what our pages share, and its own sheets; a strict policy allows no other way. */
export const dress = (...own: readonly string[]): void => {
  document.adoptedStyleSheets = [forPage(brand + tokens), base, controls, ...own].map(sheet)
}

export type Theme = 'system' | 'light' | 'dark'

/** Light or dark as the system wants it, or as chosen; follows the system while it is followed. Returns its undo. */
export const followTheme = (theme: Theme = 'system'): (() => void) => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const show = (): void => {
    document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  }
  show()
  dark.addEventListener('change', show)
  return () => dark.removeEventListener('change', show)
}
