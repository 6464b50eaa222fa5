import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { FileRef, Id } from '../protocol/entities.js'
import type { Command } from '../protocol/commands.js'
import type { Limits } from '../protocol/events.js'
import { toFailure, type Failure } from '../protocol/failure.js'
import type { Clock } from '../protocol/ports.js'
import type { StreamEvent, Transport } from '../protocol/transport.js'
import { backoff } from './backoff.js'
import { bare } from './picture/bare.js'

/*
 * Files on their way, as long as the page lives: never kept on the device. One after the other, in the order they were
 * given, so that nobody's last picture overtakes their first.
 *
 *   waiting → going ─whole→ done     ─refused→ refused     ─no line, several times→ stopped ─again()→ waiting
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
  state: 'waiting' | 'going' | 'stopped' | 'refused' | 'done'
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
  /** Goes on with all that have stopped: there is a line again. */
  resume(): void
  /** Stops it, and forgets it, here and at the backend: also one that is forgotten here already, and was never sent. */
  remove(id: Id): void
  /** Something holds it from here on. */
  forget(id: Id): void
  dispose(): void
}

type Drop = Command<'upload.drop'>

export interface UploadPorts {
  transport: Pick<Transport<StreamEvent, Drop>, 'send' | 'upload'>
  clock: Clock
  random(): number
  newId(): Id
}

export interface UploadsOptions extends UploadPorts {
  /** What the backend takes, as far as it has said so. */
  limits: ReadonlySignal<Limits>
}

interface Given {
  file: Blob & { name: string }
  onDone(ref: FileRef): void
  /** Without what pictures say of where they were taken: reckoned once. */
  bare?: Promise<Blob>
}

/** Attempts without a byte of progress before a person is asked to try again. */
const MOST = 4

export const createUploads = (options: UploadsOptions): Uploads => {
  const { newId, limits } = options
  const unwanted = createUnwanted(options)
  const { items, find, set } = createList()
  const given = new Map<Id, Given>()
  let stop: (() => void) | undefined
  const next = () => {
    const first = items.peek().find(({ state }) => state === 'waiting')
    const mine = first && given.get(first.id)
    if (stop || !first || !mine) return
    const { id } = first
    set(id, { state: 'going' })
    const end = (patch: Partial<Upload>) => {
      stop = undefined
      set(id, patch)
      if (patch.ref) mine.onDone(patch.ref)
      next()
    }
    stop = bring(options, { id, given: mine, onProgress: ratio => set(id, { ratio }), onEnd: end })
  }
  const again = (id: Id) => {
    const item = find(id)
    if (!item) return
    const before = items.peek().slice(0, items.peek().indexOf(item))
    set(id, { state: 'waiting', code: undefined, limit: undefined, ...refusalOf(item, before, limits.peek()) })
    next()
  }
  const forget = (id: Id) => {
    if (find(id)?.state === 'going') stop = void stop?.()
    given.delete(id)
    items.value = items.peek().filter(item => item.id !== id)
    next()
  }

  return {
    items,
    add: (file, place, onDone = () => {}) => {
      const id = newId()
      items.value = [...items.peek(), toUpload(id, file, place)]
      given.set(id, { file, onDone })
      again(id)
      return id
    },
    retry: id => void (isOver(find(id)?.state) && again(id)),
    resume: () => {
      unwanted.tell()
      for (const { id, state } of items.peek()) if (state === 'stopped') again(id)
    },
    remove: id => {
      // What was refused is not kept there.
      if (find(id)?.state !== 'refused') unwanted.add(id)
      forget(id)
      unwanted.tell()
    },
    forget,
    dispose: () => {
      stop?.()
      given.clear()
    },
  }
}

const toUpload = (id: Id, { name, size }: Given['file'], place: string | undefined): Upload => ({
  ...{ id, name, size, place, state: 'waiting', ratio: 0 },
  ...{ code: undefined, limit: undefined, ref: undefined },
})

const createList = () => {
  const items = signal<readonly Upload[]>([])
  return {
    items,
    find: (id: Id) => items.peek().find(item => item.id === id),
    set: (id: Id, patch: Partial<Upload>) => {
      items.value = items.peek().map(item => (item.id === id ? { ...item, ...patch } : item))
    },
  }
}

/** Uploads that the backend may let go of: without a line they wait for the next one, and after a day it does so by itself. */
const createUnwanted = ({ transport, newId }: UploadPorts) => {
  const ids = new Set<Id>()
  return {
    add: (id: Id) => void ids.add(id),
    tell: () => {
      for (const upload of ids) {
        const command = { id: newId(), type: 'upload.drop', upload } as const
        const told = () => void ids.delete(upload)
        transport.send(command, new AbortController()).then(told, (thrown: unknown) => {
          if (toFailure(thrown).kind !== 'retry') told()
        })
      }
    },
  }
}

const isOver = (state: Upload['state'] | undefined) => state === 'stopped' || state === 'refused'

/** What is known to be refused is not even begun. */
const refusalOf = (
  { size }: Upload,
  before: readonly Upload[],
  { file, files }: Limits,
): Partial<Upload> | undefined => {
  if (file !== undefined && size > file) return { state: 'refused', code: 'tooLarge', limit: file }
  const ahead = before.filter(({ state }) => !isOver(state)).length
  return files !== undefined && ahead >= files ? { state: 'refused', code: 'file.many' } : undefined
}

interface Bringing {
  id: Id
  given: Given
  onProgress(ratio: number): void
  onEnd(patch: Partial<Upload>): void
}

/** Attempts, until it is whole, refused, or nothing has come through for long. Returns its undo. */
const bring = ({ transport, clock, random }: UploadPorts, { id, given, onProgress, onEnd }: Bringing) => {
  const life = new AbortController()
  const { signal: mine } = life
  let undo = () => {}
  let turn = 0
  let reached = 0
  const progressed = (ratio: number) => {
    if (mine.aborted) return
    if (ratio > reached) turn = 0
    reached = ratio
    onProgress(ratio)
  }
  const brought = async () => {
    const { file } = given
    const blob = await (given.bare ??= bare(file))
    return transport.upload!(blob, { id, name: file.name, onProgress: progressed, signal: mine })
  }
  const attempt = () =>
    brought().then(
      ref => mine.aborted || onEnd({ state: 'done', ratio: 1, ref }),
      (thrown: unknown) => mine.aborted || fail(toFailure(thrown)),
    )
  const fail = (failure: Failure) => {
    if (failure.kind === 'rejected') onEnd({ state: 'refused', code: failure.code })
    else if (failure.kind === 'tooLarge') onEnd({ state: 'refused', code: 'tooLarge', limit: failure.limit })
    else if (++turn < MOST) undo = clock.after(backoff(turn - 1, random, failure), () => void attempt())
    else onEnd({ state: 'stopped' })
  }
  void attempt()
  return () => {
    undo()
    life.abort()
  }
}
