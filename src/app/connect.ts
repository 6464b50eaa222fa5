import type { AppHost } from '../api/app.js'
import { createClock } from '../browser/clock.js'
import type { Transport, TransportContext } from '../protocol/transport.js'
import { createVisitorPipe } from '../transports/http/pipe.js'
import { report } from './report.js'

/** How a pipe speaks for somebody. */
export type Speaking = Pick<TransportContext, 'store' | 'identity' | 'locale'>

/** The page's transport, or our own protocol. Made at the first use: before it there is no connection. */
export const connect = ({ options }: AppHost, speaking: Speaking): Transport => {
  const context: TransportContext = {
    ...speaking,
    widget: options.widget,
    fetch: (...request) => fetch(...request),
    clock: createClock(),
    log: report,
  }
  const make = async () =>
    options.transport?.(context) ?? createVisitorPipe({ url: options.server ?? location.origin }, context)
  let made: Promise<Transport> | undefined
  const get = () => (made ??= make())
  return {
    open: async opening => (await get()).open(opening),
    send: async (command, sending) => (await get()).send(command, sending),
    upload: async (file, uploading) => (await get()).upload!(file, uploading),
  }
}
