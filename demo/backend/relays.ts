import type { Id, Message } from '../../src/protocol/entities.js'
import type { Delivery, Relay } from '../protocol/desk.js'
import { gone } from './refuse.js'
import type { State } from './state.js'
import type { Draft } from './writer.js'

/** Notices that a client of a messenger hears of. */
const TOLD: readonly unknown[] = ['operator.joined', 'session.ended']

/** What is said to a client of a messenger goes there: written down together with the message itself. */
export const relayTo = (draft: Draft, message: Message): void => {
  const { id, session, seq, at, from, body } = message
  const client = draft.state.sessions.get(session)?.client
  const channel = client === undefined ? undefined : draft.state.clients.get(client)?.client.channel
  if (client === undefined || channel === undefined || from === 'visitor') return
  if (body.kind === 'notice' && !TOLD.includes((body.data as { notice?: unknown } | undefined)?.notice)) return
  const relay: Relay = { id, version: 1, session, channel, seq, at, delivery: { state: 'queued', tries: 0 } }
  draft.change(client, { type: 'relay.changed', relay })
}

/** It has come as far as this; false: it is gone meanwhile. */
export const moveRelay = (draft: Draft, id: Id, delivery: Delivery): boolean => {
  const relay = draft.state.relays.get(id)
  const client = relay && draft.state.sessions.get(relay.session)?.client
  if (!relay || client === undefined) return false
  draft.change(client, { type: 'relay.changed', relay: { ...relay, version: relay.version + 1, delivery } })
  return true
}

/**
 * What was refused goes out once more, behind what is under way; anything else stays as it is.
 * @throws {TransportFailure} gone.
 */
export const retryRelay = (draft: Draft, session: Id, id: Id): void => {
  const relay = draft.state.relays.get(id)
  if (relay?.session !== session) throw gone('relay')
  if (relay.delivery.state === 'refused') moveRelay(draft, id, { state: 'queued', tries: 0 })
}

export const isUnderWay = ({ delivery: { state } }: Relay): boolean => state === 'queued' || state === 'waiting'

/** Those of a client, in their order. */
export const relaysOf = ({ relays, sessions }: State, client: Id): Relay[] =>
  [...relays.values()]
    .filter(({ session }) => sessions.get(session)?.client === client)
    .sort((one, other) => one.seq - other.seq)
