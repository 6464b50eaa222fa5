import { once } from 'node:events'
import { createServer, request as ask, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it passes. */
export interface Passing {
  method: string
  /** Path and query. */
  path: string
  headers: IncomingHttpHeaders
}
/** A request and what was answered. */
export interface Exchange extends Passing {
  status: number
  answered: IncomingHttpHeaders
}

export interface FrontOptions {
  /** Port of the server behind it. */
  target(): number
  /** Alters what passes; undefined answers with 404. */
  change?(passing: Passing): Passing | undefined
  hear?(exchange: Exchange): void
}

/** A server that stands in front of another one on this machine and hears every word on the way. */
export const createFront = async ({ target, change = passing => passing, hear }: FrontOptions) => {
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request
    const passing = change({ method, path, headers: { ...headers } })
    if (!passing) return void response.writeHead(404).end()
    const kept = Object.fromEntries(Object.entries(passing.headers).filter(([, value]) => value !== undefined))
    const onward = ask({ host: '127.0.0.1', port: target(), ...passing, headers: kept }, answer => {
      hear?.({ method, path, headers, status: answer.statusCode ?? 0, answered: answer.headers })
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
