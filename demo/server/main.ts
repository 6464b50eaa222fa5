import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StoreUnavailable, StoreUnusable } from '../backend/store.js'
import { demoOperators } from '../backend/demo-site.js'
import { createMeans } from './calls/means.js'
import { linesFor } from './first-lines.js'
import { readKeys } from './identity/keys.js'
import { keepChunks } from './kept-chunks.js'
import { createLog } from './log.js'
import { createMailer } from './mail/mailer.js'
import { loadVerifier } from './verifier.js'
import { createServer, type RunningServer } from './server.js'
import { openKept, readSettings, type Environment, type Settings } from './settings.js'
import { demoWidgets, firstWidgets } from './widgets.js'
import { WrongSetting } from './wrong-setting.js'

/** `npm start`: the reference backend with its pages, by the environment of README. */

const start = async () => {
  // What it makes is for its owner only.
  process.umask(0o077)
  // Nothing is made on a disk for settings that are wrong.
  const checks = await readChecks(process.env)
  const settings = readSettings(process.env)
  // Built, this file is dist/demo/server/main.js.
  const dist = fileURLToPath(new URL('../../', import.meta.url))
  const { version } = JSON.parse(readFileSync(`${dist}/../package.json`, 'utf8')) as { version: string }
  const { store, data } = openKept(settings)
  const kept = settings.isProduction && settings.data ? join(settings.data, 'chunks') : undefined
  if (kept) await keepChunks({ dist, folder: kept, version, now: Date.now })
  const mailer = createMailer(settings.mail, settings.data, settings.url)
  const means = createMeans(settings.calls)
  const parts = { ...partsFor(settings), ...checks, mailer, means, dist, kept, version, log }
  const server = await createServer({ ...settings, ...parts, store, data })
  for (const line of linesFor(settings, { port: server.port, data })) console.log(line)
  onSignal(server)
}

const readChecks = async ({ ZVONEK_CHECK: check, ZVONEK_IDENTITY_KEYS: keys }: Environment) => ({
  verify: await loadVerifier(check),
  identityKeys: keys ? await readKeys(keys) : undefined,
})

/** The demo's people and widgets belong to no server of the public. */
const partsFor = ({ isProduction, url, proxies }: Settings) =>
  isProduction
    ? { operators: [], widgets: firstWidgets, isDemo: false }
    : { operators: demoOperators, widgets: demoWidgets, isDemo: url === undefined && !proxies.length }

/** Ids and codes only; never words, tokens or addresses of visitors. */
const log = createLog(line => console.error(line))

/** The first signal asks, the second insists. */
const onSignal = (server: RunningServer) => {
  let asked = false
  const stop = () => {
    if (asked) process.exit(1)
    asked = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
}

const fail = (error: unknown) => {
  console.error(sentence(error))
  process.exit(1)
}

const sentence = (error: unknown) => {
  if (error instanceof WrongSetting || error instanceof StoreUnusable || error instanceof StoreUnavailable)
    return error.message
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE') return `Port ${port} is taken: end what uses it, or choose another with PORT=4881.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user: choose another with PORT=4880.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST “${address ?? process.env.HOST}” is no address of this machine.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

start().catch(fail)
