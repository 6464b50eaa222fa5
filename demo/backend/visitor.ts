import type { Cursor, Id, Receipt } from '../../src/protocol/entities.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import { TransportFailure, toFailure } from '../../src/protocol/failure.js'
import type { Context } from './context.js'
import { createCheck, type CheckedEvent } from './check.js'
import { parseCommand } from './parse-command.js'
import { forgetClient } from './forget.js'
import { createUploadSide, type EnterUploads } from './files/side.js'
import { checkWidget, clientOfPerson, personKey, toCredential, type Credential, type Proven } from './persons.js'
import { refuse, unauthorized } from './refuse.js'
import { signIn, signOut } from './sign-in.js'
import { serve, type Served, type Stream } from './stream.js'
import { carryOut } from './visitor-send.js'
import { visitorFeed } from './visitor-stream.js'
import { makeVisitor, noteAppearance, type Appearance } from './visitors.js'

export interface VisitorStream extends Stream<ServerEvent>, Appearance {
  /** Without one, the stream makes the visitor and says the token in `hello`. */
  token: string | undefined
  /** A token of the site's that says who they are; it ends the stream with itself. */
  identity?: string | undefined
  widget: string
  after: Cursor | undefined
}

/** The visitor's side of the backend. */
export interface VisitorSide {
  /** Starts a stream; returns its end. Refusals come as `close`, before any event. */
  open(stream: VisitorStream): () => void
  /**
   * Tells a developer how things stand at a widget, and stays open for a moment. Makes nobody, changes nothing; returns its end.
   */
  check(asked: Pick<Stream<CheckedEvent>, 'onEvent' | 'close'> & { widget: string }): () => void
  /**
   * Takes one command as it came from outside.
   * @param address Whom the host counts it for, such as an IP address; those it does not know count as one.
   * @throws {TransportFailure}
   */
  send(shown: Credential | string | undefined, command: unknown, address?: string): Promise<object>
  /**
   * One text for one person, whichever token of their site proves it; undefined where none does: what is wrong with it is
   * told once something is asked for by it.
   */
  personOf(identity: string | undefined): Promise<string | undefined>
  /** Brings files. Rejected `unsupported` where none are taken. @throws {TransportFailure} */
  files: EnterUploads<Credential | string | undefined>
}

export const createVisitorSide = (context: Context): VisitorSide => {
  const { listen, cut } = createListeners(context)
  const authenticate = createEntrance(context)
  const begin = async (stream: VisitorStream, isOver: () => boolean) => {
    if (!Object.hasOwn(context.widgets, stream.widget))
      throw refuse('widget.unknown', `There is no widget “${stream.widget}” here.`)
    const entered = await enter(context, stream, authenticate)
    // What listened before they said who they are has no part in what they say from now on.
    if (entered.proven) cut(entered.client, undefined)
    return isOver() ? undefined : listen(stream, entered)
  }

  return {
    open: stream => {
      let over = false
      let mine: Served | undefined
      begin(stream, () => over).then(
        begun => (mine = begun),
        (error: unknown) => {
          if (!over) stream.close(error instanceof TransportFailure ? error : new TransportFailure(toFailure(error)))
        },
      )
      return () => {
        over = true
        mine?.end()
      }
    },
    personOf: async identity =>
      identity === undefined ? undefined : context.prove(identity).then(personKey, () => undefined),
    check: createCheck(context),
    files: createUploadSide(context.files, async (shown: Credential | string | undefined) => {
      const { client } = await authenticate(toCredential(shown), 'file')
      return { scope: client, owner: client }
    }),
    send: async (shown, value, address) => {
      const credential = toCredential(shown)
      const { clock, secrets, writer } = context
      const hash = credential.token === undefined ? undefined : await secrets.hash(credential.token)
      // Who was told and did not hear it, or asks from another tab, hears the same.
      const receipt = wishOf(value) === 'visitor.forget' && (await receiptFor(context, hash))
      if (receipt && parseCommand(value)) return { receipt }
      // Who is nobody here hears that before anything that they say is looked at.
      const { client, proven } = await authenticate(credential, wishOf(value))
      const command = parseCommand(value)
      // Who was let in at one widget is a stranger at a widget of another site.
      if (proven && 'widget' in command) checkWidget(proven, command.widget)
      if (command.type === 'visitor.forget') return { receipt: await forgetClient(context, client, hash) }
      if (command.type !== 'visitor.logout') return carryOut(context, { visitor: client, address }, command)
      if (!proven) return {}
      await writer.run(draft => signOut(draft, client, { hash, proven, now: clock.now() }))
      cut(client, proven.mark)
      return {}
    },
  }
}

/** Who listens: a visitor as they were, a new one, or the person their site says they are. */
interface Entered {
  client: Id
  /** Ours, when they are to have another. */
  token?: string
  proven?: Proven | undefined
}

const enter = async (
  context: Context,
  stream: VisitorStream,
  authenticate: ReturnType<typeof createEntrance>,
): Promise<Entered> => {
  const { token, identity, widget } = stream
  if (identity !== undefined) {
    const proven = await context.prove(identity, widget)
    const entered = await signIn(context, { token, proven, looks: stream })
    await noteAppearance(context, entered.client, stream)
    return { ...entered, proven }
  }
  if (token === undefined) {
    const fresh = context.secrets.token()
    return { client: await makeVisitor(context, fresh, stream), token: fresh }
  }
  const { client } = await authenticate({ token }, 'stream')
  await noteAppearance(context, client, stream)
  return { client }
}

const receiptFor = ({ writer }: Context, hash: string | undefined): Promise<Receipt | undefined> =>
  writer.run(({ state }) => (hash === undefined ? undefined : state.receipts.get(hash)))

/** Whom a credential stands for. */
const wishOf = (command: unknown): unknown => (Object(command) as { type?: unknown }).type

/** What somebody hears who has only our token of a person. */
const PROVE = 'Show the identity that the site gives.'

const createEntrance = ({ secrets, store, writer, prove }: Context) => {
  const unknown = () => unauthorized('The token is missing or not known here: open a stream without one.')
  const byIdentity = async (identity: string) => {
    const proven = await prove(identity)
    const client = await writer.run(({ state }) => clientOfPerson(state, proven)?.id)
    if (client === undefined) throw unknown()
    return { client, proven }
  }
  return async ({ token, identity }: Credential, wish: unknown): Promise<{ client: Id; proven?: Proven }> => {
    if (identity !== undefined) return byIdentity(identity)
    const client = token === undefined ? undefined : await store.clientOf(await secrets.hash(token))
    if (client === undefined) throw unknown()
    // Of a person our own token opens nothing: whoever finds it can have them forgotten, and no more.
    const isPerson = await writer.run(({ state }) => state.clients.get(client)?.client.identity !== undefined)
    if (isPerson && wish !== 'visitor.forget') throw unauthorized(PROVE)
    return { client }
  }
}

/** Streams of one visitor at once; one more, and the oldest is sent away: it is the likeliest to be dead. */
export const MOST_STREAMS = 6
const COME_BACK = 30_000

const createListeners = (context: Context) => {
  const { bus, presence, served, clock } = context
  const streams = new Map<Id, Set<Served>>()
  const proofs = new Map<Served, { mark: string | undefined; end(): void }>()

  const listen = (stream: VisitorStream, { client, token, proven }: Entered): Served => {
    const { widget, after, drained } = stream
    let forgetTime = () => {}
    const own = streams.get(client) ?? new Set()
    if (own.size >= MOST_STREAMS) [...own][0]?.bye(COME_BACK)
    const leave = presence.enter(client)
    const feed = visitorFeed(context, { client, widget, after, ...(token !== undefined && { token }) })
    const mine: Served = serve(bus, feed, {
      onEvent: stream.onEvent,
      close: stream.close,
      ...(drained && { drained }),
      onEnd: () => {
        leave()
        forgetTime()
        proofs.delete(mine)
        served.delete(mine)
        own.delete(mine)
        if (!own.size) streams.delete(client)
      },
    })
    streams.set(client, own.add(mine))
    const end = () => {
      mine.end()
      stream.close(unauthorized(proven ? 'The identity has ended.' : PROVE))
    }
    proofs.set(mine, { mark: proven?.mark, end })
    if (proven) forgetTime = clock.after(proven.until - clock.now(), end)
    context.admit(mine)
    return mine
  }
  return {
    listen,
    /** Ends the streams that were opened with what has been signed out; without a mark, those that proved nothing. */
    cut: (client: Id, mark: string | undefined) => {
      for (const one of [...(streams.get(client) ?? [])]) {
        const proof = proofs.get(one)
        if (proof?.mark === mark) proof?.end()
      }
    },
  }
}
