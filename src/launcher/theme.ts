import type { Theme } from '../api/options.js'

/** Writes `data-theme` on the host, following the device while the theme is `system`. Returns the way to change it. */
export const createTheme = (host: HTMLElement, theme: Theme, signal: AbortSignal): ((next: Theme) => void) => {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    host.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  }
  dark.addEventListener('change', paint, { __proto__: null, signal })
  paint()
  return next => {
    theme = next
    paint()
  }
}
