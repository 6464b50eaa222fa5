import type { Id } from '../../src/protocol/entities.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import { createHealth, type Health } from './health.js'
import { unavailable, unsure } from './refuse.js'
import { isVisible, SITE, type Change, type Row } from './row.js'
import { apply, erase, loadState, type State } from './state.js'
import { StoreConflict, StoreUnavailable, type Batch, type CommandRecord, type Store } from './store.js'
import { createUndo } from './undo.js'

/*
 * The one place where anything is written: decide → append → acknowledge → tell. Jobs that arrive while a batch is on
 * its way to disk share the next one (group commit). Nobody hears of a row before it is safe. When an append fails, its
 * rows are taken back out of the state; only when the store holds something else than we know is the log folded anew.
 */

/** What a decision may do; its rows count at once for what is decided after it. */
export interface Draft {
  readonly state: State
  /** Adds a row. Refuse before the first one: a job that throws after it fails its whole batch. */
  change(client: Id, change: Change): void
  /** Keeps a command's answer for ever. */
  remember(record: CommandRecord): void
  addToken(hash: string, client: Id): void
  /** This token opens nothing any more. */
  dropToken(hash: string): void
  erase(client: Id, epoch: string): void
}

export interface Writer {
  /**
   * Runs `decide` in its turn; resolves with its result once everything decided up to it is safe.
   * @throws what `decide` throws, or {TransportFailure} `retry` when the store fails.
   */
  run<T>(decide: (draft: Draft) => T): Promise<T>
  /** Whether the store takes what is written. */
  health(): Health
  /** Resolves once all that was begun is written. */
  dispose(): Promise<void>
}

export interface WriterOptions {
  store: Store
  clock: Clock
  log: Log
  /** Chance by which what is written from now on is known from what another writer puts at the same place. */
  newMark(): string
  /** Runs at the end of every batch, for what follows from its changes. */
  conclude(draft: Draft): void
  /** Hears of every batch that is safe. */
  tell(batch: Batch, state: State): void
}

interface Job {
  decide(draft: Draft): unknown
  resolve(value: unknown): void
  reject(reason: unknown): void
}

const LARGEST = 500
/** Jobs beyond which the store is too far behind to take more. */
const MOST_WAITING = 10_000

export const createWriter = async ({ store, clock, log, newMark, conclude, tell }: WriterOptions): Promise<Writer> => {
  const health = createHealth({ probe: store.probe, clock, log })
  let state: State | undefined = await loadState(store)
  let living: State | undefined
  const jobs: Job[] = []
  let running: Promise<void> | undefined

  const write = async (batch: readonly Job[]): Promise<void> => {
    let draft: Opened | undefined
    let answers: Answer[] = []
    try {
      state ??= await loadState(store)
      draft = createDraft(state, living === state ? undefined : newMark)
      for (const job of batch) answers.push(decided(job, draft))
      conclude(draft)
      if (!isEmpty(draft.batch)) await keep(draft.batch)
      if (draft.batch.rows.length) living = state
      for (const { give } of answers) give()
      tell(draft.batch, state)
    } catch (error) {
      // Of a store that fails, its health has told already: once, not for every command that meets it.
      if (health.view().ok) log('error', 'batch.failed', String(error))
      await takeBack(draft)
      const why = error instanceof StoreUnavailable ? unavailable() : unsure()
      // Who only looked, or was not decided yet, has no part in it and is decided anew.
      answers = answers.filter(({ wrote }) => wrote)
      const failed = new Set(answers.length ? answers.map(({ job }) => job) : batch)
      for (const job of failed) job.reject(why)
      const rest = batch.filter(job => !failed.has(job))
      if (rest.length) await write(rest)
    }
  }
  const keep = createKeeper(store, health)
  /** Nobody knows what a failed append has left: what the store says of itself decides. */
  const takeBack = async (draft: Opened | undefined) => {
    draft?.undo()
    const head = await store.head().catch(() => undefined)
    if (head?.pos !== state?.pos || head?.epoch !== state?.epoch) state = undefined
  }

  const drain = async () => {
    while (jobs.length) await write(jobs.splice(0, LARGEST))
    running = undefined
  }

  return {
    run: <T>(decide: (draft: Draft) => T) =>
      new Promise<T>((resolve, reject) => {
        if (jobs.length >= MOST_WAITING) return reject(unavailable())
        jobs.push({ decide, resolve: value => resolve(value as T), reject })
        running ??= Promise.resolve().then(drain)
      }),
    health: health.view,
    dispose: async () => {
      await running
      health.dispose()
    },
  }
}

/** Appends, and learns from it how the store is. */
const createKeeper = (store: Store, health: ReturnType<typeof createHealth>) => async (batch: Batch) => {
  try {
    await store.append(batch)
  } catch (error) {
    if (!(error instanceof StoreConflict)) health.fails(error)
    throw error
  }
  health.works()
}

/** What came of one job, to be told once the batch is safe. */
interface Answer {
  job: Job
  wrote: boolean
  give(): void
}

const decided = (job: Job, draft: Opened): Answer => {
  const before = sizeOf(draft.batch)
  try {
    const value = job.decide(draft)
    return { job, wrote: sizeOf(draft.batch) > before, give: () => job.resolve(value) }
  } catch (error) {
    if (sizeOf(draft.batch) > before) throw error
    return { job, wrote: false, give: () => job.reject(error) }
  }
}

interface Opened extends Draft {
  batch: Batch
  undo(): void
}

/** @param newMark when the log was folded anew: whatever happened to it meanwhile, its next row begins another life. */
const createDraft = (state: State, newMark?: () => string): Opened => {
  const rows: Row[] = []
  const commands: CommandRecord[] = []
  const tokens: { hash: string; client: Id }[] = []
  const dropped: string[] = []
  const batch: Batch = { after: state.pos, rows, commands, tokens, dropped }
  const before = createUndo(state)
  const put = (client: Id, change: Change) => {
    const seq = (state.clients.get(client)?.seq ?? 0) + 1
    const row: Row = { pos: state.pos + 1, client, ...(isVisible(change) && { seq }), change }
    rows.push(row)
    before.row(row)
    apply(state, row)
  }
  return {
    batch,
    undo: before.undo,
    state,
    change: (client, change) => {
      if (newMark && !rows.length) put(SITE, { type: 'life.began', mark: newMark() })
      put(client, change)
    },
    remember: record => commands.push(record),
    addToken: (hash, client) => tokens.push({ hash, client }),
    dropToken: hash => {
      // One that was made in this very batch, too.
      const made = tokens.findIndex(token => token.hash === hash)
      if (made >= 0) tokens.splice(made, 1)
      dropped.push(hash)
    },
    erase: (client, epoch) => {
      batch.erase = { clients: [...(batch.erase?.clients ?? []), client], epoch }
      before.client(client)
      erase(state, client, epoch)
    },
  }
}

const sizeOf = ({ rows, commands, tokens, dropped, erase: erased }: Batch) =>
  rows.length + commands.length + tokens.length + (dropped?.length ?? 0) + (erased?.clients.length ?? 0)

const isEmpty = (batch: Batch) => !sizeOf(batch)
