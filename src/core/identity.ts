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
  const { given, clock, onRenew } = options
  const keeping = createKeeping(options)
  const { ask, isOver } = keeping
  let undo = () => {}

  const watch = (ms = keeping.rest() - MARGIN) => {
    undo()
    const next = () => {
      if (isOver()) return
      onRenew()
      watch()
    }
    undo = clock.after(Math.max(SOONEST, ms), () => void ask().then(next, () => isOver() || watch(AGAIN)))
  }
  const refused = (error: unknown): never => {
    if (isTransportFailure(error) && error.failure.kind === 'auth') keeping.doubt()
    throw error
  }

  keeping.take(given)
  return {
    take: keeping.take,
    identity: keeping.get,
    guard: transport => ({
      ...transport,
      open: opening => transport.open(opening).catch(refused),
      send: (command, sending) => transport.send(command, sending).catch(refused),
      ...(transport.upload && {
        upload: (file, uploading) => transport.upload!(file, uploading).catch(refused),
      }),
    }),
    last: keeping.last,
    start: () => watch(),
    dispose: () => {
      keeping.stop()
      undo()
    },
  }
}

/** The token of now, and the next one once it has ended. */
const createKeeping = ({ given, read, clock, log, onGone }: IdentityOptions) => {
  const { sub } = given.claims
  let { source, token: last } = given
  let until = 0
  let asking: Promise<string> | undefined
  let over = false

  /** By the life it has alone: the two clocks may be far apart. One that was old already is refused, which is heard of. */
  const keep = (token: string, { exp, iat }: Claims) => {
    until = clock.now() + (exp - iat) * 1_000
    return (last = token)
  }
  const fetchNext = async () => {
    const token = await source().catch((error: unknown) => {
      log('warn', 'identity', String(error))
      throw new TransportFailure({ kind: 'retry', done: 'no' }, 'identity')
    })
    if (over) throw auth()
    const claims = token && read(token)
    if (claims && claims.sub === sub) return keep(token, claims)
    onGone()
    throw auth()
  }
  const ask = () => (asking ??= fetchNext().finally(() => (asking = undefined)))
  return {
    ask,
    take: (next: Given) => {
      source = next.source
      keep(next.token, next.claims)
    },
    // A pipe that is late must not speak in the name of who has left.
    get: async () => {
      if (over) throw auth()
      return clock.now() < until ? last : ask()
    },
    last: async () => last,
    rest: () => until - clock.now(),
    doubt: () => void (until = 0),
    isOver: () => over,
    stop: () => void (over = true),
  }
}

const auth = () => new TransportFailure({ kind: 'auth' }, 'identity')
