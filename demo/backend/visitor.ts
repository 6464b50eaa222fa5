import type { Cursor, Id } from '../../src/protocol/entities.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import { TransportFailure, toFailure } from '../../src/protocol/failure.js'
import { DESK } from './bus.js'
import { changeClient } from './changes.js'
import type { Context } from './context.js'
import { createRoom } from './fit.js'
import { readBack } from './history.js'
import { parseCommand, type DoneCommand } from './parse-command.js'
import { gone, refuse, unauthorized } from './refuse.js'
import type { KnownClient } from './row.js'
import { serve, type Served, type Stream } from './stream.js'
import { decideForVisitor, ended, ownSession } from './visitor-commands.js'
import { visitorFeed } from './visitor-stream.js'

/** What a visitor's browser says of itself; everything may be absent. */
export interface Appearance {
  locale?: string
  browser?: string
  system?: string
}

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
   * @throws {TransportFailure}
   */
  send(token: string | undefined, command: unknown): Promise<object>
  /** Whose token it is; undefined when it is nobody's. */
  identify(token: string): Promise<Id | undefined>
}

/** Streams of one visitor at once; one more, and the oldest is sent away: it is the likeliest to be dead. */
const MOST_STREAMS = 6
const COME_BACK = 30_000

export const createVisitorSide = (context: Context): VisitorSide => {
  const { secrets, store, bus, presence, served } = context
  const streams = new Map<Id, Set<Served>>()

  const identify = async (token: string) => store.clientOf(await secrets.hash(token))
  const authenticate = async (token: string | undefined) => {
    const client = token === undefined ? undefined : await identify(token)
    if (client === undefined) throw unauthorized('The token is missing or not known here: open a stream without one.')
    return client
  }

  const listen = (client: Id, stream: VisitorStream, token?: string) => {
    const own = streams.get(client) ?? new Set()
    streams.set(client, own)
    if (own.size >= MOST_STREAMS) [...own][0]?.bye(COME_BACK)
    const leave = presence.enter(client)
    const onEnd = () => {
      leave()
      served.delete(mine)
      own.delete(mine)
      if (!own.size && streams.get(client) === own) streams.delete(client)
    }
    const { widget, after } = stream
    const feed = visitorFeed(context, { client, widget, after, ...(token !== undefined && { token }) })
    const mine = serve(bus, feed, {
      onEvent: event => stream.onEvent(event),
      close: failure => stream.close(failure),
      ...(stream.drained && { drained: () => stream.drained?.() ?? Promise.resolve() }),
      onEnd,
    })
    own.add(mine)
    streams.set(client, own)
    served.add(mine)
    return mine
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
    identify,
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
    send: async (token, value) => {
      const client = await authenticate(token)
      return carryOut(context, client, parseCommand(value))
    },
  }
}

/** Queries and signs of life go beside the log; everything else through it, once. */
const carryOut = async (context: Context, client: Id, command: DoneCommand): Promise<object> => {
  const { store, writer, gate, bus, presence, secrets, clock, limits, widgets } = context
  const ownerIn = (draft: Parameters<Parameters<typeof writer.run>[0]>[0]) => {
    const owner = draft.state.clients.get(client)
    if (!owner) throw gone('visitor')
    return owner
  }
  if (command.type === 'history.get') {
    const { before = Infinity, limit = PAGE } = command
    const end = await writer.run(draft => Math.min(before, ownerIn(draft).seq + 1))
    return readBack(store, { client, before: end, limit: Math.min(limit, PAGE), room: createRoom() })
  }
  if (command.type === 'typing.set') {
    const { session: id, on } = command
    const session = await writer.run(draft => ownSession({ draft, owner: ownerIn(draft) }, id))
    if (session.state === 'ended') throw ended()
    bus.publish(DESK, { type: 'typing', session: id, by: 'visitor', on })
    return {}
  }
  if (command.type === 'visitor.forget')
    return writer.run(draft => {
      draft.erase(ownerIn(draft).client.id, secrets.id())
      return {}
    })
  const reply = await gate.take(client, command, draft => {
    const moment = { draft, owner: ownerIn(draft), now: clock.now(), newId: secrets.id, limit: limits.text }
    const rest = { online: presence.isOnline(client), hasWidget: (name: string) => Object.hasOwn(widgets, name) }
    return { client, reply: decideForVisitor({ ...moment, ...rest }, command) }
  })
  if (command.type === 'session.start') presence.check(client)
  return reply
}

const PAGE = 50

const makeVisitor = async ({ writer, secrets }: Context, token: string, stream: VisitorStream): Promise<Id> => {
  const hash = await secrets.hash(token)
  return writer.run(draft => {
    const number = draft.state.visitors + 1
    const client: KnownClient = {
      id: secrets.id(),
      version: 1,
      number,
      epoch: secrets.id().slice(0, 8),
      label: `Visitor ${number}`,
      online: false,
      visits: 0,
      params: [],
      ...appearance(stream),
    }
    draft.addToken(hash, client.id)
    draft.change(client.id, { type: 'client.changed', client })
    return client.id
  })
}

/** A browser may have been updated, or speak another language today. */
const noteAppearance = ({ writer, clock, secrets }: Context, id: Id, stream: VisitorStream) =>
  writer.run(draft => {
    const client = draft.state.clients.get(id)?.client
    const seen = appearance(stream)
    if (!client || Object.entries(seen).every(([key, value]) => client[key as keyof Appearance] === value)) return
    changeClient({ draft, now: clock.now(), newId: secrets.id }, client, seen)
  })

const appearance = ({ locale, browser, system }: Appearance): Appearance => ({
  ...(locale !== undefined && { locale }),
  ...(browser !== undefined && { browser }),
  ...(system !== undefined && { system }),
})
