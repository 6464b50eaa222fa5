import type { Traces } from './census.js'
import type { Lookups } from './lookups.js'

/** What the host pages and the tests' own scripts put on `window`. */
declare global {
  interface Window {
    heard: string[]
    zvonekTestBreach(breach: string): Promise<void>
    zvonekTestTraces(): Traces
    /** Every look into storage, and every write. */
    zvonekTestTouched(): string[]
    zvonekTestLookups(): Lookups
    /** All that the widget shows, as text. */
    zvonekTestTree(): string
  }
}
