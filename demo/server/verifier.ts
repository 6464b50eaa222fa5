import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Verify } from '../backend/verify.js'
import { WrongSetting } from './wrong-setting.js'

/** A service that does not answer within so long (ms) has not said yes. */
const PATIENCE = 10_000

/**
 * The site's own verifier: a module whose function “verify” says whether a token is good.
 * @throws {WrongSetting} when it cannot be had.
 */
export const loadVerifier = async (file: string | undefined): Promise<Verify | undefined> => {
  if (!file) return undefined
  const module = (await import(pathToFileURL(resolve(file)).href).catch((error: unknown) => {
    throw new WrongSetting(`ZVONEK_CHECK names “${file}”, which cannot be loaded: ${String(error)}`)
  })) as { verify?: unknown }
  const verify = module.verify as Verify | undefined
  if (typeof verify !== 'function')
    throw new WrongSetting(`ZVONEK_CHECK names “${file}”, which exports no function “verify”.`)
  return (token, about) => within(PATIENCE, verify(token, about)).then(good => good === true)
}

const within = async <T>(ms: number, done: Promise<T>): Promise<T> => {
  let late: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('late')), ms)
  })
  try {
    return await Promise.race([done, over])
  } finally {
    clearTimeout(late)
  }
}
