import { chromium } from '@playwright/test'
import { aptInstall, findProgram, isProgram } from './programs.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Switches for a browser in a container: it has no sandbox, no screen and nobody to phone home to. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of a Chromium on this machine: $CHROME_PATH, one in PATH, or Playwright's own; undefined if there is none. */
export const findChromium = () =>
  [process.env.CHROME_PATH, ...NAMES.map(findProgram), chromium.executablePath()].find(isProgram)

/**
 * The same, and installs Debian's when there is none and it may.
 * @throws {Error} that says what to do.
 */
export const ensureChromium = () => {
  const found = findChromium()
  if (found) return found
  aptInstall(
    ['chromium', 'fonts-liberation'],
    'No Chromium found. Install one (Debian: apt-get install chromium fonts-liberation) or set CHROME_PATH.',
  )
  const installed = findChromium()
  if (installed) return installed
  throw new Error('apt-get installed chromium, but it is not in PATH. Set CHROME_PATH.')
}
