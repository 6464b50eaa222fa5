import type { Id, Message, Time } from '../../src/protocol/entities.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import type { Delivery, Relay } from '../protocol/desk.js'
import type { ChannelSettings } from './channels.js'
import { waitAfter } from './delivery.js'
import { createLanes } from './lanes.js'
import { isUnderWay, moveRelay, relaysOf } from './relays.js'
import { signatureOf } from './signature.js'
import type { State } from './state.js'
import type { Batch, Store } from './store.js'
import type { Writer } from './writer.js'

/*
 * What is said to clients of messengers goes to the webhook of their channel: one after the other for each client, several
 * clients beside each other. How far each has come is written down before the next one goes, so a restart goes on there;
 * only what a crash cuts off between the webhook's yes and the disk's goes out again, under the same `webhook-id`.
 */

/** Takes one signed message to an address. Injected: what may be reached is the host's to say. */
export interface Courier {
  /** Resolves with the status of the answer. @throws whatever keeps it from being answered; `code` says what. */
  post(url: string, message: { headers: Readonly<Record<string, string>>; body: string }): Promise<number>
}

export interface RelayingOptions {
  writer: Writer
  store: Store
  clock: Clock
  log: Log
  courier: Courier | undefined
  channelOf(name: string): ChannelSettings | undefined
}

export interface Relaying {
  /** Goes on with what is still under way. */
  resume(state: State): void
  /** Hears of every batch that is safe. */
  onBatch(batch: Batch): void
  /** Begins nothing more; resolves once what is under way has ended, or after a moment. */
  dispose(): Promise<void>
}

/** Ms after which nobody waits for an answer any more: messengers themselves let none go out later. */
export const GIVES_UP = 86_400_000
/** Answers of webhooks that would be the same again: the message itself is at fault. */
const FOR_GOOD = [400, 413, 422]
/** Ms until what the store did not take is written again. */
const REPEAT = 5_000
/** Requests at once. */
const MOST = 8

/** Where no bridge can be reached, as in a page, there is no courier, and what is said stays queued. */
export const createRelaying = ({ courier, ...rest }: RelayingOptions): Relaying =>
  courier ? relayBy({ ...rest, courier }) : { resume: () => {}, onBatch: () => {}, dispose: async () => {} }

const relayBy = (options: Sending): Relaying => {
  const { writer, clock } = options
  /** What has become of the last one of a client and is not written down yet: it must not go out twice. */
  const unwritten = new Map<Id, { relay: Id; progress: Delivery }>()

  const step = async (client: Id): Promise<number | undefined> => {
    const last = unwritten.get(client)
    if (last) return settle(client, last)
    const found = await writer
      .run(({ state }) => {
        const contact = state.clients.get(client)?.client.contact
        return { contact, relay: relaysOf(state, client).find(isUnderWay) }
      })
      .catch(() => undefined)
    if (!found) return REPEAT
    const { relay, contact } = found
    if (!relay || contact === undefined) return undefined
    const left = relay.delivery.state === 'waiting' ? (relay.delivery.at ?? 0) - clock.now() : 0
    // The clock may have been set meanwhile.
    if (left > 0) return Math.min(left, waitAfter(relay.delivery.tries))
    return settle(client, { relay: relay.id, progress: await post({ client, contact, relay }, options) })
  }
  /** Before anything else; what is to be tried again waits for its hour in the next step. */
  const settle = async (client: Id, done: { relay: Id; progress: Delivery }): Promise<number> => {
    unwritten.set(client, done)
    const isKept = await writer.run(draft => (moveRelay(draft, done.relay, done.progress), true)).catch(() => false)
    if (!isKept) return REPEAT
    unwritten.delete(client)
    return 0
  }
  const lanes = createLanes({ clock, most: MOST, step })

  return {
    resume: state => {
      const waiting = [...state.relays.values()].filter(isUnderWay)
      for (const client of new Set(waiting.map(({ session }) => state.sessions.get(session)?.client)))
        if (client !== undefined) lanes.enter(client)
    },
    onBatch: ({ rows }) => {
      for (const { client, change } of rows)
        if (change.type === 'relay.changed' && change.relay.delivery.state === 'queued') lanes.enter(client)
    },
    dispose: lanes.dispose,
  }
}

type Sending = RelayingOptions & { courier: Courier }

interface Parcel {
  client: Id
  contact: string
  relay: Relay
}

/** Tries once, and says what has come of it. */
const post = async (parcel: Parcel, options: Sending): Promise<Delivery> => {
  const { clock, log } = options
  const { relay } = parcel
  const tries = relay.delivery.tries + 1
  const why = await whyNot(parcel, options)
  const at = clock.now()
  if (why === undefined) return { state: 'sent', tries, at }
  const isOver = FOR_GOOD.includes(Number(why)) || at - relay.at > GIVES_UP
  log('warn', isOver ? 'relay.refused' : 'relay.waits', `${relay.id} ${relay.channel} ${why}`)
  if (isOver) return { state: 'refused', tries, at, why }
  return { state: 'waiting', tries, at: at + waitAfter(tries), why }
}

/** Why a webhook has not taken it: a status, or a code; undefined: it has. */
const whyNot = async (parcel: Parcel, options: Sending): Promise<string | undefined> => {
  const { store, courier, channelOf, clock } = options
  const channel = channelOf(parcel.relay.channel)
  if (!channel) return 'noChannel'
  if (channel.webhook === undefined) return 'noWebhook'
  try {
    const message = await messageOf(store, parcel)
    // It is nowhere any more: with its client, or with the row that an older copy of the log does not have.
    if (!message) return '422'
    const body = JSON.stringify(toEvent(parcel, message))
    const signature = await signatureOf(channel.secret, { id: message.id, body }, clock.now())
    const headers = { 'content-type': 'application/json', ...signature }
    const status = await courier.post(channel.webhook, { headers, body })
    return status >= 200 && status < 300 ? undefined : String(status)
  } catch (error) {
    return codeOf(error)
  }
}

const messageOf = async (store: Store, { client, relay }: Parcel): Promise<Message | undefined> => {
  const [row] = await store.log(client, relay.seq - 1, 1)
  const { change } = row ?? {}
  return change?.type === 'message.added' && change.message.id === relay.id ? change.message : undefined
}

/** What a bridge is sent, by type. */
const toEvent = ({ contact, relay }: Parcel, { body, author, at, session }: Message): BridgeEvent => {
  const { notice, name } = (body.data ?? {}) as { notice?: string; name?: string }
  const operator = author?.name ?? name
  const who = operator === undefined ? {} : { operator: { name: operator } }
  const data = { channel: relay.channel, contact, session, text: body.text, ...who }
  const type =
    notice === 'operator.joined' ? 'session.accepted' : notice === undefined ? 'message.sent' : 'session.ended'
  return { type, timestamp: toTimestamp(at), data }
}

/** The body of a webhook. `contact` is the id by which the bridge has delivered them. */
export interface BridgeEvent {
  type: 'message.sent' | 'session.accepted' | 'session.ended'
  timestamp: string
  data: { channel: string; contact: string; session: Id; text: string; operator?: { name: string } }
}

const toTimestamp = (at: Time) => new Date(at).toISOString()

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: string }
  return typeof code === 'string' ? code : (name ?? 'unknown')
}
