import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../support/free-port.js'
import { ensureProgram, findProgram } from '../../support/programs.mjs'
import { blocksOf } from '../../support/readme-section.js'
import { listen } from './listen.js'

const run = promisify(execFile)

/**
 * A server installed as README’s “Running it for real” says, line by line, below a folder of the test: its paths stand for
 * those of the machine, and `systemctl`, `git` and what is built already are played by stand-ins.
 */
export interface Installation {
  readonly root: string
  /** Port where the server listens, behind the proxy. */
  readonly port: number
  readonly certificate: { pem: string; key: string }
  /** A block of the section, with the paths of this installation. */
  block(language: string, nth?: number): string
  /** Runs the lines of a block of shell; gives what they say. */
  sh(text: string): Promise<string>
  /** What the stand-ins were asked for. */
  readonly asked: readonly string[]
  /** What the server has said so far. */
  said(): string
  kill(): Promise<void>
  start(): Promise<void>
  dispose(): Promise<void>
}

export const createInstallation = async (): Promise<Installation> => {
  if (!existsSync('dist/demo/server/main.js')) throw new Error('Nothing is built: npm run build first.')
  const root = mkdtempSync(join(tmpdir(), 'zvonek-real-'))
  const port = await freePort()
  for (const folder of ['backups', 'bin', 'data']) mkdirSync(join(root, folder))
  const certificate = await makeCertificate(root)
  const blocks = blocksOf(readFileSync('README.md', 'utf8'), 'Running it for real')
  const here = (text: string) =>
    text
      .replaceAll('/etc/zvonek.env', join(root, 'zvonek.env'))
      .replaceAll('/var/lib/zvonek', join(root, 'data'))
      .replaceAll('/var/backups', join(root, 'backups'))
      .replaceAll('/opt/zvonek', process.cwd())
      .replaceAll('/etc/ssl/help.example.com.pem', certificate.pem)
      .replaceAll('/etc/ssl/help.example.com.key', certificate.key)
      .replaceAll('/usr/bin/node', process.execPath)
      .replaceAll('127.0.0.1:4880', `127.0.0.1:${port}`)
  const block: Installation['block'] = (language, nth = 0) => {
    const found = blocks.filter(one => one.language === language)[nth]
    if (!found) throw new Error(`README has no ${nth + 1}. block of ${language} there.`)
    return here(found.text)
  }
  const service = createService({ root, port, unit: block('ini') })
  const asked: string[] = []
  const control = await createControl(async words => {
    asked.push(words)
    if (words === 'systemctl stop zvonek') await service.stop('SIGTERM')
    if (words === 'systemctl start zvonek') await service.start()
  })
  makeStandIns(join(root, 'bin'), control.url)

  return {
    root,
    port,
    certificate,
    block,
    asked,
    said: service.said,
    start: service.start,
    kill: () => service.stop('SIGKILL'),
    sh: async text => {
      const env = { ...readEnvironment(join(root, 'zvonek.env')), HOME: root, PATH: `${root}/bin:${process.env.PATH}` }
      const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', text], { env }).catch(
        (error: Error & { stderr?: string }) => {
          throw new Error(`${text}\n${error.message}\n${error.stderr}`)
        },
      )
      return stdout
    },
    dispose: async () => {
      await service.stop('SIGTERM')
      await control.close()
      rmSync(root, { recursive: true })
    },
  }
}

const makeCertificate = async (root: string) => {
  const [pem, key] = [join(root, 'cert.pem'), join(root, 'cert.key')]
  const names = 'subjectAltName=DNS:help.example.com,DNS:shop.example'
  await run(ensureProgram('openssl'), [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=help.example.com'],
    ...['-addext', names, '-out', pem, '-keyout', key],
  ])
  return { pem, key }
}

/** What systemd makes of the unit: its program, with the environment of its file and nothing else. */
const createService = ({ root, port, unit }: { root: string; port: number; unit: string }) => {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? ''
  let child: ChildProcess | undefined
  let said = ''
  return {
    said: () => said,
    start: async () => {
      const [program = '', ...args] = value('ExecStart').split(' ')
      const env = { ...readEnvironment(value('EnvironmentFile')), PORT: String(port) }
      const mine = spawn(program, args, { cwd: value('WorkingDirectory'), env, stdio: ['ignore', 'pipe', 'pipe'] })
      child = mine
      const from = said.length
      await new Promise<void>((resolve, reject) => {
        const hear = (chunk: Buffer) => {
          said += chunk.toString()
          if (said.indexOf('Script ', from) > 0) resolve()
        }
        mine.stdout.on('data', hear)
        mine.stderr.on('data', hear)
        mine.once('exit', code => reject(new Error(`The server in ${root} ended with ${code}:\n${said}`)))
      })
    },
    stop: async (signal: NodeJS.Signals) => {
      const mine = child
      child = undefined
      if (!mine || mine.exitCode !== null || mine.signalCode) return
      const gone = once(mine, 'exit')
      mine.kill(signal)
      await gone
    },
  }
}

const readEnvironment = (file: string): Record<string, string> =>
  existsSync(file)
    ? Object.fromEntries(
        readFileSync(file, 'utf8')
          .split('\n')
          .filter(line => line.includes('='))
          .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      )
    : {}

/** Where the stand-ins say what they were asked for. */
const createControl = async (hear: (words: string) => Promise<void>) => {
  const onRequest = ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    hear(decodeURIComponent(url.slice(1))).then(
      () => response.end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }
  return listen(onRequest)
}

const makeStandIns = (folder: string, control: string) => {
  const tell = join(folder, 'tell.mjs')
  writeFileSync(
    tell,
    `const answer = await fetch('${control}/' + encodeURIComponent(process.argv.slice(2).join(' ')))\n` +
      'if (!answer.ok) { console.error(await answer.text()); process.exitCode = 1 }\n',
  )
  const write = (name: string, script: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  for (const name of ['systemctl', 'git']) write(name, `exec "${process.execPath}" "${tell}" ${name} "$@"`)
  write(
    'npm',
    `case "$*" in ci|"run build") exec "${process.execPath}" "${tell}" npm "$@";; esac\nexec "${findProgram('npm')}" "$@"`,
  )
}
