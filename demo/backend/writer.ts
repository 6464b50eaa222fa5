import type { Id } from '../../src/protocol/entities.js'
import type { Log } from '../../src/protocol/ports.js'
import { unsure } from './refuse.js'
import { isVisible, type Change, type Row } from './row.js'
import { apply, erase, loadState, type State } from './state.js'
import type { Batch, CommandRecord, Store } from './store.js'

/*
 * The one place where anything is written: decide → append → acknowledge → tell. Jobs that arrive while a batch is on
 * its way to disk share the next one (group commit). Nobody hears of a row before it is safe, and when an append fails
 * the state is folded anew from the store before the next decision.
 */

/** What a decision may do; its rows count at once for what is decided after it. */
export interface Draft {
  readonly state: State
  /** Adds a row. Refuse before the first one: a job that throws after it fails its whole batch. */
  change(client: Id, change: Change): void
  /** Keeps a command's answer for ever. */
  remember(record: CommandRecord): void
  addToken(hash: string, client: Id): void
  erase(client: Id, epoch: string): void
}

export interface Writer {
  /**
   * Runs `decide` in its turn; resolves with its result once everything decided up to it is safe.
   * @throws what `decide` throws, or {TransportFailure} `retry` when the store fails.
   */
  run<T>(decide: (draft: Draft) => T): Promise<T>
  /** Resolves once all that was begun is written. */
  dispose(): Promise<void>
}

export interface WriterOptions {
  store: Store
  log: Log
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

export const createWriter = async ({ store, log, conclude, tell }: WriterOptions): Promise<Writer> => {
  let state: State | undefined = await loadState(store)
  const jobs: Job[] = []
  let running: Promise<void> | undefined

  const write = async (batch: Job[]) => {
    let answers: (() => void)[] = []
    try {
      state ??= await loadState(store)
      const draft = createDraft(state)
      answers = batch.map(job => decided(job, draft))
      conclude(draft)
      if (!isEmpty(draft.batch)) await store.append(draft.batch)
      for (const answer of answers) answer()
      tell(draft.batch, state)
    } catch (error) {
      state = undefined
      log('error', 'store.failed', String(error))
      for (const job of batch) job.reject(unsure())
    }
  }

  const drain = async () => {
    while (jobs.length) await write(jobs.splice(0, LARGEST))
    running = undefined
  }

  return {
    run: <T>(decide: (draft: Draft) => T) =>
      new Promise<T>((resolve, reject) => {
        jobs.push({ decide, resolve: value => resolve(value as T), reject })
        running ??= Promise.resolve().then(drain)
      }),
    dispose: async () => {
      await running
    },
  }
}

/** Decides one job; returns what to do for it once the batch is safe. */
const decided = (job: Job, draft: ReturnType<typeof createDraft>): (() => void) => {
  const { rows } = draft.batch
  const before = rows.length
  try {
    const value = job.decide(draft)
    return () => job.resolve(value)
  } catch (error) {
    if (rows.length > before) throw error
    return () => job.reject(error)
  }
}

const createDraft = (state: State): Draft & { batch: Batch } => {
  const rows: Row[] = []
  const commands: CommandRecord[] = []
  const tokens: { hash: string; client: Id }[] = []
  const batch: Batch = { after: state.pos, rows, commands, tokens }
  return {
    batch,
    state,
    change: (client, change) => {
      const seq = (state.clients.get(client)?.seq ?? 0) + 1
      const row: Row = { pos: state.pos + 1, client, ...(isVisible(change) && { seq }), change }
      rows.push(row)
      apply(state, row)
    },
    remember: record => commands.push(record),
    addToken: (hash, client) => tokens.push({ hash, client }),
    erase: (client, epoch) => {
      batch.erase = { clients: [...(batch.erase?.clients ?? []), client], epoch }
      erase(state, client, epoch)
    },
  }
}

const isEmpty = ({ rows, commands, tokens, erase: erased }: Batch) =>
  !rows.length && !commands.length && !tokens.length && !erased
