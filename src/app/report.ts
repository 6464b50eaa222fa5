import type { Log } from '../protocol/ports.js'

/** What a developer should see stands in the console; the rest is for the events. */
export const report: Log = (level, code, detail = '') => {
  if (level !== 'info') console[level](`zvonek: ${code}`, detail)
}
