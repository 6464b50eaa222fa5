import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from './bundle.js'
import { freePort } from './free-port.js'

/*
 * The real server as a process of its own, bundled from the sources, so that a test may kill it like a power cut and
 * start it again on the same data.
 */

export interface ServerProcess {
  readonly url: string
  readonly port: number
  /** Of the present life. */
  readonly pid: number
  /** Folder of its database. */
  readonly data: string
  readonly deskKey: string
  /** How often it was killed. */
  readonly kills: number
  /** SIGKILL: it learns nothing of it. Resolves once it is gone. */
  kill(): Promise<void>
  /** Resolves once it answers. */
  start(): Promise<void>
  /** Asks it to end, and waits. The data stay. */
  end(): Promise<void>
  /** Kills it and removes its data. */
  dispose(): Promise<void>
}

const DESK_KEY = 'chaos'

/** A running server on a free port with a data folder of its own. */
export const createServerProcess = async (): Promise<ServerProcess> => {
  const file = await bundle(join('demo', 'server', 'main.ts'))
  const data = await mkdtemp(join(tmpdir(), 'zvonek-data-'))
  const port = await freePort()
  const env = { ...process.env, PORT: String(port), ZVONEK_DATA: data, ZVONEK_DESK_KEY: DESK_KEY }
  let child: ChildProcess | undefined
  let kills = 0

  const start = async () => {
    child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    await isReady(child)
  }
  const signal = async (name: 'SIGKILL' | 'SIGTERM') => {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null) return
    const gone = new Promise(resolve => ending.once('exit', resolve))
    ending.kill(name)
    await gone
  }
  const server: ServerProcess = {
    url: `http://127.0.0.1:${port}`,
    port,
    get pid() {
      return child?.pid ?? 0
    },
    data,
    deskKey: DESK_KEY,
    get kills() {
      return kills
    },
    kill: async () => {
      await signal('SIGKILL')
      kills++
    },
    start,
    end: () => signal('SIGTERM'),
    dispose: async () => {
      await signal('SIGKILL')
      await Promise.all([rm(data, { recursive: true, force: true }), rm(file, { force: true })])
    },
  }
  await start()
  return server
}

/** Resolves at its first line, which it prints when it listens; what it has to say before an early end is the reason. */
const isReady = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
    child.stdout?.on('data', () => resolve())
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
