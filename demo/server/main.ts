import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { StoreUnusable } from '../backend/store.js'
import type { Log } from '../../src/protocol/ports.js'
import { demoOperators } from '../backend/demo-site.js'
import { createServer, type RunningServer } from './server.js'
import { openStore, readSettings, WrongSetting, type Settings } from './settings.js'
import { demoWidgets } from './widgets.js'

/** `npm start`: the reference backend with its pages, by the environment of README. */

const start = async () => {
  const settings = readSettings(process.env)
  // Built, this file is dist/demo/server/main.js.
  const dist = fileURLToPath(new URL('../../', import.meta.url))
  const { version } = JSON.parse(readFileSync(`${dist}/../package.json`, 'utf8')) as { version: string }
  const store = openStore(settings)
  const demo = { operators: demoOperators, widgets: demoWidgets, isDemo: settings.url === undefined }
  const server = await createServer({ ...settings, ...demo, store, dist, version, log })
  for (const line of addresses(settings, server.port)) console.log(line)
  onSignal(server)
}

const addresses = ({ url, deskKey }: Settings, port: number) => {
  const base = url ?? `http://localhost:${port}`
  const desk = (operator: string) => `${base}/desk/#key=${deskKey}&operator=${operator}`
  return [
    `QA page   ${base}/`,
    ...demoOperators.map(({ id, name }) => `Desk      ${desk(id)}   (${name})`),
    `Script    ${base}/zvonek.js?widget=main`,
  ]
}

/** Ids and codes only; never words, tokens or addresses of visitors. */
const log: Log = (level, code, detail) => console.error(`${level} ${code}${detail === undefined ? '' : ` ${detail}`}`)

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
  if (error instanceof WrongSetting || error instanceof StoreUnusable) return error.message
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE') return `Port ${port} is taken: end what uses it, or choose another with PORT=4881.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user: choose another with PORT=4880.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST “${address ?? process.env.HOST}” is no address of this machine.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

start().catch(fail)
