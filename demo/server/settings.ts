import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreUnavailable, StoreUnusable, type Store } from '../backend/store.js'
import { createMemoryStore } from '../backend/memory-store.js'
import { createSqliteStore } from './stores/sqlite.js'

/** What the environment says, checked. */
export interface Settings {
  port: number
  host: string
  /** Folder of the embedded database; undefined when everything stays in memory. */
  data: string | undefined
  origins: readonly string[] | undefined
  url: string | undefined
  deskKey: string
  secret: string
}

/** The environment is not right; the message is one sentence for whoever starts the server. */
export class WrongSetting extends Error {
  override name = 'WrongSetting'
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the environment; makes the data folder if there is none.
 * @throws {WrongSetting}
 */
export const readSettings = (env: Environment): Settings => {
  if (env.NODE_ENV === 'production') checkProduction(env)
  const checked = {
    port: toPort(env.PORT),
    host: env.HOST || '127.0.0.1',
    origins: toOrigins(env.ZVONEK_ORIGINS),
    url: toUrl(env.ZVONEK_URL),
    deskKey: env.ZVONEK_DESK_KEY || randomBytes(9).toString('base64url'),
  }
  // Last: nothing is made on a disk for settings that are wrong.
  const data = toData(env)
  return { ...checked, data, secret: env.ZVONEK_SECRET || keptSecret(data) }
}

/**
 * Opens the store that the settings name.
 * @throws {WrongSetting}
 */
export const openStore = ({ data }: Settings): Store => {
  const epoch = randomBytes(6).toString('base64url')
  if (data === undefined) return createMemoryStore(epoch)
  try {
    return createSqliteStore({ path: join(data, 'zvonek.db'), epoch })
  } catch (error) {
    // Its own sentence says more than that the folder is of no use.
    if (error instanceof StoreUnusable || error instanceof StoreUnavailable) throw new WrongSetting(error.message)
    return usable(data, () => {
      throw error
    })
  }
}

/** A server for the public runs on nothing that everybody knows. */
const checkProduction = (env: Environment) => {
  const missing = [
    ...(env.ZVONEK_SECRET ? [] : ['ZVONEK_SECRET is missing (a long random text that signs the desk’s cookies)']),
    'the operators are the demo’s, anna and boris (this version knows no others)',
  ]
  throw new WrongSetting(`With NODE_ENV=production this server does not start: ${missing.join('; ')}.`)
}

const toPort = (given: string | undefined): number => {
  const port = Number(given || 4880)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new WrongSetting(`PORT must be a whole number from 0 to 65535, not “${given}”.`)
}

const toData = ({ ZVONEK_STORE: store, ZVONEK_DATA: data }: Environment): string | undefined => {
  if (store === 'memory:') return undefined
  if (store && store !== 'sqlite:')
    throw new WrongSetting(`ZVONEK_STORE must be “sqlite:” or “memory:”, not “${store}”.`)
  const folder = data || '.data'
  return usable(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  })
}

const usable = <T>(folder: string, use: () => T): T => {
  try {
    return use()
  } catch (error) {
    throw new WrongSetting(
      `The data folder “${folder}” cannot be used (set ZVONEK_DATA to another): ${messageOf(error)}`,
    )
  }
}

const toOrigins = (given: string | undefined): string[] | undefined => {
  const origins = given?.split(',').flatMap(one => one.trim() || [])
  for (const one of origins ?? [])
    if (!URL.canParse(one) || new URL(one).origin !== one || !/^https?:/.test(one))
      throw new WrongSetting(
        `ZVONEK_ORIGINS must hold origins such as https://shop.example, separated by commas: “${one}” is none.`,
      )
  return origins?.length ? origins : undefined
}

const toUrl = (given: string | undefined): string | undefined => {
  if (!given) return undefined
  if (URL.canParse(given) && /^https?:/.test(given) && new URL(given).pathname === '/') return new URL(given).origin
  throw new WrongSetting(`ZVONEK_URL must be an address such as https://help.example.com, not “${given}”.`)
}

/** A secret that outlives the process, so that a restart logs nobody out. */
const keptSecret = (data: string | undefined): string => {
  const fresh = randomBytes(32).toString('base64url')
  if (data === undefined) return fresh
  const path = join(data, 'secret')
  return usable(data, () => {
    const kept = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (kept.length === fresh.length) return kept
    writeFileSync(path, fresh, { mode: 0o600 })
    return fresh
  })
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
