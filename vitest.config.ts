import { defineConfig } from 'vitest/config'
import { cssText } from './demo/build/css-text.mjs'
import { leanPreact } from './demo/build/lean-preact.mjs'

const DESK = ['unit/desk', 'dom/desk']
const tests = (folders: string[]) => folders.map(folder => `test/${folder}/**/*.test.{ts,tsx}`)

/** Ms. No test is about speed; a machine that is busy with something else must not make one fail. */
const SLOWEST = 60_000

const room = (name: string, environment: 'node' | 'jsdom', folders: string[]) => ({
  plugins: [cssText(), leanPreact({ page: folders === DESK })],
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
  test: {
    name,
    environment,
    server: { deps: { inline: [/preact/, /fetch-event-source/, /lean-qr/] } },
    include: tests(folders),
    exclude: folders === DESK ? [] : tests(DESK),
    setupFiles: ['test/support/patience.ts'],
    testTimeout: SLOWEST,
    hookTimeout: SLOWEST,
  },
})

/** `unit` has no DOM: that is the proof that core, protocol and backend need none. The desk has a Preact of its own cut. */
export default defineConfig({
  test: {
    projects: [
      room('unit', 'node', ['unit', 'conformance', 'chaos']),
      room('structure', 'node', ['structure']),
      room('dom', 'jsdom', ['dom']),
      room('desk', 'jsdom', DESK),
    ],
  },
})
