import type { Clock, Log } from '../../src/protocol/ports.js'
import { channelIn } from './channels.js'
import type { Context } from './context.js'
import { createDelivery, noDelivery } from './delivery.js'
import type { Mailer } from './mailer.js'
import { createRelaying, type Courier } from './relaying.js'
import type { State } from './state.js'
import type { Batch, Store } from './store.js'
import type { Writer } from './writer.js'

export interface OutgoingOptions {
  store: Store
  clock: Clock
  log: Log
  mailer?: Mailer | undefined
  courier?: Courier | undefined
  writer: Writer
  around(): Pick<Context, 'widgets' | 'channels'>
}

/** What leaves the house: letters by mail, words by bridges. */
export const createOutgoing = ({ around, mailer, courier, ...tools }: OutgoingOptions) => {
  const siteOf = (widget: string) => around().widgets[widget]?.title
  const delivery = mailer ? createDelivery({ ...tools, mailer, siteOf }) : noDelivery
  const relaying = createRelaying({ ...tools, courier, channelOf: name => channelIn(around().channels, name) })
  return {
    delivery,
    onBatch: (batch: Batch) => {
      delivery.onBatch(batch)
      relaying.onBatch(batch)
    },
    resume: (state: State) => {
      delivery.resume(state)
      relaying.resume(state)
    },
    dispose: () => Promise.all([delivery.dispose(), relaying.dispose()]),
  }
}
