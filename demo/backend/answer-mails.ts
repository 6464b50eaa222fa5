import type { Id, Time } from '../../src/protocol/entities.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { Delivery } from '../protocol/desk.js'
import { createAlarm } from './alarm.js'
import { isBlocked } from './blocking.js'
import { changeClient } from './changes.js'
import type { AnswerMail } from './mailer.js'
import type { ClientState, State } from './state.js'
import { SITE, type Change, type KnownClient } from './row.js'
import { without } from './without.js'
import type { Draft, Writer } from './writer.js'

/*
 * An answer that came after its client had left is told by e-mail, where they have agreed to it: once for all that is
 * unread, some minutes after the last one, and not at all when it is read meanwhile. The mail has no word of what was
 * said: whose address it is, nobody has proved.
 */

/** Ms after the last answer, and after they have left: more may follow, and who only changes the page is back by then. */
export const QUIET = 180_000
/** Ms in which one address is told once, whoever gave it. */
export const EVERY = 3_600_000
/** Ms between two looks, whatever the clock says. */
const LOOK = 30_000

/** Lets answers be told by e-mail. */
export interface AnswerMails {
  /** Call after every batch. */
  tell(state: State): void
  dispose(): void
}

export interface AnswerMailsOptions {
  clock: Clock
  writer(): Writer
  newId(): Id
}

export const createAnswerMails = ({ clock, writer, newId }: AnswerMailsOptions): AnswerMails => {
  const ring = () =>
    writer().run(draft => {
      for (const { client, answered } of waiting(draft.state))
        if (dueAt(client, answered.at) <= clock.now()) enqueue(draft, { client, answered, now: clock.now(), newId })
    })
  const alarm = createAlarm({ clock, longest: LOOK, again: LOOK, ring })
  return {
    tell: state => {
      alarm.clear()
      const first = Math.min(...waiting(state).map(({ client, answered }) => dueAt(client, answered.at)))
      if (first < Infinity) alarm.set(first - clock.now())
    },
    dispose: alarm.dispose,
  }
}

interface Owed {
  client: KnownClient
  answered: NonNullable<ClientState['answered']>
}

const waiting = ({ owing, clients }: State): Owed[] =>
  [...owing].flatMap(id => {
    const { client, answered } = clients.get(id) ?? {}
    return client && answered && !isUnderWay(client.mail?.latest) ? [{ client, answered }] : []
  })

/** When an answer is told: never, while its client is here. */
const dueAt = ({ online, leftAt = 0, mail }: KnownClient, answeredAt: Time): Time =>
  online ? Infinity : Math.max(Math.max(answeredAt, leftAt) + QUIET, mail?.notBefore ?? 0)

/** What is written here changes when it is due, so that nobody looks again at once. */
const enqueue = (draft: Draft, { client, answered, now, newId }: Owed & { now: Time; newId(): Id }) => {
  const { mail } = client
  if (!mail) return
  const before = lastTold(draft.state, mail.key)
  if (before > now - EVERY) return put(draft, client, { ...mail, notBefore: before + EVERY })
  const latest = { id: `${client.id}.${newId()}`, at: now, by: answered.by, delivery: QUEUED }
  put(draft, client, { ...without(mail, 'notBefore'), upTo: answered.seq, latest })
}

const QUEUED: Delivery = { state: 'queued', tries: 0 }

type Mail = NonNullable<KnownClient['mail']>

const put = (draft: Draft, client: KnownClient, mail: Mail) => changeClient({ draft }, client, { mail })

const isUnderWay = (latest: Mail['latest']): boolean =>
  latest?.delivery.state === 'queued' || latest?.delivery.state === 'waiting'

/** When an address was told last, by whatever client it was given. */
const lastTold = ({ clients }: State, key: string): Time =>
  Math.max(...[...clients.values()].map(({ client: { mail } }) => (mail?.key === key && mail.latest?.at) || -Infinity))

/** Notes what a row says of answers, and of who has read them. */
export const noteAnswer = ({ owing }: Pick<State, 'owing'>, owner: ClientState, change: Change): void => {
  if (change.type === 'message.added' && change.message.from === 'operator') {
    const { seq, at, session, author } = change.message
    owner.answered = { seq, at, session, by: author?.name ?? '' }
  }
  if (change.type === 'session.changed') owner.read = Math.max(owner.read, change.session.readByVisitor ?? 0)
  if (owes(owner)) owing.add(owner.client.id)
  else owing.delete(owner.client.id)
}

/** Whether they have an answer that they have neither read nor been told of, and may be told. */
const owes = ({ client, answered, read }: ClientState): boolean =>
  !!answered && mayBeTold(client) && answered.seq > Math.max(read, client.mail?.upTo ?? 0)

const mayBeTold = (client: KnownClient) =>
  !!client.mail && client.mail.stopped === undefined && client.channel === undefined && !isBlocked(client)

/** A mail on its way. */
export interface AnswerSending extends Omit<AnswerMail, 'stop' | 'home'> {
  key: string
  /** Address of the page they were on. */
  page: string | undefined
  delivery: Delivery
  /** Widget of the conversation that was answered. */
  widget: string
}

/** The mail of an id. */
export const answerMailOf = (state: State, id: Id): AnswerSending | undefined => {
  const owner = ownerOf(state, id)
  const { mail, locale, page } = owner?.client ?? {}
  if (!owner?.answered || !mail || mail.latest?.id !== id) return undefined
  const { widget = '' } = state.sessions.get(owner.answered.session) ?? {}
  return { ...mail.latest, to: mail.to, key: mail.key, locale, page: page?.url, widget }
}

export const answerMailsIn = (state: State): AnswerSending[] =>
  [...state.clients.values()].flatMap(
    ({ client: { mail } }) => (isUnderWay(mail?.latest) && answerMailOf(state, mail?.latest?.id ?? '')) || [],
  )

/** Whether it is still of use: they have not read it, are not here, and have not stopped it. */
export const isWanted = (state: State, id: Id): boolean => {
  const { client, answered, read = 0 } = ownerOf(state, id) ?? {}
  return !!client && !!answered && mayBeTold(client) && !client.online && answered.seq > read
}

/** It has come as far as this; undefined: it is of no use any more. */
export const moveAnswerMail = (draft: Draft, id: Id, delivery: Delivery | undefined): void => {
  const { client, answered } = ownerOf(draft.state, id) ?? {}
  const { mail } = client ?? {}
  if (!client || !mail?.latest || mail.latest.id !== id) return
  // It tells of whatever stands there when it goes out.
  const upTo = { upTo: answered?.seq ?? 0 }
  if (!delivery) return put(draft, client, { ...without(mail, 'latest'), ...upTo })
  put(draft, client, {
    ...mail,
    ...(!isUnderWay({ ...mail.latest, delivery }) && upTo),
    latest: { ...mail.latest, delivery },
  })
}

const ownerOf = ({ clients }: State, id: Id): Partial<ClientState> | undefined =>
  clients.get(id.slice(0, Math.max(0, id.lastIndexOf('.'))))

/** Nobody writes to this address from here any more, whoever gives it. */
export const stopMails = (draft: Draft, key: string, now: Time): void => {
  const { state, change } = draft
  if (state.stopped.has(key)) return
  change(SITE, { type: 'mail.stopped', key })
  for (const { client } of [...state.clients.values()])
    if (client.mail?.key === key) put(draft, client, { ...without(client.mail, 'latest'), stopped: now })
}
