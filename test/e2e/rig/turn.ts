import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../support/free-port.js'
import { ensureProgram } from '../../support/programs.mjs'
import { blocksOf } from '../../support/readme-section.js'
import { createTurnClient } from './turn-client.js'

/** A real coturn on this machine, with README's own settings. */
export interface Turn {
  readonly port: number
  readonly secret: string
  /** What it has said so far. */
  readonly said: string
  close(): Promise<void>
}

/** @param inside whether it relays to this very machine, where the other side of a test is: README's settings forbid it. */
export const startTurn = async ({ inside = true } = {}): Promise<Turn> => {
  const program = ensureProgram('turnserver', 'coturn')
  const root = mkdtempSync(join(tmpdir(), 'zvonek-turn-'))
  const port = await freePort()
  const secret = 'only of this test'
  const conf = join(root, 'turnserver.conf')
  writeFileSync(conf, settings({ port, secret, root, inside }))
  const child = spawn(program, ['-c', conf], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const hear = (chunk: Buffer) => void (said += chunk.toString())
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`coturn ended with ${String(code)}:\n${said}`)
  })
  const client = createTurnClient(port)
  const up = async () => {
    while (!(await client.isThere()));
    await client.close()
  }
  await Promise.race([up(), ended])
  return {
    port,
    secret,
    get said() {
      return said
    },
    close: async () => {
      ended.catch(() => {})
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
      rmSync(root, { recursive: true })
    },
  }
}

interface Here {
  port: number
  secret: string
  root: string
  inside: boolean
}

/** README's settings, with what is of this machine in the place of what is of theirs. */
const settings = ({ port, secret, root, inside }: Here): string => {
  const [block] = blocksOf(readFileSync('README.md', 'utf8'), 'A relay for calls').filter(
    one => one.language === 'conf',
  )
  if (!block) throw new Error('README has no settings of coturn.')
  const put: Record<string, string> = { 'listening-port': `${port}`, 'static-auth-secret': secret }
  const lines = block.text
    .split('\n')
    .filter(line => !/^(external-ip|cert|pkey|tls-listening-port|syslog)\b/.test(line))
    .map(line => {
      const [key = ''] = line.split('=')
      return key in put ? `${key}=${put[key]}` : line
    })
  const here = [
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    'no-tls',
    'no-dtls',
    'log-file=stdout',
    'simple-log',
    'verbose',
  ]
  const ours = inside ? ['allow-loopback-peers', 'allowed-peer-ip=127.0.0.1'] : []
  return [...lines, ...here, ...ours, `pidfile=${root}/pid`, `userdb=${root}/turndb`, ''].join('\n')
}
