import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, type ClientHttp2Session } from 'node:http2'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { join } from 'node:path'
import { freePort } from '../../support/free-port.js'
import { ensureProgram } from '../../support/programs.mjs'
import type { Installation } from './installation.js'

/** A proxy with TLS and HTTP/2 in front of an installation, with README’s own settings. */
export interface Proxy {
  /** Where `https://help.example.com` is here. */
  readonly port: number
  /** Where a proxy listens that was told nothing but where the demo is; 0 without one. */
  readonly barePort: number
  /** Where a proxy listens that keeps what it gets until it is worth sending; 0 without one. */
  readonly hoardingPort: number
  close(): Promise<void>
}

interface Behind {
  installation: Installation
  /** Where the pages of `https://shop.example` are. */
  shop: string
  /** Port of a demo server, for the proxy that was told nothing. */
  demoPort: number
}

export const startNginx = async ({ installation, shop, demoPort }: Behind): Promise<Proxy> => {
  const { root, certificate, block } = installation
  const [port, barePort, hoardingPort] = [await freePort(), await freePort(), await freePort()]
  const listening = (conf: string) => conf.replace(/listen 443\b/, `listen 127.0.0.1:${port}`)
  const help = listening(block('nginx'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${root}/t-${name};`,
  )
  const conf = join(root, 'nginx.conf')
  writeFileSync(
    conf,
    `daemon off; pid ${root}/nginx.pid; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
     events { worker_connections 512; }
     http { access_log off; ${temporary.join(' ')}
       ${help}
       server { listen 127.0.0.1:${port} ssl http2; server_name shop.example;
         ssl_certificate ${certificate.pem}; ssl_certificate_key ${certificate.key};
         location / { proxy_pass ${shop}; } }
       server { listen 127.0.0.1:${barePort}; location / { proxy_pass http://127.0.0.1:${demoPort}; } }
       server { listen 127.0.0.1:${hoardingPort}; location / { proxy_ignore_headers X-Accel-Buffering;
         proxy_pass http://127.0.0.1:${installation.port}; } } }`,
  )
  const child = spawn(ensureProgram('nginx'), ['-c', conf, '-e', join(root, 'nginx.log')], { stdio: 'inherit' })
  return { ...(await untilUp({ child, port })), barePort, hoardingPort }
}

export const startCaddy = async ({ installation }: Pick<Behind, 'installation'>): Promise<Proxy> => {
  const { root, certificate, block } = installation
  const port = await freePort()
  const site = block('caddy').replace(
    'help.example.com {',
    `https://help.example.com:${port} {\n  bind 127.0.0.1\n  tls ${certificate.pem} ${certificate.key}`,
  )
  const conf = join(root, 'Caddyfile')
  writeFileSync(conf, `{\n  admin off\n  auto_https off\n}\n${site}`)
  const env = { ...process.env, HOME: root, XDG_DATA_HOME: root, XDG_CONFIG_HOME: root }
  const child = spawn(ensureProgram('caddy'), ['run', '--config', conf, '--adapter', 'caddyfile'], {
    env,
    stdio: 'ignore',
  })
  return { ...(await untilUp({ child, port })), barePort: 0, hoardingPort: 0 }
}

/** Resolves once the port answers; each attempt ends by itself. */
const untilUp = async ({ child, port }: { child: ReturnType<typeof spawn>; port: number }) => {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The proxy ended with ${String(code)}.`)
  })
  const up = async () => {
    for (;;) {
      const socket = connectTls({ host: '127.0.0.1', port, servername: 'help.example.com', rejectUnauthorized: false })
      const isUp = await new Promise<boolean>(resolve =>
        socket.once('secureConnect', () => resolve(true)).once('error', () => resolve(false)),
      )
      socket.destroy()
      if (isUp) return
    }
  }
  await Promise.race([up(), ended])
  return {
    port,
    close: async () => {
      ended.catch(() => {})
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** One connection of HTTP/2, from an address of this machine. */
export const connectTo = (
  { port }: Pick<Proxy, 'port'>,
  { ca, from = '127.0.0.1' }: { ca: Buffer; from?: string },
): ClientHttp2Session =>
  connect('https://help.example.com', {
    createConnection: () =>
      connectTls({
        socket: connectTcp({ host: '127.0.0.1', port, localAddress: from }),
        servername: 'help.example.com',
        ca,
        ALPNProtocols: ['h2'],
      }),
  })

export interface Answer {
  status: number
  headers: Record<string, unknown>
  /** The next piece as it arrives. */
  chunk(): Promise<string>
  /** All of it. */
  text(): Promise<string>
  close(): void
}

/** One request over an open connection. */
export const ask = async (session: ClientHttp2Session, path: string, given: Asking = {}): Promise<Answer> => {
  const { body, headers = {} } = given
  const stream = session.request({
    ':path': path,
    ':method': body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  })
  stream.setEncoding('utf8')
  stream.end(body === undefined ? undefined : JSON.stringify(body))
  const [answered] = (await once(stream, 'response')) as [Record<string, unknown>]
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<string, undefined>
  const chunk = async () => (await chunks.next()).value ?? ''
  return {
    status: Number(answered[':status']),
    headers: answered,
    chunk,
    text: async () => {
      let text = ''
      for (let next = await chunk(); next; next = await chunk()) text += next
      return text
    },
    close: () => stream.close(),
  }
}

interface Asking {
  body?: object
  headers?: Record<string, string>
}
