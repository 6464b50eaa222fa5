import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openData } from '../../../demo/server/data/data.js'
import { createPasswords } from '../../../demo/server/door/passwords.js'
import type { Environment } from '../../../demo/server/settings.js'
import { operatorCommand } from '../../../demo/server/cli/operator.js'
import { widgetCommand } from '../../../demo/server/cli/widget.js'
import type { Command } from '../../../demo/server/cli/command.js'
import type { ServerOptions } from '../../../demo/server/server.js'
import { firstWidgets } from '../../../demo/server/widgets.js'
import { Readable, Writable } from 'node:stream'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { startServer, type Served } from '../backend/served.js'

/** Hashing that costs next to nothing; what it costs for real is measured once, in passwords.test.ts. */
export const quickPasswords = createPasswords({ ln: 4, r: 8, p: 1 })

export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'zvonek-real-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

export interface RealServer extends Served {
  folder: string
  /** Lets time pass for the server. */
  pass(ms: number): Promise<void>
  /** Runs `npm run operator -- …` or `widget` beside it; gives what it says. */
  operator(...args: string[]): Promise<string>
  widget(...args: string[]): Promise<string>
  /** The hash that is kept. */
  passwordOf(operator: string): string
  /** Signs in by password. */
  enter(operator: string, password: string, from?: Record<string, string>): Promise<Response>
}

interface Given extends Partial<ServerOptions> {
  folder?: string
  /** In the place of the store's. */
  probe?(): Promise<void>
}

/** A server with a data folder, as the public has it, on a clock of the test. */
export const startRealServer = async (given: Given = {}): Promise<RealServer> => {
  const { folder = newFolder(), probe, ...options } = given
  const virtual = createVirtualClock()
  const { store, ...data } = openData({ folder, secret: 's'.repeat(32), now: virtual.clock.now })
  const served = await startServer({
    store: { ...store, ...(probe && { probe }) },
    data,
    operators: [],
    widgets: firstWidgets,
    clock: virtual.clock,
    passwords: quickPasswords,
    proxies: ['127.0.0.1'],
    ...options,
  })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= served.close())
  onTestFinished(close)
  return {
    ...served,
    close,
    folder,
    pass: ms => virtual.pass(ms),
    operator: (...args) => run(operatorCommand(quickPasswords), args, { folder }),
    widget: (...args) => run(widgetCommand, args, { folder }),
    passwordOf: id => data.directory.operator(id)?.password ?? '',
    enter: (operator, password, from = {}) => served.post('/v1/desk/login', { operator, password }, from),
  }
}

interface Typed {
  folder: string
  /** What is piped in. */
  input?: string
  env?: Environment
}

/** Runs a command as `npm run` does it; the first argument behind `--password` is what is piped in. */
export const run = async (command: Command, args: string[], { folder, input, env }: Typed): Promise<string> => {
  const at = args.indexOf('--password')
  const typed = at < 0 ? input : args.splice(at, 2)[1]
  const said: string[] = []
  await command(args, {
    env: { ZVONEK_DATA: folder, ...env },
    input: Readable.from(typed === undefined ? [] : [`${typed}\n`]),
    questions: new Writable({ write: (_chunk, _encoding, done) => done() }),
    say: line => said.push(line),
  })
  return said.join('\n')
}
