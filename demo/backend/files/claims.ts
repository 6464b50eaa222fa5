import type { FileRef, Id } from '../../../src/protocol/entities.js'
import { refuse } from '../refuse.js'
import type { FileStore, StoredFile } from './file-store.js'
import { toRef } from './refs.js'

/*
 * A file is used once, by one command. The store of files and the log are two, so it goes in three steps, and after a
 * crash between any two of them the same command, sent again, goes on:
 *
 *   whole ─claim(command)→ used by it ─the log holds the command→ kept
 *              ↖ another command may claim it, as long as the log does not hold the first
 */

export interface Claim {
  refs: readonly FileRef[]
  /** The log holds the command: so do the files. */
  keep(): Promise<void>
  /** Others may try from now on. */
  release(): void
}

export interface Claiming {
  /** Who brought them. */
  scope: Id
  /** With whom they are forgotten from now on. */
  owner: Id
  command: Id
  ids: readonly Id[]
}

export interface ClaimsOptions {
  store: FileStore
  /** Whether the log holds a command. */
  isTaken(scope: Id, command: Id): Promise<boolean>
}

export const createClaims = ({ store, isTaken }: ClaimsOptions) => {
  /** Files that a command is being decided with. */
  const busy = new Map<Id, Id>()

  const claim = async (id: Id, { scope, owner, command }: Claiming): Promise<StoredFile> => {
    const file = await store.get(id)
    if (!file || file.scope !== scope || file.state === 'coming') throw unknown()
    const { usedBy } = file
    if (usedBy !== undefined && usedBy !== command && (await isTaken(scope, usedBy))) throw unknown()
    if (usedBy !== command || file.owner !== owner) await store.change(id, { usedBy: command, owner })
    return file
  }
  const take = async (claiming: Claiming): Promise<Claim> => {
    const { ids, command } = claiming
    if (new Set(ids).size < ids.length) throw unknown()
    if (ids.some(id => (busy.get(id) ?? command) !== command)) throw unknown()
    for (const id of ids) busy.set(id, command)
    const release = () => ids.forEach(id => busy.delete(id))
    try {
      const files: StoredFile[] = []
      for (const id of ids) files.push(await claim(id, claiming))
      return {
        refs: files.map(toRef),
        keep: async () => {
          for (const { id, state } of files) if (state !== 'kept') await store.change(id, { state: 'kept' })
        },
        release,
      }
    } catch (error) {
      release()
      throw error
    }
  }
  return { claim: take, isBusy: (file: Id) => busy.has(file) }
}

/** In the same words whether it is another's, used, not whole or not there. */
const unknown = () => refuse('file.unknown', 'There is no such file of yours that may be sent: upload it first.')
