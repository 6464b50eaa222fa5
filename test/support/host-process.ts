import { join } from 'node:path'
import { startChild } from './child.js'
import type { HostOptions, HostStat } from './host-main.js'

export interface HostProcess {
  readonly url: string
  readonly port: number
  readonly deskKey: string
  /** How it is, after it has collected its garbage. */
  stat(): Promise<HostStat>
  dispose(): Promise<void>
}

/** The real server in a process of its own that tells how it is: for load, where the one of `npm start` has no mouth. */
export const createHostProcess = async (options: Omit<HostOptions, 'deskKey'> = {}): Promise<HostProcess> => {
  const deskKey = 'load'
  const child = await startChild<'stat'>(join('test', 'support', 'host-main.ts'), {
    args: [JSON.stringify({ ...options, deskKey })],
    execArgv: ['--expose-gc'],
  })
  const port = child.ready as number
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    deskKey,
    stat: () => child.ask<HostStat>('stat'),
    dispose: child.dispose,
  }
}
