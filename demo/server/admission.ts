import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../../src/protocol/ports.js'
import type { Buckets } from './buckets.js'
import { LARGEST_BODY, LARGEST_PART } from './body.js'
import { createCrowd } from './crowd.js'
import { Refusal } from './refusals.js'
import { CLOSING, createTurnAway, CROWDED, RATE, toBytes, type Refused } from './turn-away.js'
import { createTurns } from './turns.js'

/*
 * Where every request comes by before anything is done for it. Sending somebody away here costs next to nothing, takes
 * its time, and costs them their connection: so one who asks without end is answered at our pace and not at theirs.
 */

/** How many answers may be under way at once, streams included. Generous: an office or a mobile network is one client. */
export const MOST_OPEN = { ofClient: 6_000, ofSite: 20_000 }

export interface AdmissionOptions {
  /** Requests by client. */
  requests: Buckets
  /** Times a client was told to wait, and had not waited. */
  warnings: Buckets
  most?: Partial<typeof MOST_OPEN> | undefined
  /** Whom to count a request for. */
  clientOf(request: IncomingMessage): string
  clock: Clock
  /** From 0 to 1: spreads what would otherwise come back at once. */
  random?(): number
}

export interface Admission {
  /** Stands before `inner`. */
  guard(inner: RequestListener): RequestListener
  /** For Node's `clientError`: what is no request, or not a whole one in time. */
  onClientError(error: Error & { code?: string }, socket: Socket): void
  /** From now on everybody is sent away. */
  shut(): void
  /** Resolves when no answer is under way. */
  empty(): Promise<void>
  /** Answers under way, and how many were sent away so far. */
  counts(): { open: number; refused: number }
}

export const createAdmission = (options: AdmissionOptions): Admission => {
  const { requests, warnings, clientOf, clock, random = Math.random } = options
  const most = { ...MOST_OPEN, ...options.most }
  const crowd = createCrowd()
  const turns = createTurns()
  const turnAway = createTurnAway(clock)
  const gone = new WeakSet<Socket>()
  /** Clients who were warned too often. */
  const deaf = new Set<string>()
  let isShut = false
  let refused = 0

  const whyNot = (request: IncomingMessage): Refused | undefined => {
    const client = clientOf(request)
    if (isShut) return { ...CLOSING, after: 1_000 + Math.round(random() * 2_000) }
    // Sent behind another whose answer is not there yet: no browser does it, and forty at once would be done at once.
    if (crowd.answerOn(request.socket)) return CROWDED
    if (crowd.of(client) >= most.ofClient || crowd.all() >= most.ofSite) return CROWDED
    const warned = deaf.has(client) ? refusalOf(warnings, client) : undefined
    if (!warned) deaf.delete(client)
    return warned ?? refusalOf(requests, client)
  }

  const begin = (request: IncomingMessage, response: ServerResponse, inner: RequestListener) => {
    const client = clientOf(request)
    crowd.enter(client, request, response)
    if (isLong(request)) {
      response.shouldKeepAlive = false
      linger(request)
    }
    response.once('finish', () => {
      if (response.statusCode === 429 && refusalOf(warnings, client)) deaf.add(client)
    })
    turns.wait(client, () => {
      if (!response.destroyed) inner(request, response)
    })
  }

  const sendAway = (request: IncomingMessage, response: ServerResponse, why: Refused) => {
    gone.add(request.socket)
    refused++
    linger(request)
    turnAway(response, why)
  }

  return {
    guard: inner => (request, response) => {
      // What was sent behind a request that was sent away: that answer is the last one.
      if (gone.has(request.socket)) return
      // A browser asks first whether it may ask at all; what it is told then is not worth a limit.
      const why = isShut && request.method === 'OPTIONS' ? undefined : whyNot(request)
      if (why) sendAway(request, response, why)
      else begin(request, response, inner)
    },
    onClientError: ({ code = '' }, socket) => {
      // Into an answer that has begun nothing else may be written.
      if (!socket.writable || crowd.answerOn(socket)?.headersSent || gone.has(socket)) return void socket.destroy()
      refused++
      socket.end(toBytes(code))
    },
    shut: () => void (isShut = true),
    empty: crowd.empty,
    counts: () => ({ open: crowd.all(), refused }),
  }
}

const refusalOf = (buckets: Buckets, client: string): Refused | undefined => {
  try {
    buckets.take(client)
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...RATE, after: error.refused.after ?? RATE.after, message: error.message }
  }
}

/** Whether nobody knows how long it is, or it is longer than anything that is taken here. */
const isLong = ({ headers, url = '' }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined ||
  Number(headers['content-length'] ?? 0) > (PART.test(url) ? LARGEST_PART : LARGEST_BODY)
const PART = /^\/v1\/(desk\/)?files\//

/**
 * What still comes behind an answer makes the far end's system throw that answer away once the connection is closed (RFC 9112,
 * section 9.6), and Node closes it with the answer. So our half ends first, and the whole when the far end has ended too or
 * has had the time to read. Of what is longer than anything we take, not a byte is read meanwhile: by itself Node would read
 * the rest, however long it is, at the cost of everybody.
 */
const linger = (request: IncomingMessage) => {
  const { socket } = request
  socket.destroySoon = () => {
    socket.end()
    // Behind Node's own wish to read on, or not to.
    const { complete } = request
    setImmediate(() => (complete || !isLong(request) ? socket.resume() : socket.pause()))
    const end = setTimeout(() => socket.destroy(), LINGER)
    end.unref()
    socket.once('close', () => clearTimeout(end))
  }
}
/** Ms. A line to a phone may take seconds; what waits costs its memory only. */
const LINGER = 5_000
