import { devices } from './check/index.js'
import { run } from './engine/index.js'
import type { CallModelOptions } from './model.js'

/** What a visitor's widget fetches as it is wanted, for a page that has it all at once. */
export const here: Pick<CallModelOptions, 'devices' | 'engine'> = {
  devices: () => Promise.resolve(devices),
  engine: () => Promise.resolve(run),
}
