import type { Id } from '../../src/protocol/entities.js'
import { personKey } from './persons.js'
import type { KnownClient, Row } from './row.js'
import {
  callbacksOf,
  contactKey,
  contactsOf,
  lettersOf,
  personsOf,
  referencesOf,
  relaysIn,
  type ClientState,
  type State,
} from './state.js'

/** Remembers what a batch changes, so that one the store did not take leaves no trace and nothing is folded anew. */
export interface Undo {
  /** Call before the row is applied. */
  row(row: Row): void
  /** Call before a client is erased. */
  client(id: Id): void
  /** Everything is as it was when the batch began. */
  undo(): void
}

export const createUndo = (state: State): Undo => {
  const before = Object.entries(state).map(([name, value]: [string, unknown]) => [name, copyList(value)])
  const steps: (() => void)[] = []
  const keep = <V>(map: Map<Id, V>, id: Id, copy = (value: V) => value) => {
    const value = map.get(id)
    const kept = value && copy(value)
    steps.push(() => void (kept === undefined ? map.delete(id) : map.set(id, kept)))
  }
  const keepKeys = ({ channel, contact, identity }: KnownClient) => {
    if (channel !== undefined && contact !== undefined) keep(state.contacts, contactKey(channel, contact))
    if (identity) keep(state.persons, personKey(identity))
  }

  return {
    row: ({ client, change }) => {
      keep(state.clients, client, copyOf)
      if (change.type === 'client.changed') keepKeys(change.client)
      if (change.type === 'relay.changed') keep(state.relays, change.relay.id)
      if (change.type === 'reference.changed') keep(state.references, change.reference.id)
      if (change.type === 'receipt.given' && change.token !== undefined) keep(state.receipts, change.token)
      if (change.type === 'operator.changed') keep(state.operators, change.operator.id)
      if (change.type === 'invitation.changed') keep(state.invitations, change.invitation.id)
      if (change.type === 'session.changed') {
        keep(state.sessions, change.session.id)
        keep(state.entered, change.session.id)
      }
      if (change.type === 'message.added') keep(state.spans, change.message.session, span => ({ ...span }))
      if (change.type === 'callback.changed') keep(state.callbacks, change.callback.id)
      if (change.type === 'letter.added') keep(state.letters, change.letter.id)
      if (change.type === 'letter.changed') keep(state.letters, change.progress.id)
    },
    client: id => {
      for (const session of state.clients.get(id)?.sessions ?? []) {
        keep(state.sessions, session)
        keep(state.spans, session)
        keep(state.entered, session)
        for (const relay of relaysIn(state, session)) keep(state.relays, relay)
      }
      for (const letter of lettersOf(state, id)) keep(state.letters, letter)
      for (const callback of callbacksOf(state, id)) keep(state.callbacks, callback)
      for (const key of contactsOf(state, id)) keep(state.contacts, key)
      for (const key of personsOf(state, id)) keep(state.persons, key)
      for (const hash of referencesOf(state, id)) keep(state.references, hash)
      keep(state.clients, id, copyOf)
    },
    undo: () => {
      for (const step of steps.reverse()) step()
      Object.assign(state, Object.fromEntries(before))
    },
  }
}

/** Lists are short and kept whole; of maps only what changes. */
const copyList = (value: unknown): unknown => {
  if (value instanceof Set) return new Set(value)
  return Array.isArray(value) ? [...(value as unknown[])] : value
}

const copyOf = (owner: ClientState): ClientState => ({ ...owner, sessions: [...owner.sessions] })
