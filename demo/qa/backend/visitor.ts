import type { ClientCommand } from '../../../src/protocol/commands.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import { parseEvent } from '../../../src/protocol/parse-event.js'
import type { Transport, TransportContext } from '../../../src/protocol/transport.js'
import { createCredential } from '../../../src/transports/credential.js'
import { createGuest } from '../../channel/guest.js'
import type { Speaker, Visitor } from '../../channel/speaker.js'
import type { Tabs } from '../../channel/tabs.js'
import type { Hosting } from './hosting.js'

export interface VisitorOptions {
  hosting: Hosting
  tabs: Tabs
  /** A fresh unguessable id. */
  newId(): string
  /** The browser's own words for itself. */
  userAgent: string
}

/** The widget's pipe to the backend, in this page or in another tab: looked for afresh by every stream and command. */
export const createVisitorPipe = (options: VisitorOptions, context: TransportContext): Transport => {
  const { hosting, tabs, newId, userAgent } = options
  const { widget, locale, clock, log } = context
  const { token, hear, fail } = createCredential(context)

  const who = async (): Promise<Visitor> => {
    const identity = await context.identity()
    const mine = token()
    return {
      ...{ widget, locale: locale(), userAgent },
      ...(mine !== undefined && { token: mine }),
      ...(identity !== undefined && { identity }),
    }
  }
  let speaker: Speaker | undefined
  const as = () => speaker
  const guest = createGuest<ServerEvent, ClientCommand>({ tabs, clock, log, newId, as, parse: parseEvent })
  const find = async () => {
    await hosting.decided()
    const mine = await who()
    speaker = { side: 'visitor', ...mine }
    return hosting.here(mine) ?? guest
  }

  return {
    open: async ({ onEvent, ...opening }) => {
      const take = (event: ServerEvent) => {
        hear(event)
        onEvent(event)
      }
      return (await find()).open({ ...opening, onEvent: take }).catch(fail)
    },
    send: async (command, sending) => (await find()).send(command, sending).catch(fail),
  }
}
