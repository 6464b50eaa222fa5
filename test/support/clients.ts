import { parseDeskEvent } from '../../demo/protocol/parse-desk-event.js'
import type { DeskCommand, DeskEvent } from '../../demo/protocol/desk.js'
import { createClock } from '../../src/browser/clock.js'
import type { ClientCommand } from '../../src/protocol/commands.js'
import { PROTOCOL, type ServerEvent } from '../../src/protocol/events.js'
import type { KeyStore } from '../../src/protocol/ports.js'
import type { Transport } from '../../src/protocol/transport.js'
import { createPipe, createVisitorPipe } from '../../src/transports/http/pipe.js'

/** A visitor's pipe as a tab has it; the store holds the token. */
export const openTab = (url: string, store: KeyStore): Transport =>
  createVisitorPipe(
    { url },
    {
      store,
      widget: 'main',
      locale: () => 'en',
      identity: () => Promise.resolve(undefined),
      fetch: (...request) => fetch(...request),
      clock: createClock(),
      log: () => {},
    },
  )

/** Listens until the first `live`, and no longer: gives what came. The token is in the store then. */
export const greet = async (tab: Transport): Promise<ServerEvent[]> => {
  const stop = new AbortController()
  const events: ServerEvent[] = []
  const live = new Promise<void>((resolve, reject) => {
    tab
      .open({
        after: undefined,
        signal: stop.signal,
        onAlive: () => {},
        onEvent: event => {
          events.push(event)
          if (event.type === 'live') resolve()
        },
      })
      .catch(reject)
  })
  await live
  stop.abort()
  return events
}

/** A visitor who has a session, in the queue. */
export const startSession = async (tab: Transport) => {
  await greet(tab)
  return ask(tab, { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' })
}

/** One command, waited for. */
export const ask = <C extends ClientCommand>(tab: Transport, command: C) =>
  tab.send(command, { signal: AbortSignal.timeout(10_000) })

/** Where a server is, and how to get to its desk. */
export interface DeskAddress {
  url: string
  deskKey: string
}

/** An operator's pipe as the desk has it, logged in; `way` is how its requests go, when not straight. */
export const openDesk = async (
  { url, deskKey }: DeskAddress,
  operator = 'anna',
  way = url,
): Promise<Transport<DeskEvent, DeskCommand>> => {
  const login = await fetch(`${url}/v1/desk/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: deskKey, operator }),
  })
  const cookie = login.headers.getSetCookie().map(one => one.split(';')[0])
  if (!login.ok || !cookie.length) throw new Error(`the desk did not let ${operator} in: ${login.status}`)
  return createPipe<DeskEvent, DeskCommand>({
    base: `${way}/v1/desk`,
    fetch: (...request) => fetch(...request),
    log: () => {},
    credentials: 'same-origin',
    headers: () => ({ 'x-zvonek-operator': operator, cookie: cookie.join('; ') }),
    opening: () => ({ protocol: PROTOCOL }),
    parse: parseDeskEvent,
  })
}
