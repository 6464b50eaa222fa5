import { randomBytes } from 'node:crypto'
import type { SiteShelf } from '../../backend/site/record.js'
import type { Store } from '../../backend/store.js'
import { patiently, toStoreError } from '../stores/sqlite-errors.js'
import type { FileStore } from '../../backend/files/file-store.js'
import { createSqliteFiles } from '../stores/sqlite-files.js'
import { createSqliteStore } from '../stores/sqlite.js'
import { openDatabase } from './database.js'
import { createDirectory, type Directory } from './directory.js'
import { databaseIn, holdFolder } from './folder.js'
import { createWiper } from '../stores/wiper.js'
import { createSittings, type Sittings } from './sittings.js'

/** Everything a server keeps in its data folder. */
export interface Data {
  store: Store
  directory: Directory
  /** Widgets and groups of the directory, for the server to change. */
  shelf: SiteShelf
  sittings: Sittings
  files: FileStore
  /** Closes all but the store, which the server closes itself, and lets go of the folder. */
  close(): void
}

export interface DataOptions {
  folder: string
  /** Key of the hashes of sign-ins. */
  secret: string
  now(): number
}

/**
 * Opens a data folder for one server, and brings what an older version has left up to this one.
 * @throws {FolderTaken} while another server has it.
 */
export const openData = ({ folder, ...options }: DataOptions): Data => {
  const path = databaseIn(folder)
  const release = toldBy(path, () => holdFolder(folder))
  try {
    const epoch = randomBytes(6).toString('base64url')
    const db = toldBy(path, () => openDatabase({ path, epoch }))
    // From now on nobody waits inside the driver.
    db.exec('PRAGMA busy_timeout=0')
    const directory = createDirectory(db)
    const wiper = createWiper(db)
    return {
      store: createSqliteStore({ path, epoch }),
      directory,
      shelf: toShelf(directory, path),
      sittings: createSittings(db, { ...options, path }),
      files: createSqliteFiles(db, { path, wiper }),
      close: () => {
        wiper.dispose()
        db.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** A command may write at the same moment: then it is waited for. */
const toShelf = (directory: Directory, path: string): SiteShelf => ({
  edition: directory.edition,
  widgets: directory.widgets,
  groups: directory.groups,
  swapWidget: (...change) => patiently(() => directory.swapWidget(...change), { path, patience: PATIENCE }),
  swapGroup: (...change) => patiently(() => directory.swapGroup(...change), { path, patience: PATIENCE }),
})
/** Ms. */
const PATIENCE = 2_000

/** What the driver throws, in a sentence. */
const toldBy = <T>(path: string, open: () => T): T => {
  try {
    return open()
  } catch (error) {
    throw toStoreError(error, path)
  }
}
