import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { FileRef, Id } from '../protocol/entities.js'
import { toFailure } from '../protocol/failure.js'
import type { Clock } from '../protocol/ports.js'
import type { Transport } from '../protocol/transport.js'
import { backoff } from './backoff.js'

/*
 * Files on their way, as long as the page lives: never kept on the device.
 *
 *   going ─whole→ done     ─refused→ refused     ─no line, four times→ stopped ─retry()→ going
 *
 * The same id goes on where the last attempt has ended, so what was brought is not brought again.
 */
export interface Upload {
  id: Id
  name: string
  /** Bytes. */
  size: number
  /** What it is for: a field of a form; undefined for a message. */
  place: string | undefined
  state: 'going' | 'stopped' | 'refused' | 'done'
  /** How much of it the backend has, from 0 to 1. */
  ratio: number
  /** Why it was refused: a code of the error table. */
  code: string | undefined
  /** With `tooLarge`, in bytes. */
  limit: number | undefined
  /** Once it is whole. */
  ref: FileRef | undefined
}

export interface Uploads {
  readonly items: ReadonlySignal<readonly Upload[]>
  /** Begins to bring a file; `onDone` is called once, when the backend has it. Returns its id. */
  add(file: Blob & { name: string }, place?: string, onDone?: (ref: FileRef) => void): Id
  /** Goes on with one that has stopped or was refused. */
  retry(id: Id): void
  /** Stops it, and forgets it. */
  remove(id: Id): void
  dispose(): void
}

export interface UploadsOptions {
  transport: Pick<Transport, 'upload'>
  clock: Clock
  random(): number
  newId(): Id
}

/** Attempts before a person is asked to try again. */
const MOST = 4

export const createUploads = ({ transport, clock, random, newId }: UploadsOptions): Uploads => {
  const items = signal<readonly Upload[]>([])
  const runs = new Map<Id, { go(): void; stop(): void }>()
  const find = (id: Id) => items.value.find(item => item.id === id)
  const set = (id: Id, patch: Partial<Upload>) => {
    items.value = items.value.map(item => (item.id === id ? { ...item, ...patch } : item))
  }

  const createRun = (id: Id, file: Blob & { name: string }, onDone: (ref: FileRef) => void) => {
    let life = new AbortController()
    let undo = () => {}
    const attempt = (turn: number) => {
      const { signal: mine } = life
      const onProgress = (ratio: number) => mine.aborted || set(id, { ratio })
      const brought = async () => transport.upload!(file, { id, name: file.name, onProgress, signal: mine })
      brought().then(
        ref => {
          if (mine.aborted) return
          set(id, { state: 'done', ratio: 1, ref })
          onDone(ref)
        },
        (thrown: unknown) => {
          if (!mine.aborted) fail(toFailure(thrown), turn)
        },
      )
    }
    const fail = (failure: ReturnType<typeof toFailure>, turn: number) => {
      if (failure.kind === 'rejected') set(id, { state: 'refused', code: failure.code })
      else if (failure.kind === 'tooLarge') set(id, { state: 'refused', code: 'tooLarge', limit: failure.limit })
      else if (turn + 1 < MOST) undo = clock.after(backoff(turn, random, failure), () => attempt(turn + 1))
      else set(id, { state: 'stopped' })
    }
    const stop = () => {
      undo()
      life.abort()
    }
    const go = () => {
      stop()
      life = new AbortController()
      set(id, { state: 'going', code: undefined, limit: undefined })
      attempt(0)
    }
    return { go, stop }
  }

  return {
    items,
    add: (file, place, onDone = () => {}) => {
      const id = newId()
      const fresh = { id, name: file.name, size: file.size, place, state: 'going', ratio: 0 } as const
      items.value = [...items.value, { ...fresh, code: undefined, limit: undefined, ref: undefined }]
      const run = createRun(id, file, onDone)
      runs.set(id, run)
      run.go()
      return id
    },
    retry: id => {
      const { state } = find(id) ?? {}
      if (state === 'stopped' || state === 'refused') runs.get(id)?.go()
    },
    remove: id => {
      runs.get(id)?.stop()
      runs.delete(id)
      items.value = items.value.filter(item => item.id !== id)
    },
    dispose: () => runs.forEach(run => run.stop()),
  }
}
