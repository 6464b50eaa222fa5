import type { Entry, Id } from '../../src/protocol/entities.js'
import { addMessage, changeClient, checkText, type Moment } from './changes.js'
import { isBlocked } from './blocking.js'
import type { Decision } from './commands.js'
import type { Context } from './context.js'
import { parseBridged, type Bridged, type Contact } from './parse-bridged.js'
import { placeIn } from './queue.js'
import { carryReference, referenceIn } from './references.js'
import { gone, refuse } from './refuse.js'
import { findRoute } from './routes.js'
import { SITE, type KnownClient } from './row.js'
import { flawOf, TOLERANCE, type Signed } from './signature.js'
import { contactKey } from './state.js'
import { begin, nameOf } from './visitor-commands.js'
import { forgetClient } from './forget.js'

/** A bridge to a messenger, as it is set. */
export interface ChannelSettings {
  /** Signs both ways: `whsec_…`. */
  secret: string
  /** Where what operators say goes; absent: nowhere. */
  webhook?: string
  /** Group of operators it leads to; without one, the first. */
  group?: string
}

/** What a bridge is answered: its client's session, and whether there was anything to hold. */
export interface Delivered {
  session?: Id
  message?: Id
}

/** The bridges' side of the backend. */
export interface ChannelSide {
  /**
   * Looks at the signature; gives what takes the message then, once per `id` of it.
   * @throws {TransportFailure} gone (no such channel), rejected `signature.wrong` or `signature.old`.
   */
  open(channel: string, signed: Signed): Promise<() => Promise<object>>
}

/** Channels whose name is that of a way to come. */
const MESSENGERS = ['messenger', 'whatsapp', 'apple', 'vk', 'telegram', 'viber', 'line'] as const

/** The mark of those who come by a channel; one of a name of its own counts as a messenger. */
export const entryOf = (channel: string): Entry => MESSENGERS.find(one => one === channel) ?? 'messenger'

/** A name may be that of something every object has. */
export const channelIn = (channels: Context['channels'], name: string): ChannelSettings | undefined =>
  Object.hasOwn(channels, name) ? channels[name] : undefined

export const createChannelSide = (context: Context): ChannelSide => ({
  open: async (name, signed) => {
    const channel = channelIn(context.channels, name)
    if (!channel) throw gone('channel')
    const flaw = await flawOf(channel.secret, signed, context.clock.now())
    if (flaw === 'wrong')
      throw refuse('signature.wrong', 'The signature does not fit: check the secret, sign the bytes.')
    if (flaw === 'old')
      throw refuse('signature.old', `The timestamp is more than ${TOLERANCE} s off: set the clock, and sign anew.`)
    return () => take(context, { name, ...channel }, parseBridged(signed.body))
  },
})

type Channel = ChannelSettings & { name: string }

const take = async (context: Context, channel: Channel, bridged: Bridged): Promise<object> => {
  if (bridged.type === 'forget') return forget(context, channel, bridged)
  const { gate, secrets, clock, limits } = context
  const { reference, text } = referenceIn(bridged)
  if (bridged.text === undefined && bridged.reference === undefined)
    throw refuse('text.empty', 'A message needs some text, or a reference.')
  if (bridged.text !== undefined) checkText(bridged.text, limits.text)
  const hash = reference === undefined ? undefined : await secrets.hash(reference)
  return gate.take(`channel:${channel.name}`, bridged, draft => {
    const moment = { draft, now: clock.now(), newId: secrets.id }
    return deliver({ ...moment, context, channel }, { bridged, text, hash })
  })
}

interface Bridging extends Moment {
  context: Context
  channel: Channel
}
interface Brought {
  bridged: Bridged
  /** Without the reference. */
  text: string | undefined
  /** Of the reference. */
  hash: string | undefined
}

/** Whoever writes by a messenger and is in no conversation waits for one: at any hour, however many wait. */
const deliver = (bridging: Bridging, { bridged, text, hash }: Brought): Decision => {
  const { draft, channel } = bridging
  const { state } = draft
  const known = state.contacts.get(contactKey(channel.name, bridged.contact.id))
  const blocked = known !== undefined && state.clients.get(known)?.client
  // In the words of a closed door: whom it concerns, need not be told.
  if (blocked && isBlocked(blocked)) throw refuse('group.closed', 'Nobody is there for this client.')
  const id = known ?? meet(bridging, bridged.contact)
  const clientNow = () => state.clients.get(id)?.client
  noteContact(bridging, clientNow(), bridged.contact)
  const client = clientNow()
  if (hash !== undefined && client) carryReference(bridging, client, { hash, entry: entryOf(channel.name) })
  const session = ring(bridging, id)
  if (text === undefined) return { client: id, reply: { session: session.id } satisfies Delivered }
  const message = addMessage(bridging, session, { from: 'visitor', body: { kind: 'text', text } })
  return { client: id, reply: { session: session.id, message: message.id } satisfies Delivered }
}

/** Somebody who has never written by this channel. */
const meet = ({ draft, context, channel }: Bridging, { id: contact, locale, ...who }: Contact): Id => {
  const { secrets } = context
  const number = draft.state.visitors + 1
  const client: KnownClient = {
    ...{ id: secrets.id(), version: 1, number, epoch: secrets.mark(), label: `Visitor ${number}` },
    // The messenger keeps what is said for them: they are never away.
    ...{ online: true, visits: 0, params: [], channel: channel.name, contact },
    ...toSeen({ ...who, locale }),
  }
  draft.change(client.id, { type: 'client.changed', client })
  return client.id
}

const noteContact = (moment: Moment, client: KnownClient | undefined, contact: Contact) => {
  if (!client) return
  const seen = toSeen(contact)
  const isNew = Object.entries(seen).some(([key, value]) => client[key as keyof typeof seen] !== value)
  if (isNew) changeClient(moment, client, seen)
}

/** What the messenger says of somebody: one line each, whatever was in it. */
const toSeen = ({
  name,
  phone,
  locale,
}: Omit<Contact, 'id'>): Partial<Pick<KnownClient, 'name' | 'phone' | 'locale'>> =>
  Object.fromEntries(
    Object.entries({ name, phone, locale }).flatMap(([key, value = '']) => {
      const line = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
      return line ? [[key, line]] : []
    }),
  )

/** The open session of a client, or a new one in the queue. */
const ring = (bridging: Bridging, id: Id) => {
  const { draft, context, channel, now } = bridging
  const { state } = draft
  const owner = state.clients.get(id)
  if (!owner) throw gone('client')
  const open = state.sessions.get(owner.open ?? '')
  if (open) return open
  const entry = entryOf(channel.name)
  const { locale, params, from } = owner.client
  const route = findRoute(context.routes, { entry, locale, params }, { state, groups: context.groups, now })
  const group = context.groups.find(route?.group, channel.group, context.widgets[from?.widget ?? '']?.group)
  const rings = route?.operator === undefined ? {} : { waitsFor: route.operator }
  const way = { entry, position: placeIn(state, group.name), ...nameOf(group), ...rings }
  return begin({ ...bridging, owner, online: true }, { widget: from?.widget ?? channel.name }, way)
}

/** The messenger's client is to be forgotten here as well: once, so that what they write afterwards stays. */
const forget = async (context: Context, channel: Channel, { id, type, contact }: Bridged): Promise<object> => {
  const { gate, secrets, writer } = context
  const key = contactKey(channel.name, contact.id)
  const ask = async () => {
    const client = await writer.run(({ state }) => state.contacts.get(key))
    if (client !== undefined) await forgetClient(context, client)
  }
  // Of whom it was must not stay either: what is kept of it is signed.
  const command = { id, type, contact: await secrets.sign(key) }
  return gate.take(`channel:${channel.name}`, command, { ask, decide: () => ({ client: SITE, reply: {} }) })
}
