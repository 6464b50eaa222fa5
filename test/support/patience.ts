import { vi } from 'vitest'

/* Vitest gives up after a second what is waited for; on a busy machine a file alone may take that long to come. */
const { waitFor } = vi
vi.waitFor = (check, options) =>
  waitFor(check, { timeout: 30_000, ...(typeof options === 'number' ? { timeout: options } : options) })
