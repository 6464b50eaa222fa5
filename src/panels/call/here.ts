import { createP2p } from '../../media/p2p.js'
import { devices } from './check/index.js'
import type { CallModelOptions } from './model.js'

/** What a visitor's widget fetches as it is wanted, for a page that has it all at once. */
export const here: Pick<CallModelOptions, 'devices' | 'engine'> = {
  devices: () => Promise.resolve(devices),
  engine: () => Promise.resolve(createP2p),
}
