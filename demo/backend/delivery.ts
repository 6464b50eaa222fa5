import type { Id } from '../../src/protocol/entities.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import type { Delivery as Progress, Letter } from '../protocol/desk.js'
import { isOnItsWay, moveLetter } from './letters.js'
import { MailFailure, type Mailer } from './mailer.js'
import type { State } from './state.js'
import type { Batch } from './store.js'
import { createTimers } from './timers.js'
import type { Writer } from './writer.js'

/*
 * Letters go out one after the other. How far each has come is written down, so that a restart goes on from there; only
 * what a crash cuts off between the mail server's yes and the disk's goes out again, under the same Message-ID.
 */

export interface DeliveryOptions {
  writer: Writer
  clock: Clock
  log: Log
  mailer: Mailer
  siteOf(widget: string): string | undefined
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
    const found = await writer.run(({ state }) => ({ letter: state.letters.get(id) })).catch(() => undefined)
    if (!found) return timers.set(id, REPEAT, () => enter(id))
    if (found.letter && isOnItsWay(found.letter)) await settle(id, await post(found.letter, options))
  }
  /** What has become of it is written down before anything else, however long that takes: it must not go out twice. */
  const settle = async (id: Id, progress: Progress): Promise<void> => {
    const isHere = await writer
      .run(draft => {
        moveLetter(draft, id, progress)
        return draft.state.letters.has(id)
      })
      .catch(() => undefined)
    if (isHere === undefined) return timers.set(id, REPEAT, () => void settle(id, progress))
    if (!isHere) return mailer.forget([id]).catch((error: unknown) => log('error', 'letter.unforgotten', String(error)))
    if (progress.state === 'waiting') timers.set(id, waitAfter(progress.tries), () => enter(id))
  }

  return {
    resume: state => {
      for (const { id, delivery } of [...state.letters.values()].filter(isOnItsWay)) {
        const left = delivery.state === 'waiting' ? (delivery.at ?? 0) - clock.now() : 0
        // The clock may have been set meanwhile.
        if (left > 0) timers.set(id, Math.min(left, waitAfter(delivery.tries)), () => enter(id))
        else enter(id)
      }
    },
    onBatch: ({ rows }) => {
      for (const { change } of rows) if (change.type === 'letter.added') enter(change.letter.id)
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

/** Tries once, and says what has come of it. */
const post = async (letter: Letter, { clock, log, mailer, siteOf }: DeliveryOptions): Promise<Progress> => {
  const tries = letter.delivery.tries + 1
  try {
    return { state: 'sent', tries, by: await mailer.send(letter, siteOf(letter.widget)), at: clock.now() }
  } catch (error) {
    const isTold = error instanceof MailFailure
    const { why, isFinal } = isTold ? error : { why: 'unknown', isFinal: false }
    log(
      isTold ? 'warn' : 'error',
      isFinal ? 'letter.refused' : 'letter.waits',
      `${letter.id} ${isTold || !(error instanceof Error) ? why : error.name}`,
    )
    if (isFinal) return { state: 'refused', tries, at: clock.now(), why }
    return { state: 'waiting', tries, at: clock.now() + waitAfter(tries), why }
  }
}

/** Where nothing is mailed, letters are kept and shown. */
export const noDelivery: Delivery = {
  resume: () => {},
  onBatch: () => {},
  forget: async () => {},
  dispose: async () => {},
}
