import type { Id, PageView, Receipt, Time } from '../../src/protocol/entities.js'
import { addPage } from '../../src/protocol/page-list.js'
import type {
  DeskCallback,
  DeskOperator,
  DeskSession,
  Invitation,
  Letter,
  LetterProgress,
  Relay,
} from '../protocol/desk.js'
import { noteAnswer } from './answer-mails.js'
import { personKey } from './persons.js'
import type { Change, KnownClient, Life, Row } from './row.js'
import { shedReferences, type Reference } from './references.js'
import { noteSpan, type Span } from './spans.js'
import type { Store } from './store.js'
import { noteWait, type Entered, type Waited } from './waits.js'
import { without } from './without.js'

/** What commands are decided against: the log, folded. Messages stay in the store. */
export interface State {
  epoch: string
  pos: number
  /** Oldest first. */
  lives: Life[]
  operators: Map<Id, DeskOperator>
  clients: Map<Id, ClientState>
  sessions: Map<Id, DeskSession>
  /** Where what was said in each session stands. */
  spans: Map<Id, Span>
  invitations: Map<Id, Invitation>
  /** Ids of queued sessions that wait for anybody, first come first. */
  queue: Set<Id>
  /** Ids of queued sessions that ring at one operator alone. */
  knocks: Set<Id>
  /** Ids of accepted sessions. */
  talking: Set<Id>
  letters: Map<Id, Letter>
  callbacks: Map<Id, DeskCallback>
  /** Ids of callbacks that are asked for or dialled, first come first. */
  calling: Set<Id>
  /** Of what was said to clients of messengers: what has not arrived, by id of the message, oldest first. */
  relays: Map<Id, Relay>
  /** Oldest first. */
  references: Map<string, Reference>
  /** Clients of messengers, by {@link contactKey}. */
  contacts: Map<string, Id>
  /** Verified clients, by {@link personKey}. */
  persons: Map<string, Id>
  /** Those who were accepted last, oldest first, and the place at which each who waits came in. */
  waits: Waited[]
  entered: Entered
  /** Clients with an answer that they have neither read nor been told of, and may be told by e-mail. */
  owing: Set<Id>
  /** Clients with an offer that stands. */
  offered: Set<Id>
  /** Addresses that get no mails, by the key of an agreement. */
  stopped: Set<string>
  /** What was said of those who were erased, by the hash of the credential that it was asked for by. */
  receipts: Map<string, Receipt>
  /** Highest visitor number given. */
  visitors: number
}

export interface ClientState {
  client: KnownClient
  /** Last visible row, by both counts. */
  seq: number
  pos: number
  /** Latest time in what is visible. */
  at: Time
  /** All sessions, oldest first. */
  sessions: Id[]
  /** Where they have been, oldest first. */
  pages: readonly PageView[]
  /** The one that is not ended. */
  open?: Id
  /** Their last callback. */
  callback?: Id
  /** What an operator said last. */
  answered?: { seq: number; at: Time; session: Id; by: string }
  /** Highest `seq` they have read. */
  read: number
  /** Messages in all their sessions, of people. */
  said: number
}

const PAGE = 1_000

/** Folds everything the store holds. */
export const loadState = async (store: Store): Promise<State> => {
  const { epoch, pos } = await store.head()
  const state = emptyState(epoch)
  for (let after = 0; ;) {
    const rows = await store.rows(after, PAGE)
    for (const row of rows) apply(state, row)
    after = state.pos
    if (rows.length < PAGE) break
  }
  state.pos = Math.max(pos, state.pos)
  return state
}

/** Takes one row into the state; the only way the state changes, but for `erase`. */
export const apply = (state: State, { pos, client: id, seq, change }: Row): void => {
  state.pos = pos
  if (change.type === 'life.began') state.lives.push({ from: pos, mark: change.mark })
  if (change.type === 'operator.changed') state.operators.set(change.operator.id, change.operator)
  if (change.type === 'client.changed') applyClient(state, change.client)
  if (change.type === 'letter.added') state.letters.set(change.letter.id, change.letter)
  if (change.type === 'letter.changed') applyProgress(state, change.progress)
  if (change.type === 'invitation.changed') state.invitations.set(change.invitation.id, change.invitation)
  if (change.type === 'callback.changed') applyCallback(state, change.callback)
  if (change.type === 'relay.changed') applyRelay(state, change.relay)
  if (change.type === 'reference.changed') applyReference(state, change.reference)
  if (change.type === 'mail.stopped') state.stopped.add(change.key)
  noteSpan(state.spans, { change, ...(seq !== undefined && { seq }) })
  if (change.type === 'receipt.given' && change.token !== undefined) state.receipts.set(change.token, change.receipt)
  const owner = state.clients.get(id)
  if (owner && seq !== undefined) Object.assign(owner, { seq, pos })
  if (owner && change.type === 'message.added' && change.message.body.kind !== 'notice') owner.said++
  if (owner) owner.at = Math.max(owner.at, timeOf(change))
  if (owner && change.type === 'session.changed') applySession(state, owner, change.session)
  if (owner) noteAnswer(state, owner, change)
}

/** Nothing of a client stays. */
export const erase = (state: State, id: Id, epoch: string): void => {
  for (const session of state.clients.get(id)?.sessions ?? []) {
    for (const relay of relaysIn(state, session)) state.relays.delete(relay)
    state.sessions.delete(session)
    state.spans.delete(session)
    state.entered.delete(session)
    state.queue.delete(session)
    state.knocks.delete(session)
    state.talking.delete(session)
  }
  for (const letter of lettersOf(state, id)) state.letters.delete(letter)
  for (const callback of callbacksOf(state, id)) {
    state.callbacks.delete(callback)
    state.calling.delete(callback)
  }
  for (const key of contactsOf(state, id)) state.contacts.delete(key)
  for (const key of personsOf(state, id)) state.persons.delete(key)
  for (const hash of referencesOf(state, id)) state.references.delete(hash)
  state.owing.delete(id)
  state.offered.delete(id)
  state.clients.delete(id)
  state.epoch = epoch
}

/** Ids of a client's letters. */
export const lettersOf = ({ letters }: State, client: Id): Id[] =>
  [...letters.values()].filter(one => one.client === client).map(({ id }) => id)

/** Ids of a client's callbacks. */
export const callbacksOf = ({ callbacks }: State, client: Id): Id[] =>
  [...callbacks.values()].filter(one => one.client === client).map(({ id }) => id)
/** Ids of what is under way in a session. */
export const relaysIn = ({ relays }: State, session: Id): Id[] =>
  [...relays.values()].filter(one => one.session === session).map(({ id }) => id)

/** Hashes of the references that a client has to do with. */
export const referencesOf = ({ references }: State, client: Id): string[] =>
  [...references.values()]
    .filter(({ told, carried }) => told?.client === client || carried?.client === client)
    .map(({ id }) => id)

/** The key of a client of a messenger, if they are one. */
export const contactsOf = ({ clients }: State, id: Id): string[] => {
  const { channel, contact } = clients.get(id)?.client ?? {}
  return channel === undefined || contact === undefined ? [] : [contactKey(channel, contact)]
}

/** The key of a verified client, if they are one. */
export const personsOf = ({ clients }: State, id: Id): string[] => {
  const { identity } = clients.get(id)?.client ?? {}
  return identity ? [personKey(identity)] : []
}

export const contactKey = (channel: string, contact: string): string => JSON.stringify([channel, contact])

const emptyState = (epoch: string): State => ({
  epoch,
  pos: 0,
  lives: [],
  operators: new Map(),
  clients: new Map(),
  sessions: new Map(),
  spans: new Map(),
  invitations: new Map(),
  queue: new Set(),
  knocks: new Set(),
  talking: new Set(),
  letters: new Map(),
  callbacks: new Map(),
  calling: new Set(),
  relays: new Map(),
  references: new Map(),
  contacts: new Map(),
  persons: new Map(),
  waits: [],
  entered: new Map(),
  owing: new Set(),
  offered: new Set(),
  stopped: new Set(),
  receipts: new Map(),
  visitors: 0,
})

const applyClient = (state: State, client: KnownClient) => {
  const known = state.clients.get(client.id)
  const pages = client.page ? addPage(known?.pages ?? [], client.page) : (known?.pages ?? [])
  if (known) Object.assign(known, { client, pages })
  else state.clients.set(client.id, { client, seq: 0, pos: 0, at: 0, sessions: [], read: 0, said: 0, pages })
  if (client.offer?.state === 'open') state.offered.add(client.id)
  else state.offered.delete(client.id)
  for (const key of contactsOf(state, client.id)) state.contacts.set(key, client.id)
  for (const key of personsOf(state, client.id)) state.persons.set(key, client.id)
  state.visitors = Math.max(state.visitors, client.number)
}

const applySession = (state: State, owner: ClientState, session: DeskSession) => {
  if (!state.sessions.has(session.id)) owner.sessions.push(session.id)
  noteWait(state, state.sessions.get(session.id), session)
  state.sessions.set(session.id, session)
  place(state.queue, session, session.state === 'queued' && !session.knock)
  place(state.knocks, session, session.state === 'queued' && !!session.knock)
  place(state.talking, session, session.state === 'accepted')
  if (session.state !== 'ended') owner.open = session.id
  else if (owner.open === session.id) delete owner.open
}

const applyCallback = (state: State, callback: DeskCallback) => {
  const { id, client } = callback
  state.callbacks.set(id, callback)
  if (isCalling(callback)) state.calling.add(id)
  else state.calling.delete(id)
  const owner = state.clients.get(client)
  if (owner) owner.callback = id
}

/** Whether it is not over. */
export const isCalling = ({ state }: Pick<DeskCallback, 'state'>): boolean =>
  state === 'requested' || state === 'dialled'
/** What has arrived is nobody's business any more. */
const applyRelay = ({ relays }: State, relay: Relay) => {
  if (relay.delivery.state === 'sent') relays.delete(relay.id)
  else relays.set(relay.id, relay)
}

const applyReference = ({ references }: State, reference: Reference) => {
  shedReferences(references, reference.at)
  references.set(reference.id, reference)
}

const applyProgress = ({ letters }: State, progress: LetterProgress) => {
  const letter = letters.get(progress.id)
  if (letter) letters.set(progress.id, { ...without(letter, 'handled'), ...progress })
}

const timeOf = (change: Change): Time => {
  if (change.type === 'message.added') return change.message.at
  if (change.type !== 'session.changed') return 0
  const { endedAt, acceptedAt, createdAt } = change.session
  return endedAt ?? acceptedAt ?? createdAt
}

const place = (ids: Set<Id>, { id }: DeskSession, isHere: boolean) => {
  if (isHere) ids.add(id)
  else ids.delete(id)
}
