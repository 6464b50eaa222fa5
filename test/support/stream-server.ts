import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface SeenRequest {
  headers: IncomingMessage['headers']
  body: unknown
  response: ServerResponse
}

/** A bare HTTP server whose answers the test writes by hand, byte by byte if it wants. */
export const createStreamServer = async (answer: (request: SeenRequest, index: number) => void) => {
  const seen: SeenRequest[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const one = { headers: request.headers, body: text ? (JSON.parse(text) as unknown) : undefined, response }
      seen.push(one)
      answer(one, seen.length - 1)
    })
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    open: () => sockets.size,
    /** Resolves once no client holds a socket any more. */
    quiet: async () => {
      while (sockets.size) await new Promise(resolve => [...sockets][0]?.once('close', resolve))
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** Starts an event stream. */
export const sse = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  return response
}
export const frame = (event: object) => `data: ${JSON.stringify(event)}\n\n`
