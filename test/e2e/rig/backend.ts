import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../support/free-port.js'

const MAIN = 'dist/demo/server/main.js'
const CLI = 'dist/demo/server/cli.js'
const KEY = 'e2e-desk-key'

/** Where the backend runs: in the server, or in the QA page, which then takes only files from the server. */
export type Mode = 'server' | 'page'

/** The reference backend as `npm start` runs it, with a database of its own. */
export interface Backend {
  /** As printed: no slash at the end. */
  readonly url: string
  /** Of its process, while it runs. */
  readonly pid: number | undefined
  readonly deskKey: string
  /** What it has said so far. */
  readonly said: string
  /** Address of the QA page. */
  readonly qa: string
  /** Address of an operator's desk, key included. */
  desk(operator: string): string
  /** Resolves once it answers; on the same port and the same data as before. */
  start(): Promise<void>
  /** Runs a command such as `channel add …` on its data; gives what it says. */
  command(...args: string[]): Promise<string>
  /** SIGKILL: no last word, no tidying up. */
  kill(): Promise<void>
  /** SIGTERM, as Ctrl-C does it. Resolves with the exit code. */
  stop(): Promise<number | null>
  /** Stops it and removes its data. */
  dispose(): Promise<void>
}

/** @param env beside the contract's defaults, such as ZVONEK_ORIGINS. */
export const createBackend = async (
  env: Readonly<Record<string, string>> = {},
  mode: Mode = 'server',
): Promise<Backend> => {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: npm run build first.`)
  const port = await freePort()
  const data = await mkdtemp(join(tmpdir(), 'zvonek-e2e-'))
  let child: ChildProcess | undefined
  let said = ''

  const end = async (signal: NodeJS.Signals) => {
    const mine = child
    child = undefined
    if (mine?.exitCode !== null || mine.signalCode) return mine?.exitCode ?? null
    const exit = once(mine, 'exit')
    mine.kill(signal)
    const [code] = (await exit) as [number | null]
    return code
  }
  const start = async () => {
    const mine = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, PORT: `${port}`, ZVONEK_DATA: data, ZVONEK_DESK_KEY: KEY, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = mine
    await new Promise<void>((resolve, reject) => {
      const from = said.length
      const hear = (chunk: Buffer) => {
        said += chunk.toString()
        if (said.indexOf('/zvonek.js', from) > 0) resolve()
      }
      mine.stdout.on('data', hear)
      mine.stderr.on('data', hear)
      mine.once('exit', code =>
        reject(new Error(`The server ended with ${code} before it printed its addresses:\n${said}`)),
      )
    })
  }

  const url = `http://localhost:${port}`
  return {
    url,
    qa: mode === 'page' ? `${url}/?backend=page` : `${url}/`,
    get pid() {
      return child?.pid
    },
    deskKey: KEY,
    get said() {
      return said
    },
    desk: operator =>
      mode === 'page'
        ? `${url}/desk/?backend=page&operator=${operator}`
        : `${url}/desk/#key=${KEY}&operator=${operator}`,
    start,
    command: async (...args) => {
      const around = { PATH: process.env.PATH, PORT: `${port}`, ZVONEK_DATA: data, ...env }
      return (await promisify(execFile)(process.execPath, [CLI, ...args], { env: around })).stdout
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    dispose: async () => {
      await end('SIGTERM')
      await rm(data, { recursive: true })
    },
  }
}
