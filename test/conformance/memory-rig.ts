import { createBackend } from '../../demo/backend/backend.js'
import { bringBlob } from '../../demo/backend/files/bring.js'
import { createMemoryFiles } from '../../demo/backend/files/memory-files.js'
import { createMemoryStore } from '../../demo/backend/memory-store.js'
import type { DeskCommand, DeskEvent } from '../../demo/protocol/desk.js'
import { detect, digest } from '../../demo/server/detect.js'
import { createClock } from '../../src/browser/clock.js'
import type { RigVisitor } from '../../src/conformance.js'
import type { ClientCommand, Reply } from '../../src/protocol/commands.js'
import type { ServerEvent } from '../../src/protocol/events.js'
import { TransportFailure } from '../../src/protocol/failure.js'
import type { Transport } from '../../src/protocol/transport.js'
import { memory } from '../../src/transports/memory.js'
import { farEnd, OPERATORS, WIDGETS, withIdentity } from './rig.js'

/** The reference backend in this process, behind the memory transport. `spoil` plants a defect into what is checked. */
export const createMemoryRig = async (spoil = (transport: Transport) => transport, takesFiles = true) => {
  const clock = createClock()
  const files = { store: createMemoryFiles(), detect, digest, rules: { part: 65_536 } }
  const options = {
    ...(takesFiles && { files }),
    store: createMemoryStore('memory'),
    clock,
    operators: OPERATORS,
    widgets: WIDGETS,
    log: () => {},
  }
  const backend = await createBackend(options)
  const desk = memory<DeskEvent, DeskCommand>({
    open: stream => backend.desk.open('anna', stream),
    send: async <C extends DeskCommand>(command: C) => (await backend.desk.send('anna', command)) as Reply<C>,
  })

  const visitor = async (): Promise<RigVisitor> => {
    let token: string | undefined
    const streams = new Set<(failure: TransportFailure) => void>()
    const keepToken = (event: ServerEvent) => {
      if (event.type === 'hello') token = event.visitor.token ?? token
    }
    const { transport, me } = withIdentity(
      memory({
        open: ({ after, onEvent, close }) => {
          streams.add(close)
          const take = (event: ServerEvent) => {
            keepToken(event)
            onEvent(event)
          }
          return backend.visitor.open({ token, widget: 'main', after, close, onEvent: take })
        },
        send: async <C extends ClientCommand>(command: C) => (await backend.visitor.send(token, command)) as Reply<C>,
        upload: async (file, uploading) => bringBlob(await backend.visitor.files(token), file, uploading),
      }),
    )
    return {
      transport: spoil(transport),
      ...farEnd(desk, me),
      cut: async () => {
        for (const close of streams) close(new TransportFailure({ kind: 'retry', done: 'no' }, 'cut'))
        streams.clear()
      },
    }
  }
  return { visitor, dispose: () => backend.dispose() }
}
