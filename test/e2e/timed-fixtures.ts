import { test as base } from './fixtures.js'
import { createTimedBackend, type TimedBackend } from './rig/timed-backend.js'

/** Everything runs against a server whose time passes when the test says so. */
export const test = base.extend<{ timed: TimedBackend }>({
  timed: async ({}, use) => {
    const timed = await createTimedBackend()
    await use(timed)
    await timed.dispose()
  },
  backend: async ({ timed }, use) => use(timed),
})
