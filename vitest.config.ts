import { defineConfig } from 'vitest/config'
import { cssText } from './demo/build/css-text.mjs'
import { leanPreact } from './demo/build/lean-preact.mjs'

const room = (name: string, environment: 'node' | 'jsdom', folders: string[]) => ({
  plugins: [cssText(), leanPreact()],
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
  test: {
    name,
    environment,
    server: { deps: { inline: [/preact/, /fetch-event-source/] } },
    include: folders.map(folder => `test/${folder}/**/*.test.{ts,tsx}`),
  },
})

/** `unit` has no DOM: that is the proof that core, protocol and backend need none. */
export default defineConfig({
  test: {
    projects: [
      room('unit', 'node', ['unit', 'conformance', 'chaos']),
      room('structure', 'node', ['structure']),
      room('dom', 'jsdom', ['dom']),
    ],
  },
})
