/** The whole backend inside this page, in memory: as long as the page, and no longer. */
import type { ClientCommand, Reply } from '../../../src/protocol/commands.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import { noCallbackLimits } from '../../backend/callback-limits.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import type { Clock, Log } from '../../../src/protocol/ports.js'
import type { Transport } from '../../../src/protocol/transport.js'
import { memory } from '../../../src/transports/memory.js'
import { toAppearance } from '../../backend/appearance.js'
import { createBackend, type Backend } from '../../backend/backend.js'
import { demoOperators, demoWidgetSettings } from '../../backend/demo-site.js'
import { createMemoryStore } from '../../backend/memory-store.js'
import { createKeeper } from '../../backend/site/keeper.js'
import { createMemoryShelf, type Widgets } from '../../backend/site/record.js'
import { startPulse } from '../../channel/pulse.js'
import type { Visitor } from '../../channel/speaker.js'
import type { DeskCommand, DeskEvent } from '../../protocol/desk.js'

export interface PageBackend {
  visitor(who: Visitor): Transport
  desk(operator: Id): Transport<DeskEvent, DeskCommand>
  dispose(): Promise<void>
}

/** What is told to those who connect from this page or from another tab. */
export const toPageBackend = (backend: Backend, clock: Clock): PageBackend => {
  const beating = createBeating(clock)
  return {
    visitor: ({ token, identity, userAgent, widget, locale }) =>
      memory<ServerEvent, ClientCommand>({
        open: ({ onAlive, close, ...stream }) => {
          const looks = { ...(locale !== undefined && { locale }), ...toAppearance({ userAgent }) }
          return beating(
            onAlive,
            backend.visitor.open({ ...stream, ...looks, token, identity, widget, close: shortly(close) }),
          )
        },
        send: async <C extends ClientCommand>(command: C) =>
          (await backend.visitor.send({ token, identity }, command)) as Reply<C>,
      }),
    desk: operator =>
      memory<DeskEvent, DeskCommand>({
        open: ({ onAlive, close, ...stream }) =>
          beating(onAlive, backend.desk.open(operator, { ...stream, close: shortly(close) })),
        send: async <C extends DeskCommand>(command: C) => (await backend.desk.send(operator, command)) as Reply<C>,
      }),
    dispose: backend.dispose,
  }
}

export interface PageBackendOptions {
  /** Marks this log: what was told by another one is not continued. */
  epoch: string
  clock: Clock
  log: Log
}

export const createPageBackend = async ({ epoch, clock, log }: PageBackendOptions): Promise<PageBackend> => {
  const store = createMemoryStore(epoch)
  const shelf = createMemoryShelf()
  const site = createKeeper({
    ...{ shelf, base: { widgets: toRecords(), groups: {} }, operators: () => demoOperators },
    apply: () => backend.configure(settings()),
    // What the button looks like, the options of this page say.
    hasLooks: false,
  })
  const settings = () => ({
    ...{ operators: demoOperators, unattended: true },
    ...{ widgets: site.read().widgets, groups: site.read().groups },
  })
  const backend = await createBackend({ store, clock, log, ...settings(), site, callbackLimits: noCallbackLimits })
  return toPageBackend(backend, clock)
}

/** The demo's widgets, as they may be changed. */
const toRecords = (): Widgets =>
  Object.fromEntries(Object.entries(demoWidgetSettings).map(([name, one]) => [name, { origins: [], ...one }]))

/** A quiet stream is not a dead one: it beats until `end` is called, which it returns. */
const createBeating = (clock: Clock) => (beat: () => void, end: () => void) => {
  const undo = startPulse(clock, beat)
  return () => {
    undo()
    end()
  }
}

/** As over http: a page hears the code of a refusal, its sentence is for those who write to the backend by hand. */
const shortly = (close: (why: TransportFailure) => void) => (why: TransportFailure) => {
  const { failure } = why
  if (failure.kind === 'retry') close(why)
  else close(new TransportFailure(failure, failure.kind === 'rejected' ? failure.code : failure.kind))
}
