import type { Browser } from '@playwright/test'
import type { Shop } from './shop.js'

/** What the rows measure with. */
export interface Bench {
  browser: Browser
  shop: Shop
  /** How often each thing is done; the figure is the median. */
  times: number
  /** Whether the figures are only to be seen coming: fewer messages, smaller crowds. */
  isQuick: boolean
}

/** One after the other; the first does not count, since it warms the machine up. */
export const repeat = async <T>(times: number, run: () => Promise<T>): Promise<T[]> => {
  await run()
  const all: T[] = []
  for (let time = 0; time < times; time++) all.push(await run())
  return all
}
