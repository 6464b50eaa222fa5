import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { SqliteDatabase } from '../data/sqlite-database.js'
import { codeOf, openDatabase } from '../data/database.js'
import { StoreUnavailable, StoreUnusable } from '../../backend/store.js'
import { databaseIn, FolderTaken, holdFolder, look } from '../data/folder.js'
import { SCHEMA, versionOf } from '../data/migrations.js'
import { makeFolder, toFolder, toPort, toUrl, type Environment } from '../settings.js'
import { toStoreError } from '../stores/sqlite-errors.js'
import { WrongSetting } from '../wrong-setting.js'

/** What a command has around it. */
export interface Surroundings {
  env: Environment
  /** A terminal, or what is piped in. */
  input: Readable & { isTTY?: boolean; setRawMode?(on: boolean): unknown }
  /** Where questions go; what a command is asked for goes to `say`. */
  questions: Writable
  say(line: string): void
}

export type Command = (args: readonly string[], around: Surroundings) => Promise<void> | void

/** What was typed is not right; the message says what is. */
export class Mistake extends Error {
  override name = 'Mistake'
}

/** Who asks for help in any of the usual ways is told what one is told who has said nothing. */
export const withoutHelp = (args: readonly string[]): readonly string[] =>
  args[0] === 'help' || args.some(one => one === '--help' || one === '-h') ? [] : args

/** Runs the command of a name as a program: a mistake is one sentence and exit code 1. */
export const runCommand = async (
  commands: Readonly<Record<string, Command>>,
  [name = '', ...args]: readonly string[],
): Promise<void> => {
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new Mistake(`There is no command “${name}”: ${Object.keys(commands).join(', ')}.`)
    await command(withoutHelp(args), {
      env: process.env,
      input: process.stdin,
      questions: process.stderr,
      say: line => console.log(line),
    })
  } catch (error) {
    console.error(toWords(error))
    process.exitCode = 1
  }
}

/** What is said of an error: a sentence, or the error itself where it is a fault of ours. */
export const toWords = (error: unknown): unknown => {
  if (error instanceof Mistake || error instanceof WrongSetting || error instanceof FolderTaken) return error.message
  const isOfArgs = error instanceof TypeError && codeOf(error).startsWith('ERR_PARSE_ARGS')
  return isOfArgs ? toOneSentence(error.message) : error
}

/** What `parseArgs` does not understand, it tells in a sentence, and then more. */
const toOneSentence = (message: string) => {
  const [, option] = /^Option '([^' ]+).*' argument is ambiguous/.exec(message) ?? []
  return option === undefined
    ? message.replace(/\.\s.*$/s, '.')
    : `What begins with a dash is written behind “=”: ${option}=-VALUE.`
}

/** @throws {Mistake} where nothing is kept. */
export const folderOf = (env: Environment): string => {
  const folder = toFolder(env)
  if (folder === undefined) throw new Mistake('With ZVONEK_STORE=memory: nothing is kept: there is nothing to do here.')
  return folder
}

/** Address of the server as pages know it; to be asked for before anything is written. @throws {WrongSetting} */
export const addressOf = (env: Environment): string => toUrl(env.ZVONEK_URL) ?? `http://localhost:${toPort(env.PORT)}`

/**
 * Opens the database beside a server that may be running, and closes it behind `work`.
 * @throws {Mistake} when the running server is of another version than this command, or the file is of no use.
 */
export const withDatabase = <T>(env: Environment, work: (db: SqliteDatabase) => T): T => {
  const folder = makeFolder(folderOf(env))
  const path = databaseIn(folder)
  let release = () => {}
  try {
    // Only who has the folder for themselves may bring an older file up to this version.
    if (!isOfThisVersion(path)) release = holdAlone(folder)
    const db = openDatabase({ path, epoch: randomBytes(6).toString('base64url') })
    try {
      return work(db)
    } finally {
      db.close()
    }
  } catch (error) {
    throw toMistake(error, path)
  } finally {
    release()
  }
}

const toMistake = (error: unknown, path: string): Mistake => {
  if (error instanceof Mistake) return error
  const told = toStoreError(error, path)
  const isWhole = told instanceof StoreUnusable || told instanceof StoreUnavailable
  return new Mistake(isWhole ? told.message : `${path} cannot be used: ${messageOf(error)}`)
}

const isOfThisVersion = (path: string) => existsSync(path) && look(path, db => versionOf(db) >= SCHEMA)

const holdAlone = (folder: string) => {
  try {
    return holdFolder(folder)
  } catch (error) {
    if (error instanceof FolderTaken)
      throw new Mistake('The server that runs is of an older version: restart it first, then repeat this.')
    throw error
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
