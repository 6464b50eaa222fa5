import { createGuest } from '../../demo/channel/guest.js'
import { openHost, type AnyPipe } from '../../demo/channel/host.js'
import { createClock } from '../../src/browser/clock.js'
import type { ClientCommand } from '../../src/protocol/commands.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import { TransportFailure } from '../../src/protocol/failure.js'
import { parseEvent } from '../../src/protocol/parse-event.js'
import type { Transport } from '../../src/protocol/transport.js'
import { createFakeBrowser } from '../support/fake-tabs.js'
import { createMemoryRig } from './memory-rig.js'

/** The reference backend in one tab, each visitor in another. */
export const createChannelRig = async (spoil = (transport: Transport) => transport) => {
  const browser = createFakeBrowser()
  const pipes: Transport[] = []
  let ids = 0
  const newId = () => `line-${ids++}`
  const pipe = (as: unknown): AnyPipe => {
    const mine = pipes[as as number]
    if (!mine) throw new TransportFailure({ kind: 'gone' }, 'there is no such visitor')
    return mine
  }
  const host = await openHost({ tabs: browser.tab(), id: 'rig', pipe, log: () => {} })
  const lend = (transport: Transport): Transport => {
    const as = pipes.push(transport) - 1
    const options = { tabs: browser.tab(), clock: createClock(), log: () => {}, newId, as: () => as, parse: parseEvent }
    return spoil(createGuest<ServerEvent, ClientCommand>(options))
  }
  // Between tabs go words only.
  const rig = await createMemoryRig(lend, false)
  return {
    ...rig,
    lines: () => host.lines,
    dispose: async () => {
      host.dispose()
      await rig.dispose()
    },
  }
}
