import { existsSync } from 'node:fs'
import { demoOperators } from '../../../demo/backend/demo-site.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Letter } from '../../../demo/protocol/desk.js'
import { createServer, type RunningServer, type ServerOptions } from '../../../demo/server/server.js'
import { demoWidgets } from '../../../demo/server/widgets.js'
import type { Clock } from '../../../src/protocol/ports.js'
import { createMovableClock } from '../../support/movable-clock.js'
import type { Backend } from './backend.js'

const KEY = 'e2e-desk-key'

/** The reference server inside the test, so that half an hour there can pass in no time. Pages keep the real time. */
export interface TimedBackend extends Backend {
  /** Lets so much time (ms) pass at the server. */
  pass(ms: number): void
  /** Every letter that has been taken, as often as it was. */
  letters(): Promise<Letter[]>
}

interface Time {
  clock: Clock
  /** Moves it on by `ms`. */
  leap(ms: number): void
}

/** On the built pages and a store that lasts as long as the test. */
export const createTimedBackend = async (
  { clock, leap }: Time = createMovableClock(),
  { widgets = demoWidgets, ...more }: Partial<Pick<ServerOptions, 'groups' | 'widgets' | 'mailer'>> = {},
): Promise<TimedBackend> => {
  if (!existsSync('dist/zvonek.js')) throw new Error('dist/zvonek.js is missing: npm run build first.')
  const store = createMemoryStore('site')
  const said: string[] = []
  let server: RunningServer | undefined
  let port = 0

  const start = async () => {
    server = await createServer({
      store,
      clock,
      port,
      operators: demoOperators,
      widgets,
      ...more,
      dist: 'dist',
      version: '0.0.0',
      deskKey: KEY,
      secret: 'signs cookies',
      host: '127.0.0.1',
      log: (...line) => said.push(line.join(' ')),
    })
    ;({ port } = server)
  }
  const stop = async () => {
    await server?.close()
    server = undefined
    return 0
  }
  await start()
  const url = `http://localhost:${port}`
  return {
    url,
    qa: `${url}/`,
    pid: process.pid,
    deskKey: KEY,
    get said() {
      return said.join('\n')
    },
    desk: operator => `${url}/desk/#key=${KEY}&operator=${operator}`,
    pass: leap,
    letters: async () =>
      (await store.rows(0, Infinity)).flatMap(({ change }) => (change.type === 'letter.added' ? change.letter : [])),
    start,
    command: () => Promise.reject(new Error('its store is in memory: commands have nothing to change')),
    stop,
    kill: async () => void (await stop()),
    dispose: async () => void (await stop()),
  }
}
