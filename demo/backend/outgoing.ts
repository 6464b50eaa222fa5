import type { Clock, Log } from '../../src/protocol/ports.js'
import { channelIn } from './channels.js'
import type { Context } from './context.js'
import { createDelivery, noDelivery } from './delivery.js'
import type { AnswerSending } from './answer-mails.js'
import type { Mailer, OpenFile } from './mailer.js'
import type { Secrets } from './secrets.js'
import { stopToken } from './stopping.js'
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
  secrets: Secrets
  stopUrl?: StopUrl | undefined
  around(): Pick<Context, 'widgets' | 'channels' | 'groups' | 'files'>
}

/** Address at which mails about answers are stopped, for who reads it in a language. */
export type StopUrl = (token: string, locale: string | undefined) => string

/** What leaves the house: letters by mail, words by bridges. */
export const createOutgoing = ({ around, mailer, courier, secrets, stopUrl, ...tools }: OutgoingOptions) => {
  const linksOf = async ({ key, locale, page, widget }: AnswerSending) => ({
    stop: stopUrl?.(await stopToken(secrets, key), locale) ?? '',
    home: homeOf(around().widgets[widget]?.origins, page),
  })
  const zoneOf = (group: string | undefined) => around().groups.find(group).hours?.zone
  const siteOf = (widget: string) => around().widgets[widget]?.title
  const openFile: OpenFile = async id => around().files?.open(id)
  const delivery = mailer ? createDelivery({ ...tools, mailer, openFile, siteOf, zoneOf, linksOf }) : noDelivery
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

/** The site they were on, of those its owner named: a page that anybody may have told leads nowhere. */
const homeOf = (origins: readonly string[] = [], page: string | undefined) =>
  origins.find(origin => page === origin || page?.startsWith(`${origin}/`)) ?? origins[0]
