import { TransportFailure } from '../../src/protocol/failure.js'
import { toFailure } from '../../src/protocol/failure.js'
import type { Bus, Note } from './bus.js'
import type { Row } from './row.js'

/*
 * Subscribe first, then read the log, then let go what was heard meanwhile: no seam, whatever is written when.
 */

/** The reader's end of a stream. */
export interface Stream<E> {
  onEvent(event: E): void
  /** The backend ends it. */
  close(failure: TransportFailure): void
  /** Resolves when the reader has taken what it was given; absent when it always has. */
  drained?(): Promise<void>
}

/** What one reader hears. */
export interface Feed<E> {
  topics: readonly string[]
  /** Everything up to and with `live`; `at` is the reader's place then. */
  begin(): Promise<{ at: number; events: AsyncIterable<E> }>
  /** The reader's place of a row; undefined when it is not for them. */
  place(row: Row): number | undefined
  toEvent(note: Note): E | undefined
  bye(after: number): E
}

export interface Served {
  /** Ends it from the reader's side: not a call more. */
  end(): void
  /** Sends the reader away for `after` milliseconds. */
  bye(after: number): void
}

/** Notes kept while the log is read; a reader slower than this comes back later. */
const MOST_WAITING = 5_000

/** Serves one reader until either side ends it; `onEnd` is called once. */
export const serve = <E>(bus: Bus, feed: Feed<E>, stream: Stream<E> & { onEnd(): void }): Served => {
  let waiting: Note[] | undefined = []
  let at = 0
  let begun = false
  let over = false

  const end = (failure?: TransportFailure) => {
    if (over) return
    over = true
    for (const undo of undos) undo()
    stream.onEnd()
    if (failure) stream.close(failure)
  }
  const give = (event: E) => {
    try {
      if (!over) stream.onEvent(event)
      begun = true
    } catch {
      end(closed('reader'))
    }
  }
  const bye = (after: number) => {
    // A stream begins with `hello`; who has not heard it is refused instead.
    if (begun) give(feed.bye(after))
    end(closed('bye', after))
  }

  const hear = (note: Note) => {
    if (over) return
    if (!waiting) take(note)
    else if (waiting.push(note) > MOST_WAITING) end(closed('slow'))
  }
  const take = (note: Note) => {
    if (note.type === 'again') return bye(0)
    if (note.type === 'row') {
      const place = feed.place(note.row)
      if (place === undefined || place <= at) return
      if (place > at + 1) return end(closed('gap'))
      at = place
    }
    const event = feed.toEvent(note)
    if (event) give(event)
  }

  const begin = async () => {
    const begun = await feed.begin()
    at = begun.at
    for await (const event of begun.events) {
      if (over) return
      give(event)
      await stream.drained?.()
    }
    const heard = waiting ?? []
    waiting = undefined
    for (const note of heard) if (!over) take(note)
  }

  const undos = feed.topics.map(topic => bus.subscribe(topic, hear))
  begin().catch((error: unknown) =>
    end(error instanceof TransportFailure ? error : new TransportFailure(toFailure(error), 'store')),
  )
  return { end: () => end(), bye }
}

const closed = (why: string, after?: number) =>
  new TransportFailure({ kind: 'retry', done: 'no', ...(after !== undefined && { after }) }, why)
