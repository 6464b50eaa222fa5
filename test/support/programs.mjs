import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']

/** Path of a program on this machine; undefined if there is none. */
export const findProgram = name => FOLDERS.map(folder => join(folder, name)).find(isProgram)

/**
 * The same, and installs Debian's package, by default of that name, when there is none and it may.
 * @throws {Error} that says what to do.
 */
export const ensureProgram = (name, debian = name) => {
  const found = findProgram(name)
  if (found) return found
  aptInstall([debian], `No ${name} found. Install it (Debian: apt-get install ${debian}).`)
  const installed = findProgram(name)
  if (installed) return installed
  throw new Error(`apt-get installed ${debian}, but ${name} is not in PATH.`)
}

/**
 * Installs packages of Debian, and starts no service of theirs.
 * @throws {Error} with `advice`, where that is not possible.
 */
export const aptInstall = (packages, advice) => {
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) throw new Error(advice)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]])
    execFileSync('apt-get', args, { stdio: 'inherit', env })
}

export const isProgram = path => {
  try {
    accessSync(path ?? '', constants.X_OK)
    return true
  } catch {
    return false
  }
}
