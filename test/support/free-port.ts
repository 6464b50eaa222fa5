import { createServer } from 'node:net'

/*
 * A server that is killed and comes back must find its port again. The system takes ports from 32768 on for the near ends
 * of connections, so ours lie below; each process has sixteen in a row to itself.
 */
const FIRST = 10_000
const EACH = 16
const MANY = Math.floor((32_768 - FIRST) / EACH)
let given = 0

/** A port of this machine that nobody listens on, and that no connection can take meanwhile. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST + (((process.pid % MANY) * EACH + given++) % (MANY * EACH))
    if (await isFree(port)) return port
  }
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
