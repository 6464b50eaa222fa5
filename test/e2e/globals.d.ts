import type { Handle } from '../../src/index.js'

declare global {
  interface Window {
    /** The widget of a page in these tests: what is evaluated there says so. */
    zvonek: Handle
  }
}
