import type { Cursor, Id } from '../../src/protocol/entities.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import { TransportFailure, toFailure } from '../../src/protocol/failure.js'
import type { Context } from './context.js'
import { parseCommand } from './parse-command.js'
import { refuse, unauthorized } from './refuse.js'
import { serve, type Served, type Stream } from './stream.js'
import { carryOut } from './visitor-send.js'
import { visitorFeed } from './visitor-stream.js'
import { makeVisitor, noteAppearance, type Appearance } from './visitors.js'

export interface VisitorStream extends Stream<ServerEvent>, Appearance {
  /** Without one, the stream makes the visitor and says the token in `hello`. */
  token: string | undefined
  widget: string
  after: Cursor | undefined
}

/** The visitor's side of the backend. */
export interface VisitorSide {
  /** Starts a stream; returns its end. Refusals come as `close`, before any event. */
  open(stream: VisitorStream): () => void
  /**
   * Takes one command as it came from outside.
   * @param address Whom the host counts it for, such as an IP address; those it does not know count as one.
   * @throws {TransportFailure}
   */
  send(token: string | undefined, command: unknown, address?: string): Promise<object>
}

export const createVisitorSide = (context: Context): VisitorSide => {
  const { secrets, store } = context
  const listen = createListeners(context)

  const authenticate = async (token: string | undefined) => {
    const client = token === undefined ? undefined : await store.clientOf(await secrets.hash(token))
    if (client === undefined) throw unauthorized('The token is missing or not known here: open a stream without one.')
    return client
  }
  const begin = async (stream: VisitorStream, isOver: () => boolean) => {
    if (!Object.hasOwn(context.widgets, stream.widget))
      throw refuse('widget.unknown', `There is no widget “${stream.widget}” here.`)
    const token = stream.token === undefined ? secrets.token() : undefined
    const client = token === undefined ? await authenticate(stream.token) : await makeVisitor(context, token, stream)
    if (token === undefined) await noteAppearance(context, client, stream)
    return isOver() ? undefined : listen(client, stream, token)
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
    send: async (token, value, address) =>
      carryOut(context, { visitor: await authenticate(token), address }, parseCommand(value)),
  }
}

/** Streams of one visitor at once; one more, and the oldest is sent away: it is the likeliest to be dead. */
export const MOST_STREAMS = 6
const COME_BACK = 30_000

const createListeners = (context: Context) => {
  const { bus, presence, served } = context
  const streams = new Map<Id, Set<Served>>()

  return (client: Id, stream: VisitorStream, token?: string): Served => {
    const { widget, after, drained } = stream
    const own = streams.get(client) ?? new Set()
    if (own.size >= MOST_STREAMS) [...own][0]?.bye(COME_BACK)
    const leave = presence.enter(client)
    const feed = visitorFeed(context, { client, widget, after, ...(token !== undefined && { token }) })
    const mine = serve(bus, feed, {
      onEvent: stream.onEvent,
      close: stream.close,
      ...(drained && { drained }),
      onEnd: () => {
        leave()
        served.delete(mine)
        own.delete(mine)
        if (!own.size) streams.delete(client)
      },
    })
    streams.set(client, own.add(mine))
    context.admit(mine)
    return mine
  }
}
