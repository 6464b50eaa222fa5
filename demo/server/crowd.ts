import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Whose answers are under way. */
export interface Crowd {
  enter(client: string, request: IncomingMessage, response: ServerResponse): void
  /** How many of one client; how many of all. */
  of(client: string): number
  all(): number
  /** The answer that goes out on a connection. */
  answerOn(socket: Socket): ServerResponse | undefined
  /** Resolves when there is none. */
  empty(): Promise<void>
}

export const createCrowd = (): Crowd => {
  const counts = new Map<string, number>()
  const answers = new WeakMap<Socket, ServerResponse>()
  let all = 0
  let waiting: (() => void)[] = []

  const leave = (client: string) => {
    const rest = (counts.get(client) ?? 1) - 1
    if (rest) counts.set(client, rest)
    else counts.delete(client)
    if (--all) return
    for (const resolve of waiting) resolve()
    waiting = []
  }
  return {
    enter: (client, { socket }, response) => {
      counts.set(client, (counts.get(client) ?? 0) + 1)
      all++
      answers.set(socket, response)
      response.once('close', () => {
        answers.delete(socket)
        leave(client)
      })
    },
    of: client => counts.get(client) ?? 0,
    all: () => all,
    answerOn: socket => answers.get(socket),
    empty: () => (all ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve()),
  }
}
