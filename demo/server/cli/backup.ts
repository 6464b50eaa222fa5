import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { backUp } from '../data/backup.js'
import { databaseIn } from '../data/folder.js'
import { folderOf, messageOf, Mistake, withDatabase, type Command } from './command.js'
import { toWords } from './contents.js'

const USAGE = `npm run backup -- FILE

Writes everything (conversations, operators, widgets) into one new file, while the server runs.`

/** `npm run backup`. */
export const backupCommand: Command = ([given, more], { env, say }) => {
  if (given === undefined) return say(USAGE)
  if (more !== undefined) throw new Mistake(`“${more}” is too much: name one file.`)
  const file = resolve(given)
  if (existsSync(file)) throw new Mistake(`${given} is there already: a backup never takes the place of another.`)
  const folder = folderOf(env)
  if (!existsSync(databaseIn(folder))) throw new Mistake(`There is nothing in the data folder “${folder}” yet.`)
  const contents = withDatabase(env, db => {
    try {
      return backUp(db, file)
    } catch (error) {
      throw new Mistake(`The backup could not be written: ${messageOf(error)}`)
    }
  })
  say(`${given} holds ${toWords(contents)}.`)
}
