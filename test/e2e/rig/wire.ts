import type { Page } from '@playwright/test'
import { createFront, type Exchange } from '../../support/front.js'
import type { Captured } from '../../support/leaks.js'
import { createBackend, type Backend } from './backend.js'

/** A backend behind a front that hears every word on the way, and everything that pages and logs say meanwhile. */
export interface Wire {
  /** The address that everybody uses. */
  readonly url: string
  readonly backend: Backend
  /** Address of an operator's desk, key included. */
  desk(operator: string): string
  readonly key: string
  /** Hears a page: what it asks for, what stands in its console and what fails in it. */
  watch(page: Page): void
  readonly exchanges: readonly Exchange[]
  /** Whatever was said where no secret may be. */
  captured(): Captured[]
  close(): Promise<void>
}

export const createWire = async (): Promise<Wire> => {
  const exchanges: Exchange[] = []
  const heard: Captured[] = []
  let port = 0
  const front = await createFront({ target: () => port, hear: exchange => exchanges.push(exchange) })
  const url = `http://localhost:${front.port}`
  const backend = await createBackend({ ZVONEK_URL: url })
  port = Number(new URL(backend.url).port)
  await backend.start()
  const { hash } = new URL(backend.desk('anna'))

  return {
    url,
    backend,
    desk: operator => `${url}${new URL(backend.desk(operator)).pathname}${new URL(backend.desk(operator)).hash}`,
    key: new URLSearchParams(hash.slice(1)).get('key') ?? '',
    watch: page => {
      page.on('request', request => {
        // What stands behind `#` is the page's own: the driver shows it here, the wire does not.
        heard.push({ place: 'address asked by a page', text: request.url().replace(hash, '') })
        heard.push({ place: 'referer', text: request.headers().referer ?? '' })
      })
      page.on('console', message => heard.push({ place: 'console', text: message.text() }))
      page.on('pageerror', error => heard.push({ place: 'error report', text: error.stack ?? error.message }))
    },
    exchanges,
    captured: () => [...heard, ...exchanges.flatMap(onWire), ...logOf(backend.said)].filter(({ text }) => text),
    close: async () => {
      await backend.dispose()
      await front.close()
    },
  }
}

/** The two places where a credential belongs, and the one where it is handed out. */
const PROPER = ['authorization', 'cookie', 'set-cookie']

const onWire = ({ method, path, headers, answered }: Exchange): Captured[] => [
  { place: 'address', text: `${method} ${path}` },
  ...Object.entries({ ...answered, ...headers })
    .filter(([name]) => !PROPER.includes(name))
    .map(([name, value]) => ({ place: `header ${name}`, text: String(value) })),
]

/** What the server says after the addresses that it prints for its owner: they are the way to the desk. */
const logOf = (said: string): Captured[] =>
  said
    .split('\n')
    .filter(line => !/^(QA page|Desk|Script) /.test(line))
    .map(text => ({ place: 'log', text }))

/** Answers of the protocol that somebody on the way may keep. */
export const kept = (exchanges: readonly Pick<Exchange, 'path' | 'status' | 'answered'>[]): string[] =>
  exchanges
    .filter(({ path, status }) => path.startsWith('/v1/') && path !== '/v1/openapi.json' && status !== 204)
    .filter(({ answered }) => !/\bno-store\b/.test(answered['cache-control'] ?? ''))
    .map(({ path, status }) => `${status} ${path}`)
