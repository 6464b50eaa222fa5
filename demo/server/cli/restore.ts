import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { FolderTaken } from '../data/folder.js'
import { restore } from '../data/restore.js'
import { makeFolder } from '../settings.js'
import { folderOf, messageOf, Mistake, type Command } from './command.js'
import { toWords } from './contents.js'

const USAGE = `npm run restore -- FILE

Puts a backup in the place of the database; the server has to be ended before. What was there is kept beside it.`

/** `npm run restore`. */
export const restoreCommand: Command = ([given, more], { env, say }) => {
  if (given === undefined) return say(USAGE)
  if (more !== undefined) throw new Mistake(`“${more}” is too much: name one file.`)
  const file = resolve(given)
  if (!existsSync(file)) throw new Mistake(`There is no file ${given}.`)
  try {
    const { contents, kept } = restore({ file, folder: makeFolder(folderOf(env)), now: Date.now })
    say(`Restored: ${toWords(contents)}. Everybody signs in again.`)
    if (kept) say(`What was there before is in ${kept}`)
  } catch (error) {
    throw error instanceof FolderTaken ? error : new Mistake(`Nothing was changed: ${messageOf(error)}`)
  }
}
