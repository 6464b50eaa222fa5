import type { Id } from '../../src/protocol/entities.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import type { Delivery as Progress, Letter } from '../protocol/desk.js'
import { answerMailOf, answerMailsIn, isWanted, moveAnswerMail, type AnswerSending } from './answer-mails.js'
import { moveLetter } from './letters.js'
import { MailFailure, type AnswerMail, type Mailer, type OpenFile } from './mailer.js'
import type { Row } from './row.js'
import type { State } from './state.js'
import type { Batch, Store } from './store.js'
import { createTimers } from './timers.js'
import { messagesOf, moveSending, sendingOf, sendingsIn, type Sending } from './transcripts.js'
import type { Draft, Writer } from './writer.js'

/*
 * Letters, conversations that were asked for and word of an answer go out one after the other. How far each has come is
 * written down, so that a restart goes on from there; only what a crash cuts off between the mail server's yes and the
 * disk's goes out again, under the same Message-ID.
 */

export interface DeliveryOptions {
  writer: Writer
  store: Store
  clock: Clock
  log: Log
  mailer: Mailer
  siteOf(widget: string): string | undefined
  /** What letters came with. */
  openFile: OpenFile
  /** Where the clock of a group hangs. */
  zoneOf(group: string | undefined): string | undefined
  /** What a mail about an answer says beside the answer itself. */
  linksOf(mail: AnswerSending): Promise<Pick<AnswerMail, 'home' | 'stop'>>
}

export interface Delivery {
  /** Goes on with what is still on its way. */
  resume(state: State): void
  /** Hears of every batch that is safe. */
  onBatch(batch: Batch): void
  /** Leaves nothing of these letters outside the store. */
  forget(letters: readonly Id[]): Promise<void>
  /** Begins nothing more; resolves once what is under way has ended, or after a moment. */
  dispose(): Promise<void>
}

const FIRST = [5_000, 15_000, 45_000]
const LONGEST = 3_600_000
/** Ms until what the store did not take is written again, and that what is under way gets at the end. */
const REPEAT = 5_000
const PATIENCE = 2_000

/** Ms to wait after so many tries: 5, 15, 45 s, then twice as long each time, up to an hour. */
export const waitAfter = (tries: number): number =>
  FIRST[tries - 1] ?? Math.min(LONGEST, 45_000 * 2 ** (tries - FIRST.length))

export const createDelivery = (options: DeliveryOptions): Delivery => {
  const { writer, clock, log, mailer } = options
  const timers = createTimers(clock)
  const line: Id[] = []
  let running: Promise<void> | undefined
  /** Whatever else changes about a mail or its session, it enters once, and anew only after a refusal. */
  const entered = new Set<Id>()
  let over = false

  const enter = (id: Id) => {
    if (over) return
    line.push(id)
    running ??= Promise.resolve().then(drain)
  }
  const drain = async () => {
    for (let id = line.shift(); id !== undefined && !over; id = line.shift()) await attempt(id)
    running = undefined
  }
  const attempt = async (id: Id) => {
    const found = await writer.run(({ state }) => lookUp(state, id)).catch(() => undefined)
    if (!found) return timers.set(id, REPEAT, () => enter(id))
    const { mail, isNeeded } = found
    if (mail && isOnItsWay(mail)) await settle(id, isNeeded ? await post(mail, options) : undefined)
  }
  /** What has become of it is written down before anything else, however long that takes: it must not go out twice. */
  const settle = async (id: Id, progress: Progress | undefined): Promise<void> => {
    const isHere = await writer
      .run(draft => {
        if (progress?.state === 'refused') entered.delete(id)
        return move(draft, id, progress)
      })
      .catch(() => undefined)
    if (isHere === undefined) return timers.set(id, REPEAT, () => void settle(id, progress))
    if (!isHere) return mailer.forget([id]).catch((error: unknown) => log('error', 'letter.unforgotten', String(error)))
    if (progress?.state === 'waiting') timers.set(id, waitAfter(progress.tries), () => enter(id))
  }

  return {
    resume: state => {
      for (const { id, delivery } of mailsIn(state).filter(isOnItsWay)) {
        entered.add(id)
        const left = delivery.state === 'waiting' ? (delivery.at ?? 0) - clock.now() : 0
        // The clock may have been set meanwhile.
        if (left > 0) timers.set(id, Math.min(left, waitAfter(delivery.tries)), () => enter(id))
        else enter(id)
      }
    },
    onBatch: ({ rows }) => {
      for (const id of new Set(rows.flatMap(newIn))) {
        if (entered.has(id)) continue
        entered.add(id)
        enter(id)
      }
    },
    forget: letters => mailer.forget(letters),
    dispose: async () => {
      over = true
      timers.dispose()
      let undo = () => {}
      const late = new Promise<void>(resolve => (undo = clock.after(PATIENCE, resolve)))
      await Promise.race([running, late])
      undo()
    },
  }
}

type Mail = Letter | Sending | AnswerSending

/** Their ids name their client too. */
const isAnswer = (id: Id) => id.includes('.')

const mailIn = (state: State, id: Id): Mail | undefined =>
  isAnswer(id) ? answerMailOf(state, id) : (state.letters.get(id) ?? sendingOf(state, id))

const lookUp = (state: State, id: Id) => ({
  mail: mailIn(state, id),
  isNeeded: !isAnswer(id) || isWanted(state, id),
})

const mailsIn = (state: State): Mail[] => [...state.letters.values(), ...sendingsIn(state), ...answerMailsIn(state)]

/** It has come as far as this; false: it is gone meanwhile. */
const move = (draft: Draft, id: Id, progress: Progress | undefined): boolean => {
  if (isAnswer(id)) moveAnswerMail(draft, id, progress)
  else if (progress && draft.state.letters.has(id)) moveLetter(draft, id, progress)
  else if (progress) moveSending(draft, id, progress)
  return mailIn(draft.state, id) !== undefined
}

const isOnItsWay = ({ delivery: { state } }: Mail): boolean => state === 'queued' || state === 'waiting'

/** What enters the line by a row; a session that changes otherwise says the same again. */
const newIn = ({ change }: Row): Id[] => {
  if (change.type === 'letter.added') return [change.letter.id]
  if (change.type === 'letter.changed') return change.progress.delivery.state === 'queued' ? [change.progress.id] : []
  if (change.type === 'client.changed') {
    const { latest } = change.client.mail ?? {}
    return latest?.delivery.state === 'queued' ? [latest.id] : []
  }
  if (change.type !== 'session.changed') return []
  return change.session.feedback?.transcript?.delivery.state === 'queued' ? [change.session.id] : []
}

/** Tries once, and says what has come of it. */
const post = async (mail: Mail, options: DeliveryOptions): Promise<Progress> => {
  const { clock, log } = options
  const tries = mail.delivery.tries + 1
  try {
    return { state: 'sent', tries, by: await hand(mail, options), at: clock.now() }
  } catch (error) {
    const isTold = error instanceof MailFailure
    const { why, isFinal } = isTold ? error : { why: 'unknown', isFinal: false }
    log(
      isTold ? 'warn' : 'error',
      isFinal ? 'letter.refused' : 'letter.waits',
      `${mail.id} ${isTold || !(error instanceof Error) ? why : error.name}`,
    )
    if (isFinal) return { state: 'refused', tries, at: clock.now(), why }
    return { state: 'waiting', tries, at: clock.now() + waitAfter(tries), why }
  }
}

const hand = async (mail: Mail, { store, mailer, openFile, siteOf, zoneOf, linksOf }: DeliveryOptions) => {
  if ('key' in mail) {
    if (!mailer.sendAnswer) throw new MailFailure('unsupported', { isFinal: true })
    return mailer.sendAnswer({ ...mail, ...(await linksOf(mail)) }, siteOf(mail.widget))
  }
  if (!('session' in mail)) return mailer.send(mail, siteOf(mail.widget), openFile)
  if (!mailer.sendTranscript) throw new MailFailure('unsupported', { isFinal: true })
  const zone = zoneOf(mail.session.group)
  return mailer.sendTranscript({ ...mail, zone }, await messagesOf(store, mail), siteOf(mail.session.widget))
}

/** Where nothing is mailed, letters are kept and shown. */
export const noDelivery: Delivery = {
  resume: () => {},
  onBatch: () => {},
  forget: async () => {},
  dispose: async () => {},
}
