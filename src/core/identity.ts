import { isTransportFailure, TransportFailure } from '../protocol/failure.js'
import type { Clock, Log } from '../protocol/ports.js'
import type { Transport } from '../protocol/transport.js'

/** What a site's token says, as far as this side can know: whether it is true, only the backend does. */
export interface Claims {
  sub: string
  /** Seconds since 1970. */
  exp: number
  iat: number
}

/** Gives the site's token of now; nothing means that nobody is signed in. */
export type Source = () => Promise<string | undefined>

/** Where tokens come from, and the first of them with what it says. */
export interface Given {
  source: Source
  token: string
  claims: Claims
}

export interface IdentityOptions {
  given: Given
  /** @throws when it is no token. */
  read(token: string): Claims
  clock: Clock
  log: Log
  /** Another token is here: streams go on with it. */
  onRenew(): void
  /** The site knows nobody any more, or somebody else. */
  onGone(): void
}

/** The site's word for who the visitor is, renewed in time. */
export interface Identity {
  /** The token of now. @throws {TransportFailure} `retry` when the site does not give one, `auth` when it knows nobody. */
  identity(): Promise<string>
  /** The page has another source of tokens for the same person. */
  take(given: Given): void
  /** A pipe in whose refusals a token is heard of that is no good. */
  guard(transport: Transport): Transport
  /** The token that was shown last, whether it still holds or not. */
  last(): Promise<string>
  /** Begins to renew it. */
  start(): void
  dispose(): void
}

/** Ms before its end that a token is renewed, and not earlier than so long from now. */
const MARGIN = 60_000
const SOONEST = 5_000
/** Ms until the site is asked again that gave none. */
const AGAIN = 15_000

export const createIdentity = (options: IdentityOptions): Identity => {
  const { given, read, clock, log, onRenew, onGone } = options
  const { sub } = given.claims
  let { source } = given
  let now: { token: string; until: number } | undefined
  let { token: last } = given
  let asking: Promise<string> | undefined
  let undo = () => {}
  let over = false

  /** By the life it has: the two clocks may be far apart. */
  const keep = (token: string, { exp, iat }: Claims) => {
    last = token
    now = { token, until: Math.min(exp * 1_000, clock.now() + (exp - iat) * 1_000) }
    return token
  }
  const fetchNext = async () => {
    const token = await source().catch((error: unknown) => {
      log('warn', 'identity', String(error))
      throw new TransportFailure({ kind: 'retry', done: 'no' }, 'identity')
    })
    const claims = token ? read(token) : undefined
    if (over) throw auth()
    if (token && claims?.sub === sub) return keep(token, claims)
    onGone()
    throw auth()
  }
  const ask = () => (asking ??= fetchNext().finally(() => (asking = undefined)))

  const watch = (ms = (now?.until ?? 0) - clock.now() - MARGIN) => {
    undo()
    undo = clock.after(Math.max(SOONEST, ms), () => {
      ask().then(
        () => {
          if (over) return
          onRenew()
          watch()
        },
        () => over || watch(AGAIN),
      )
    })
  }
  const refused = (error: unknown): never => {
    if (isTransportFailure(error) && error.failure.kind === 'auth') now = undefined
    throw error
  }

  keep(given.token, given.claims)
  return {
    take: next => {
      source = next.source
      keep(next.token, next.claims)
    },
    identity: async () => {
      // A pipe that is late must not speak in the name of who has left.
      if (over) throw auth()
      return now && clock.now() < now.until ? now.token : ask()
    },
    guard: transport => ({
      open: opening => transport.open(opening).catch(refused),
      send: (command, sending) => transport.send(command, sending).catch(refused),
    }),
    last: async () => last,
    start: () => watch(),
    dispose: () => {
      over = true
      undo()
    },
  }
}

const auth = () => new TransportFailure({ kind: 'auth' }, 'identity')
