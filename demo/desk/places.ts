/** Where the backend of this desk runs, and how one talks to it from here. */
import type { StorageKind } from '../../src/browser/storage.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import { PROTOCOL } from '../../src/protocol/events.js'
import type { Id } from '../../src/protocol/entities.js'
import type { Transport } from '../../src/protocol/transport.js'
import { createPipe } from '../../src/transports/http/pipe.js'
import { createGuest, watchHosts } from '../channel/guest.js'
import type { Speaker } from '../channel/speaker.js'
import { browserTabs } from '../channel/tabs.js'
import type { DeskCommand, DeskEvent } from '../protocol/desk.js'
import { parseDeskEvent } from '../protocol/parse-desk-event.js'
import type { Lines } from './rooms/Strips.js'
import { words } from './words.js'

export interface PlacePorts {
  clock: Clock
  log: Log
  newId(): Id
}

export interface Place {
  /** Where drafts and orders wait, and before each of their keys. */
  storage: StorageKind
  prefix: string
  /** What the header says of it. */
  note?: string
  /** What is said of the line in each of its states. */
  lines: Lines
  connect(operator: Id, ports: PlacePorts): Transport<DeskEvent, DeskCommand>
  /** Hears of every reason to try at once; returns its undo. */
  watch(onHope: () => void): () => void
}

export const server: Place = {
  storage: 'local',
  prefix: 'zvonek:desk:',
  lines: words.banner,
  connect: (operator, { log }) =>
    createPipe<DeskEvent, DeskCommand>({
      base: '/v1/desk',
      fetch: (...request) => fetch(...request),
      log,
      credentials: 'same-origin',
      headers: () => ({ 'x-zvonek-operator': operator }),
      opening: () => ({ protocol: PROTOCOL }),
      parse: parseDeskEvent,
    }),
  watch: () => () => {},
}

/** The QA page in another tab of this browser: no server, so no key either. */
export const page: Place = {
  // What was meant for a backend that lived in memory is of no use to the next one.
  storage: 'session',
  prefix: 'zvonek:desk-of-page:',
  note: words.page.note,
  lines: { ...words.banner, ...words.page.banner },
  connect: (operator, ports) =>
    createGuest<DeskEvent, DeskCommand>({
      ...ports,
      tabs: browserTabs(),
      as: () => ({ side: 'desk', operator }) satisfies Speaker,
      parse: parseDeskEvent,
    }),
  watch: onHope => watchHosts(browserTabs(), onHope),
}
