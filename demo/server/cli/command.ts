import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { SqliteDatabase } from '../data/sqlite-database.js'
import Database from 'libsql'
import { codeOf, openDatabase } from '../data/database.js'
import { databaseIn, FolderTaken, holdFolder } from '../data/folder.js'
import { SCHEMA, versionOf } from '../data/migrations.js'
import { makeFolder, toFolder, toUrl, type Environment } from '../settings.js'
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

/** Runs a command as a program: a mistake is one sentence and exit code 1. */
export const runCommand = async (command: Command, args: readonly string[]): Promise<void> => {
  try {
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

const toWords = (error: unknown): unknown => {
  if (error instanceof Mistake || error instanceof WrongSetting || error instanceof FolderTaken) return error.message
  // What `parseArgs` does not understand, it tells in a sentence, and then more.
  const isOfArgs = error instanceof TypeError && codeOf(error).startsWith('ERR_PARSE_ARGS')
  return isOfArgs ? error.message.replace(/\. To specify .*$/s, '.') : error
}

/** @throws {Mistake} where nothing is kept. */
export const folderOf = (env: Environment): string => {
  const folder = toFolder(env)
  if (folder === undefined) throw new Mistake('With ZVONEK_STORE=memory: nothing is kept: there is nothing to do here.')
  return folder
}

/** Address of the server as pages know it. */
export const addressOf = (env: Environment): string => toUrl(env.ZVONEK_URL) ?? `http://localhost:${env.PORT || 4880}`

/**
 * Opens the database beside a server that may be running, and closes it behind `work`.
 * @throws {Mistake} when the running server is of another version than this command.
 */
export const withDatabase = <T>(env: Environment, work: (db: SqliteDatabase) => T): T => {
  const folder = makeFolder(folderOf(env))
  const path = databaseIn(folder)
  // Only who has the folder for themselves may bring an older file up to this version.
  const release = isOfThisVersion(path) ? () => {} : holdAlone(folder)
  try {
    const db = openDatabase({ path, epoch: randomBytes(6).toString('base64url') })
    try {
      return work(db)
    } finally {
      db.close()
    }
  } catch (error) {
    throw error instanceof Mistake ? error : new Mistake(`${path} cannot be used: ${messageOf(error)}`)
  } finally {
    release()
  }
}

const isOfThisVersion = (path: string) => {
  if (!existsSync(path)) return false
  const db = new Database(path)
  try {
    return versionOf(db) >= SCHEMA
  } finally {
    db.close()
  }
}

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
