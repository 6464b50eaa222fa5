import { connect, type Socket } from 'node:net'

/*
 * Somebody who means harm, in a process of its own: everything at once, as fast as loopback goes, for a bounded time and
 * from a bounded number of sockets. It knows only 127.0.0.1.
 */

export interface Attack {
  port: number
  /** A visitor's own, for what needs one. */
  token: string
  /** Ms; never more than 30 s. */
  lasts: number
}

export interface Attacked {
  /** Answers by status. */
  answers: Record<string, number>
  /** Of 429: how many said that it was for asking too often. */
  rate: number
  /** Of 429, 408 and 503: how many said when to come back. */
  withRetryAfter: number
  /** Connections that ended without any answer. */
  unanswered: number
  requests: number
}

/** Near end of all its connections: the honest come from another address. */
const FROM = '127.0.0.2'
const ANSWER = /HTTP\/1\.1 (\d{3})[^\r]*\r\n((?:[^\r]+\r\n)*)/g
const LONGEST = 30_000

const told: Attacked = { answers: {}, rate: 0, withRetryAfter: 0, unanswered: 0, requests: 0 }
const sockets = new Set<Socket>()
let over = false

const onAnswer = (status: string, headers: string) => {
  told.answers[status] = (told.answers[status] ?? 0) + 1
  if (/^retry-after: \d+/im.test(headers)) told.withRetryAfter++
}

/** One connection, made anew whenever it ends. `next` gives what to write at first and after each answer. */
const keepAt = (port: number, next: (socket: Socket) => void) => {
  if (over) return
  const socket = connect({ host: '127.0.0.1', port, localAddress: FROM })
  let answered = 0
  sockets.add(socket)
  socket.setEncoding('latin1').on('error', () => {})
  socket.on('connect', () => next(socket))
  socket.on('data', (text: Buffer | string) => {
    told.rate += String(text).split('"code":"rate"').length - 1
    for (const [, status = '', headers = ''] of String(text).matchAll(ANSWER)) {
      answered++
      onAnswer(status, headers)
      if (!over) next(socket)
    }
  })
  socket.on('close', () => {
    sockets.delete(socket)
    if (!answered) told.unanswered++
    setImmediate(() => keepAt(port, next))
  })
}

const toRequest = (path: string, body: string, { token, size }: { token?: string; size?: number } = {}) => {
  told.requests++
  const lines = ['host: x', 'content-type: application/json', `content-length: ${size ?? body.length}`]
  if (token !== undefined) lines.push(`authorization: Bearer ${token}`)
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}

const ask = JSON.stringify({ id: 'h', type: 'history.get' })
const open = JSON.stringify({ protocol: 1, widget: 'main' })
const MEGABYTE = 'x'.repeat(1 << 20)

const WAYS: { many: number; next(attack: Attack): (socket: Socket) => void }[] = [
  // Bodies without end; first, since later on nothing is looked at any more.
  {
    many: 5,
    next: () => socket => {
      socket.write(toRequest('/v1/commands', '', { size: 1 << 30 }))
      const more = (): unknown => !socket.destroyed && !over && socket.write(MEGABYTE, () => setImmediate(more))
      more()
    },
  },
  // Commands of its own, as fast as they are answered.
  {
    many: 60,
    next:
      ({ token }) =>
      socket =>
        void socket.write(toRequest('/v1/commands', ask, { token })),
  },
  // Forty at once on one connection, without waiting.
  {
    many: 5,
    next:
      ({ token }) =>
      socket =>
        void socket.write(toRequest('/v1/commands', ask, { token }).repeat(40)),
  },
  // Tokens that are guessed.
  {
    many: 20,
    next: () => socket =>
      void socket.write(
        toRequest('/v1/commands', ask, { token: `guess${told.requests}${Math.random().toString(36).slice(2)}` }),
      ),
  },
  // More and more streams of its own, and of visitors who never come again.
  {
    many: 30,
    next:
      ({ token }) =>
      socket =>
        void socket.write(toRequest('/v1/stream', open, { token })),
  },
  { many: 100, next: () => socket => void socket.write(toRequest('/v1/stream', open)) },
  // Requests that never become whole.
  {
    many: 50,
    next: () => socket => {
      told.requests++
      socket.write('POST /v1/commands HTTP/1.1\r\nhost: x\r\nx-slow: ')
      const drip = setInterval(() => socket.write('x'), 200)
      socket.on('close', () => clearInterval(drip))
    },
  },
  // No requests at all.
  { many: 5, next: () => socket => void socket.write(`${Math.random()} is no request\r\n\r\n`) },
]

const attack = (given: Attack) =>
  new Promise<Attacked>(resolve => {
    for (const { many, next } of WAYS) for (let n = 0; n < many; n++) keepAt(given.port, next(given))
    setTimeout(
      () => {
        over = true
        for (const socket of sockets) socket.destroy()
        resolve(told)
      },
      Math.min(given.lasts, LONGEST),
    )
  })

process.on('message', ({ id, order }: { id: number; order: Attack }) => {
  void attack(order).then(answer => process.send?.({ id, answer }))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ id: 0 })
