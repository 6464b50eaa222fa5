import { createServer, type Server } from 'node:net'

/*
 * A server that is killed and comes back must find its port again. The system takes ports from 32768 on for the near ends
 * of connections, so ours lie below, in rows; who holds the first port of a row has the others to itself, until it ends.
 */
const FIRST = 10_000
const EACH = 64
const MANY = Math.floor((32_768 - FIRST) / EACH)
let row: Promise<number> | undefined
let given = 0

/**
 * A port of this machine that nobody listens on, and that no connection and no other test can take meanwhile.
 * @throws {Error} no row, or none of the row's ports, is free.
 */
export const freePort = async (): Promise<number> => {
  const first = await (row ??= holdRow())
  for (let tried = 1; tried < EACH; tried++) {
    const port = first + 1 + (given++ % (EACH - 1))
    const server = await listenOn(port)
    if (!server) continue
    await new Promise(closed => server.close(closed))
    return port
  }
  throw new Error(`None of the ${EACH} ports from ${first} on is free.`)
}

const holdRow = async (): Promise<number> => {
  for (let tried = 0; tried < MANY; tried++) {
    const first = FIRST + ((process.pid + tried) % MANY) * EACH
    const server = await listenOn(first)
    // It is held without keeping anybody waiting.
    if (server) return (server.unref(), first)
  }
  throw new Error(`Every row of ports from ${FIRST} on is taken.`)
}

/** Undefined where somebody else listens. */
const listenOn = (port: number): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
