import type { FileRef, Id } from '../../../src/protocol/entities.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import { optional, text, Malformed, type Parser } from '../../../src/protocol/parse.js'
import type { Clock } from '../../../src/protocol/ports.js'
import { id, named, short, whole } from '../parse-named.js'
import { gone, refuse } from '../refuse.js'
import type { Dropping } from './dropping.js'
import { partsOf, type FileStore, type StoredFile } from './file-store.js'
import { checkKind, kindOf, type Detect } from './kinds.js'
import { cleanName } from './names.js'
import { toRef } from './refs.js'
import type { FileRules } from './rules.js'

/*
 * A file comes in parts, each behind the last, so that a line that breaks costs one part. What is here is counted by the
 * store and told in every answer; the sender goes on from there. Only when every byte is here, has the hash that was told
 * and is of the kind that its name says, is there a file at all.
 */

/** How far an upload has come. */
export interface UploadState {
  /** Bytes that are here. */
  at: number
  /** Bytes of the largest part that is taken. */
  part: number
  /** Once it is whole. */
  file?: FileRef
}

export interface UploadsOptions {
  store: FileStore
  rules: FileRules
  detect: Detect
  /** SHA-256 in hexadecimal. */
  digest(parts: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<string>
  clock: Clock
  newId(): Id
  dropping: Dropping
}

export interface Uploads {
  /**
   * Begins an upload, or says how far it has come.
   * @param scope who brings it, `owner` with whom it is forgotten.
   * @throws {TransportFailure}
   */
  begin(who: { scope: Id; owner: Id }, wish: unknown): Promise<UploadState>
  /** Takes a part, once; one that does not go on where the last ended changes nothing. @throws {TransportFailure} */
  part(scope: Id, part: { upload: string; at: number; bytes: Uint8Array }): Promise<UploadState>
  /** Nothing of it is wanted any more: it goes, unless something holds it. Of one that there is not, nothing is said. */
  drop(scope: Id, upload: Id): Promise<void>
}

export interface Wish {
  id: Id
  name: string
  size: number
  hash?: string
}

const hash: Parser<string> = value => {
  const given = text(value)
  if (!/^[\da-f]{64}$/.test(given)) throw new Malformed('not a SHA-256 in hexadecimal')
  return given
}
const parseWish = named<Wish>({ id, name: short(1_000), size: whole(0), hash: optional(hash) })

export const createUploads = (options: UploadsOptions): Uploads => {
  const { store, rules, dropping } = options
  const inTurn = createTurns()
  const toState = (file: StoredFile): UploadState => ({
    at: file.received,
    part: rules.part,
    ...(file.state !== 'coming' && { file: toRef(file) }),
  })

  const begin: Uploads['begin'] = async ({ scope, owner }, value) => {
    const wish = read(value)
    const known = await store.find(scope, wish.id)
    if (known) return toState(same(known, wish))
    if (dropping.isDropped(scope, wish.id)) throw gone('upload')
    const file = toFile(wish, { scope, owner, ...options })
    await checkRoom(options, scope, file.size)
    await store.add(file)
    return toState(file)
  }
  const part: Uploads['part'] = async (scope, { upload, at, bytes }) => {
    const file = await store.find(scope, upload)
    if (!file) throw gone('upload')
    if (file.state !== 'coming' || at !== file.received) return toState(file)
    if (at + bytes.length > file.size) throw await spoiled(store, file)
    await checkSite(options, bytes.length)
    if (at === 0) await lookEarly(options, file, bytes)
    // Somebody else has taken it away meanwhile.
    if (!(await store.append(file.id, at, bytes))) throw gone('upload')
    const now = { ...file, received: at + bytes.length }
    return toState(now.received === now.size ? await finish(options, now) : now)
  }
  return {
    drop: (scope, upload) => inTurn(scope, () => dropping.drop(scope, upload)),
    begin: (who, wish) => inTurn(who.scope, () => begin(who, wish)),
    part: (scope, one) => inTurn(scope, () => part(scope, one)),
  }
}

const read = (value: unknown): Wish => {
  try {
    return parseWish(value)
  } catch (error) {
    throw error instanceof Malformed ? refuse('malformed', `The upload is malformed: ${error.message}.`) : error
  }
}

/** @throws {TransportFailure} rejected `conflict` for another file under the same id. */
const same = (known: StoredFile, { name, size }: Wish): StoredFile => {
  if (known.name === cleanName(name) && known.size === size) return known
  throw refuse('conflict', 'This upload id was used before for another file. Give every upload an id of its own.')
}

const toFile = (
  { id: upload, name: given, size, hash: told }: Wish,
  { scope, owner, rules, clock, newId }: UploadsOptions & { scope: Id; owner: Id },
): StoredFile => {
  const name = cleanName(given)
  const { type } = kindOf(name)
  if (size > rules.size)
    throw new TransportFailure({ kind: 'tooLarge', limit: rules.size }, `A file has at most ${rules.size} bytes.`)
  if (!size) throw refuse('file.broken', 'There is nothing in this file.')
  const rest = told === undefined ? {} : { hash: told }
  return { id: newId(), owner, scope, upload, name, type, size, received: 0, at: clock.now(), state: 'coming', ...rest }
}

/** @throws {TransportFailure} rejected `file.many`, `file.full`. */
const checkRoom = async ({ store, rules, clock }: UploadsOptions, scope: Id, size: number) => {
  const [mine, unused] = await Promise.all([store.totals(scope), store.unused(scope, clock.now() - LATE)])
  const isFull = mine.files >= rules.files || mine.bytes + size > rules.bytes
  if (unused >= rules.waiting || (isFull && !scope.startsWith('operator:')))
    throw refuse('file.many', `These are too many files: ${rules.waiting} may wait to be sent, ${rules.files} in all.`)
  await checkSite({ store, rules }, size)
}
/** Ms after which a file that has not come whole keeps nobody from another: its page is gone, or its line is hopeless. */
const LATE = 3_600_000

/** What was only told takes no room from others: nobody has to send it. @throws {TransportFailure} rejected `file.full`. */
const checkSite = async ({ store, rules }: Pick<UploadsOptions, 'store' | 'rules'>, more: number) => {
  const { received } = await store.totals()
  if (received + more > rules.site) throw refuse('file.full', 'There is no room for more files here at present.')
}

/** What is not of its kind is told before all of it has come. */
const lookEarly = async ({ store, detect }: UploadsOptions, file: StoredFile, bytes: Uint8Array) => {
  if (bytes.length < ENOUGH && bytes.length < file.size) return
  const kind = kindOf(file.name)
  const seen = await detect(bytes, file.size)
  // How large a picture is may stand further behind.
  if (kind.isPicture && !seen.width) return
  await checked(store, file, () => checkKind(kind, bytes, seen))
}
/** Bytes from which a kind is known for certain. */
const ENOUGH = 4_100

/** All bytes are here: now it is looked at whether they are a file, and the one that was meant. */
const finish = async ({ store, detect, digest }: UploadsOptions, file: StoredFile): Promise<StoredFile> => {
  if (file.hash !== undefined && (await digest(partsOf(store, file.id))) !== file.hash) throw await spoiled(store, file)
  const head = await headOf(store, file.id)
  const kind = kindOf(file.name)
  const { width, height, ...seen } = await detect(head, file.size)
  await checked(store, file, () => checkKind(kind, head, { ...seen, width, height }))
  const done = { state: 'whole', ...(kind.isPicture && width && height && { width, height }) } as const
  await store.change(file.id, done)
  return { ...file, ...done }
}

/** Bytes of a beginning in which everything stands that is looked at: a camera puts its own picture before the size. */
const HEAD = 512 * 1024

const headOf = async (store: FileStore, file: Id) => {
  const head = new Uint8Array(HEAD)
  let filled = 0
  for await (const bytes of partsOf(store, file)) {
    head.set(bytes.subarray(0, HEAD - filled), filled)
    filled = Math.min(HEAD, filled + bytes.length)
    if (filled === HEAD) break
  }
  return head.subarray(0, filled)
}

/** What is refused leaves nothing. */
const checked = async (store: FileStore, file: StoredFile, check: () => void) => {
  try {
    check()
  } catch (error) {
    await store.remove([file.id])
    throw error
  }
}

const spoiled = async (store: FileStore, file: StoredFile) => {
  await store.remove([file.id])
  return refuse('file.broken', 'What came is not the file that was told: other bytes, or another number of them.')
}

/** One after the other for each who brings something: limits are looked at and taken in one go. */
const createTurns = () => {
  const last = new Map<Id, Promise<unknown>>()
  return <T>(key: Id, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    const leave = () => {
      if (last.get(key) === settled) last.delete(key)
    }
    const settled = mine.then(leave, leave)
    last.set(key, settled)
    return mine
  }
}
