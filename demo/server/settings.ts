import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreUnavailable, StoreUnusable, type Store } from '../backend/store.js'
import { createMemoryStore } from '../backend/memory-store.js'
import { isCountry } from '../backend/phone.js'
import { toCallSettings, type CallSettings } from './calls/call-settings.js'
import { openData, type Data } from './data/data.js'
import { FolderTaken, makeWhole } from './data/folder.js'
import { toMailSettings, type MailSettings } from './mail/mail-settings.js'
import { isOrigin } from './origins.js'
import { checkProduction } from './production.js'
import { parseProxies } from './proxies.js'
import { WrongSetting } from './wrong-setting.js'

/** What the environment says, checked. */
export interface Settings {
  /** For the public: nothing of the demo, nothing that everybody knows. */
  isProduction: boolean
  port: number
  host: string
  /** Folder of the embedded database; undefined when everything stays in memory. */
  data: string | undefined
  origins: readonly string[] | undefined
  url: string | undefined
  /** Addresses and networks of the proxies in front. */
  proxies: readonly string[]
  /** Header in which they say where a visitor is. */
  countryHeader: string | undefined
  metricsKey: string | undefined
  /** Countries that callbacks are dialled in, by ISO 3166; undefined: all. */
  countries: readonly string[] | undefined
  /** Days until nothing of somebody is left; undefined: for ever. */
  retentionDays: number | undefined
  mail: MailSettings
  calls: CallSettings
  deskKey: string
  secret: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the environment; makes the data folder if there is none.
 * @throws {WrongSetting}
 */
export const readSettings = (env: Environment): Settings => {
  const isProduction = env.NODE_ENV === 'production'
  const origins = toOrigins(env.ZVONEK_ORIGINS)
  const checked = {
    isProduction,
    port: toPort(env.PORT),
    host: env.HOST || '127.0.0.1',
    // Pages of this machine are nothing special on a machine of the public.
    origins: isProduction ? (origins ?? []) : origins,
    url: toUrl(env.ZVONEK_URL),
    proxies: toProxies(env.ZVONEK_PROXIES),
    countryHeader: toCountryHeader(env),
    metricsKey: toMetricsKey(env.ZVONEK_METRICS_KEY),
    countries: toCountries(env.ZVONEK_COUNTRIES),
    retentionDays: toDays(env.ZVONEK_RETENTION_DAYS),
    mail: toMailSettings(env),
    calls: toCallSettings(env),
    deskKey: env.ZVONEK_DESK_KEY || randomBytes(9).toString('base64url'),
  }
  const folder = toFolder(env)
  if (isProduction) checkProduction({ ...checked, folder, secret: env.ZVONEK_SECRET })
  // Last: nothing is made on a disk for settings that are wrong.
  const data = folder === undefined ? undefined : makeFolder(folder)
  return { ...checked, data, secret: env.ZVONEK_SECRET || keptSecret(data) }
}

/**
 * Opens what the settings name: everything in the data folder, or a store in memory.
 * @throws {WrongSetting}
 */
export const openKept = ({ data: folder, secret }: Settings): { store: Store; data?: Omit<Data, 'store'> } => {
  if (folder === undefined) return { store: createMemoryStore(randomBytes(6).toString('base64url')) }
  const { store, ...data } = usable(folder, () => openData({ folder, secret, now: Date.now }))
  return { store, data }
}

/** @throws {WrongSetting} */
export const toPort = (given: string | undefined): number => {
  const port = Number(given || 4880)
  if (/^\d+$/.test(given || '4880') && port <= 65_535) return port
  throw new WrongSetting(`PORT must be a whole number from 0 to 65535, not “${given}”.`)
}

/** Folder that the environment names; undefined when nothing is kept. @throws {WrongSetting} */
export const toFolder = ({ ZVONEK_STORE: store, ZVONEK_DATA: data }: Environment): string | undefined => {
  if (store === 'memory:') return undefined
  if (store && store !== 'sqlite:')
    throw new WrongSetting(`ZVONEK_STORE must be “sqlite:” or “memory:”, not “${store}”.`)
  return data || '.data'
}

/** @throws {WrongSetting} */
export const makeFolder = (folder: string): string =>
  usable(folder, () => {
    makeWhole(folder)
    return folder
  })

const usable = <T>(folder: string, use: () => T): T => {
  try {
    return use()
  } catch (error) {
    // Its own sentence says more than that the folder is of no use.
    if (isTold(error)) throw new WrongSetting(error.message)
    throw new WrongSetting(
      `The data folder “${folder}” cannot be used (set ZVONEK_DATA to another): ${messageOf(error)}`,
    )
  }
}

const toOrigins = (given: string | undefined): string[] | undefined => {
  const origins = given?.split(',').flatMap(one => one.trim() || [])
  for (const one of origins ?? [])
    if (!isOrigin(one))
      throw new WrongSetting(
        `ZVONEK_ORIGINS must hold origins such as https://shop.example, separated by commas: “${one}” is none.`,
      )
  return origins?.length ? origins : undefined
}

/** @throws {WrongSetting} */
const toDays = (given: string | undefined): number | undefined => {
  if (!given) return undefined
  const days = Number(given)
  if (/^\d{1,6}$/.test(given) && days > 0) return days
  throw new WrongSetting(`ZVONEK_RETENTION_DAYS must be a whole number of days, from 1 to 999999, not “${given}”.`)
}

/** @throws {WrongSetting} */
const toCountries = (given: string | undefined): string[] | undefined => {
  const countries = (given ?? '').split(/[\s,]+/).filter(Boolean)
  for (const one of countries)
    if (!isCountry(one))
      throw new WrongSetting(`ZVONEK_COUNTRIES must hold countries by two letters, such as CZ SK: “${one}” is none.`)
  return countries.length ? countries : undefined
}

const toProxies = (given: string | undefined): string[] => {
  try {
    return parseProxies(given ?? '')
  } catch (error) {
    throw new WrongSetting(
      `ZVONEK_PROXIES must hold addresses or networks such as 127.0.0.1 or 10.0.0.0/8, separated by commas: “${messageOf(error)}” is none.`,
    )
  }
}

/** @throws {WrongSetting} */
const toCountryHeader = ({ ZVONEK_COUNTRY_HEADER: name, ZVONEK_PROXIES: proxies }: Environment): string | undefined => {
  if (!name) return undefined
  if (!/^[\w-]{1,64}$/.test(name))
    throw new WrongSetting(`ZVONEK_COUNTRY_HEADER must be the name of a header such as CF-IPCountry, not “${name}”.`)
  // Whoever asks could say where they are, and be believed.
  if (!proxies) throw new WrongSetting('ZVONEK_COUNTRY_HEADER is set, and ZVONEK_PROXIES is missing: who may say it.')
  return name
}

/** What does not fit into a header would open nothing. @throws {WrongSetting} */
const toMetricsKey = (given: string | undefined): string | undefined => {
  if (!given || /^[\x21-\x7e]+$/.test(given)) return given || undefined
  throw new WrongSetting('ZVONEK_METRICS_KEY must be of letters, digits and signs of ASCII, without spaces.')
}

/** Public address that the environment names. @throws {WrongSetting} */
export const toUrl = (given: string | undefined): string | undefined => {
  if (!given) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  const { protocol = '', origin = '', href = '', username = '', password = '' } = url ?? {}
  if (/^https?:$/.test(protocol) && href === `${origin}/`) return origin
  // A password is nobody's to read.
  const wrong = username || password ? 'one with a name or a password' : `“${given}”`
  throw new WrongSetting(`ZVONEK_URL must be an address such as https://help.example.com, not ${wrong}.`)
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

const isTold = (error: unknown): error is Error =>
  error instanceof FolderTaken || error instanceof StoreUnusable || error instanceof StoreUnavailable

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
