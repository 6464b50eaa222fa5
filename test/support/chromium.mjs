import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

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
export const findChromium = () => {
  const inPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)))
  return [process.env.CHROME_PATH, ...inPath, chromium.executablePath()].find(isProgram)
}

/**
 * The same, and installs Debian's when there is none and it may.
 * @throws {Error} that says what to do.
 */
export const ensureChromium = () => {
  const found = findChromium()
  if (found) return found
  const apt = (process.env.PATH ?? '').split(delimiter).some(folder => isProgram(join(folder, 'apt-get')))
  if (process.getuid?.() !== 0 || !apt)
    throw new Error(
      'No Chromium found. Install one (Debian: apt-get install chromium fonts-liberation) or set CHROME_PATH.',
    )
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation']])
    execFileSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  const installed = findChromium()
  if (installed) return installed
  throw new Error('apt-get installed chromium, but it is not in PATH. Set CHROME_PATH.')
}

const isProgram = path => {
  try {
    accessSync(path ?? '', constants.X_OK)
    return true
  } catch {
    return false
  }
}
