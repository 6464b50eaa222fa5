import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, ensureChromium } from '../support/chromium.mjs'

/** `npm run pictures`: one person, one browser, always the same day. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/pictures',
  workers: 1,
  timeout: 120_000,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: ensureChromium(), args: [...CHROMIUM_ARGS, '--font-render-hinting=none'] },
  },
})
