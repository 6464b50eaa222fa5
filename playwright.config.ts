import { defineConfig } from '@playwright/test'
import type { Fixtures } from './test/e2e/fixtures.js'
import { CHROMIUM_ARGS, ensureChromium } from './test/support/chromium.mjs'
import { slowDown } from './test/support/slow.mjs'

if (process.env.ZVONEK_SLOW) slowDown(Number(process.env.ZVONEK_SLOW))

/** Tests start their own servers from dist/; a test that needs a second try is a broken test. */
export default defineConfig<Pick<Fixtures, 'mode'>>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A journey promises what is seen, not how soon: a busy machine is not a defect. Speed is the bench's.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // The same journeys, wherever the backend runs.
  projects: [
    { name: 'server', grepInvert: /@page/ },
    { name: 'page', grep: /@both|@page/, use: { mode: 'page' } },
  ],
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    // A trace costs every journey a fifth of its time; `--trace on` makes one of the journey that is looked into.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: ensureChromium(), args: CHROMIUM_ARGS },
  },
})
