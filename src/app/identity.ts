import { createIdentity, type Claims, type Given, type Identity, type Source } from '../core/identity.js'
import { markOf, moveIn, moveOut, PERSON, storeOf } from '../core/persona.js'
import { own } from '../protocol/own.js'
import type { Clock, KeyStore, Log } from '../protocol/ports.js'
import type { Transport } from '../protocol/transport.js'
import type { Ground } from './ground.js'
import type { Announced } from './life.js'

/** Who the site says the visitor is, and what is kept of them. */
export interface Person extends Omit<Identity, 'start'> {
  /** Their name in storage. */
  mark: string
  store: KeyStore
  /** They are here now. */
  enter(): void
  /** Whether another page has said goodbye for them. */
  isGone(): boolean
  /** They have left: nothing of theirs stays, and what proved who they are proves nothing any more. */
  leave(): void
}

/** What the life of a page lets be done with whom it belongs to. */
export interface Seat extends Ground {
  person(): Person | undefined
  running(): ReturnType<Ground['begin']> | undefined
  conversation(): unknown
  change(to?: Person): void
  leave(): void
  announce(given: unknown): unknown
}

/** Puts in who was announced, unless they have left before it was known who they are. */
export const arrive = async (asked: Announced, seat: Seat): Promise<void> => {
  const { given } = asked
  const onRenew = () => seat.running()?.conversation.pipe.renew()
  const onGone = () => {
    seat.leave()
    seat.announce(given)
  }
  const { ports, root, pipe: connect } = seat
  const present = seat.person()
  const found = await come({ ...ports, given, present, root, connect, onRenew, onGone })
  if (asked.isOver) return
  if (found && found === seat.person()) {
    // Another tab may have said goodbye a moment ago.
    found.enter()
    return onRenew()
  }
  if (!found && !seat.person()) return
  const wasRunning = seat.running()
  seat.change(found)
  if (wasRunning || seat.goesOn(found)) seat.conversation()
}

interface ComingOptions {
  /** What the page has given to `identify`. */
  given: unknown
  /** Who is here already. */
  present: Person | undefined
  root: KeyStore
  clock: Clock
  log: Log
  newId(): string
  connect(store: KeyStore, identity: Identity['last']): Transport
  onRenew(): void
  onGone(): void
}

/** Ms that a page may take to say who its visitor is, while they wait in front of a button. */
const PATIENCE = 5_000

/**
 * Asks the page who its visitor is; undefined: nobody. Nothing is kept yet.
 * @throws {Error} when it does not say so in time, or gives what is no token.
 */
const come = async (options: ComingOptions): Promise<Person | undefined> => {
  const { given, present, root, clock } = options
  const source: Source = async () => {
    const token: unknown = typeof given === 'function' ? await (given as () => unknown)() : given
    if (token && typeof token !== 'string') throw new Error(NO_TOKEN)
    return (token as string) || undefined
  }
  const token = await inTime(source(), clock)
  if (token === undefined) return void forgetLast(root)
  const claims = read(token)
  const mark = markOf(claims.sub)
  if (present?.mark !== mark) return toPerson(options, mark, { source, token, claims })
  present.take({ source, token, claims })
  return present
}

const toPerson = ({ root, connect, newId, ...ports }: ComingOptions, mark: string, given: Given): Person => {
  const { start, ...identity } = createIdentity({ read, ...ports, given })
  const store = storeOf(root, mark)
  /** What stood there when they came: in a full store not their mark, which is no goodbye. */
  let seen: string | undefined
  return {
    ...identity,
    mark,
    store,
    enter: () => {
      moveIn(root, mark)
      seen = root.get(PERSON)
      start()
    },
    isGone: () => root.get(PERSON) !== seen,
    leave: () => {
      const ticket = store.get('token')
      const credentials: KeyStore = { get: () => ticket, set: () => {}, remove: () => {}, keys: () => [] }
      const goodbye = connect(credentials, identity.last).send(
        { id: newId(), type: 'visitor.logout' },
        new AbortController(),
      )
      // Without a line its own end, in minutes, has to do.
      goodbye.catch((error: unknown) => ports.log('info', 'visitor.logout', String(error)))
      identity.dispose()
      moveOut(root, mark)
    },
  }
}

/** The site knows nobody, so what the last one left in this browser is not to be found by the next. */
const forgetLast = (root: KeyStore) => {
  const last = root.get(PERSON)
  if (last) moveOut(root, last)
}

const inTime = <T>(asked: Promise<T>, clock: Clock) =>
  new Promise<T>((resolve, reject) => {
    const undo = clock.after(PATIENCE, () => reject(new Error('the page does not say who its visitor is')))
    asked.then(resolve, reject).finally(undo)
  })

/** @throws {Error} when it is no signed token with a subject, a beginning and an end. */
const read = (token: string): Claims => {
  try {
    const text = token.split('.').at(1)?.replaceAll('-', '+').replaceAll('_', '/') ?? ''
    const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0))
    const { sub, exp = NaN, iat = NaN }: Partial<Claims> = own(JSON.parse(new TextDecoder().decode(bytes)) as object)
    // One that never ends, or whose life nobody knows, would be asked for again and again.
    if (sub && typeof sub === 'string' && [exp, iat].every(Number.isFinite)) return { sub, exp, iat }
  } catch {
    // Said below.
  }
  throw new Error(NO_TOKEN)
}
const NO_TOKEN = '“identify” was given what is no signed token with “sub”, “iat” and “exp”'
