import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../../src/protocol/ports.js'
import type { Buckets } from './buckets.js'
import { LARGEST_BODY } from './body.js'
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
    if (isLong(request)) response.shouldKeepAlive = false
    response.once('finish', () => {
      hushRest(request)
      if (response.statusCode === 429 && refusalOf(warnings, client)) deaf.add(client)
    })
    turns.wait(client, () => {
      if (!response.destroyed) inner(request, response)
    })
  }

  const sendAway = (request: IncomingMessage, response: ServerResponse, why: Refused) => {
    gone.add(request.socket)
    refused++
    response.once('finish', () => hushRest(request))
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
const isLong = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LARGEST_BODY

/**
 * Answered before it was sent whole: by itself Node would read the rest, however long it is, at the cost of everybody. Not
 * a byte more is read, and when the answer has had the time to arrive, the connection ends.
 */
const hushRest = (request: IncomingMessage) => {
  const { complete, socket } = request
  if (complete || !isLong(request)) return
  // Behind Node's own wish to read on.
  setImmediate(() => socket.pause())
  const end = setTimeout(() => socket.destroy(), LINGER)
  end.unref()
  socket.once('close', () => clearTimeout(end))
}
/** Ms. */
const LINGER = 500
