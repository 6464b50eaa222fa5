import type { Id } from '../../../src/protocol/entities.js'
import type { Limits } from '../../../src/protocol/events.js'
import type { Clock, Log } from '../../../src/protocol/ports.js'
import type { Secrets } from '../secrets.js'
import type { Store } from '../store.js'
import { createClaims, type Claim, type Claiming } from './claims.js'
import { createDropping } from './dropping.js'
import { partsOf, type FileStore, type StoredFile } from './file-store.js'
import type { Detect } from './kinds.js'
import { FILE_RULES, type FileRules } from './rules.js'
import { createSweep } from './sweep.js'
import { createUploads, type Uploads, type UploadsOptions } from './uploads.js'

/** What a host brings so that files may be sent. */
export interface FilesOptions {
  store: FileStore
  detect: Detect
  digest: UploadsOptions['digest']
  rules?: Partial<FileRules>
}

export interface Whole {
  file: StoredFile
  parts(): AsyncIterable<Uint8Array<ArrayBuffer>>
}

/** Files of a site, from their first byte to the last that is forgotten. */
export interface Files extends Uploads {
  rules: FileRules
  claim(claiming: Claiming): Promise<Claim>
  /** A file that is whole; undefined when there is none. */
  open(id: Id): Promise<Whole | undefined>
  /** Nothing of what is somebody's stays; resolves with how many files those were. */
  forget(owner: Id): Promise<number>
  /** Removes what nothing has used for long; resolves with how many those were. */
  sweep(): Promise<number>
  dispose(): void
}

interface Around {
  log: Log
  clock: Clock
  secrets: Secrets
  store: Pick<Store, 'command'>
}

/** What both ends are told of sizes. */
export const limitsOf = (limits: Limits = { text: 4_000 }, files?: Files): Limits => ({
  ...limits,
  ...(files && { file: files.rules.size, files: files.rules.waiting }),
})

export const createFiles = ({ store, detect, digest, ...given }: FilesOptions, around: Around): Files => {
  const { clock, log, secrets } = around
  const rules = { ...FILE_RULES, ...given.rules }
  const isTaken = async (scope: Id, command: Id) => (await around.store.command(scope, command)) !== undefined
  const sweep = createSweep({ store, clock, log, unused: rules.unused, isTaken })
  const { claim, isBusy } = createClaims({ store, isTaken })
  const dropping = createDropping({ store, clock, isTaken, isBusy })
  return {
    rules,
    ...createUploads({ store, rules, detect, digest, clock, newId: secrets.id, dropping }),
    claim,
    open: async id => {
      const file = await store.get(id)
      return file && file.state !== 'coming' ? { file, parts: () => partsOf(store, id) } : undefined
    },
    forget: owner => store.removeOf(owner),
    sweep: sweep.round,
    dispose: sweep.dispose,
  }
}
