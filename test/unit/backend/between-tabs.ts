import type { Backend } from '../../../demo/backend/backend.js'
import { createGuest } from '../../../demo/channel/guest.js'
import { openHost } from '../../../demo/channel/host.js'
import type { Speaker } from '../../../demo/channel/speaker.js'
import { toCredential } from '../../../demo/backend/persons.js'
import type { DeskCommand, DeskEvent } from '../../../demo/protocol/desk.js'
import { parseDeskEvent } from '../../../demo/protocol/parse-desk-event.js'
import { toPipe } from '../../../demo/qa/backend/hosting.js'
import { toPageBackend } from '../../../demo/qa/backend/page-backend.js'
import type { ClientCommand } from '../../../src/protocol/commands.js'
import type { Cursor } from '../../../src/protocol/entities.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import type { TransportFailure } from '../../../src/protocol/failure.js'
import { parseEvent } from '../../../src/protocol/parse-event.js'
import type { Clock } from '../../../src/protocol/ports.js'
import type { StreamEvent, Transport } from '../../../src/protocol/transport.js'
import { createFakeBrowser } from '../../support/fake-tabs.js'

/** The same backend, each of its readers and writers in a tab of their own. */
export const betweenTabs = async (backend: Backend, clock: Clock): Promise<Backend> => {
  const browser = createFakeBrowser()
  const page = toPageBackend(backend, clock)
  const log = () => {}
  const host = await openHost({ tabs: browser.tab(), id: 'page', pipe: as => toPipe(page, as), log })
  let ids = 0
  const ports = () => ({ tabs: browser.tab(), clock, log, newId: () => `line${ids++}` })
  const visitor = (as: Speaker) =>
    createGuest<ServerEvent, ClientCommand>({ ...ports(), as: () => as, parse: parseEvent })
  const desk = (operator: string) =>
    createGuest<DeskEvent, DeskCommand>({
      ...ports(),
      as: () => ({ side: 'desk', operator }) satisfies Speaker,
      parse: parseDeskEvent,
    })

  return {
    ...backend,
    visitor: {
      ...backend.visitor,
      open: ({ token, identity, widget, locale, browser, ...stream }) =>
        listen(
          visitor({
            side: 'visitor',
            widget,
            ...(token !== undefined && { token }),
            ...(identity !== undefined && { identity }),
            ...(locale !== undefined && { locale }),
            ...(browser !== undefined && { userAgent: toUserAgent(browser) }),
          }),
          stream,
        ),
      send: (shown, command) => {
        const { token, identity } = toCredential(shown)
        const who = { ...(token !== undefined && { token }), ...(identity !== undefined && { identity }) }
        return visitor({ side: 'visitor', widget: 'main', ...who }).send(command as ClientCommand, {
          signal: new AbortController().signal,
        })
      },
    },
    desk: {
      ...backend.desk,
      open: (operator, stream) => listen(desk(operator), stream),
      send: (operator, command) =>
        desk(operator).send(command as DeskCommand, { signal: new AbortController().signal }),
    },
    health: backend.health,
    counts: backend.counts,
    dispose: async () => {
      await backend.dispose()
      host.dispose()
    },
  }
}

interface Reader<E> {
  after: Cursor | undefined
  onEvent(event: E): void
  close(failure: TransportFailure): void
}

const listen = <E extends StreamEvent>({ open }: Pick<Transport<E>, 'open'>, { after, onEvent, close }: Reader<E>) => {
  const stop = new AbortController()
  const { signal } = stop
  open({ after, signal, onAlive: () => {}, onEvent }).catch((why: TransportFailure) => signal.aborted || close(why))
  return () => stop.abort()
}

/** How “Firefox 145” calls itself. */
const toUserAgent = (browser: string) =>
  `Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 ${browser.replace(' ', '/')}.0`
