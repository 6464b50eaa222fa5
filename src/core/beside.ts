import type { ClientCommand, Reply } from '../protocol/commands.js'
import type { Clock, Log } from '../protocol/ports.js'
import type { StreamEvent, Transport } from '../protocol/transport.js'

/** So long (ms) an answer is waited for. */
const PATIENCE = 10_000

interface BesideOptions<C extends { id: string; type: string }> {
  transport: Pick<Transport<StreamEvent, C>, 'send'>
  isOpen(): boolean
  clock: Clock
  log: Log
}

/** Commands that say how things are now go beside the outbox and are not kept: a lost one is repaired by the next. */
export const createBeside = <C extends { id: string; type: string } = ClientCommand>(options: BesideOptions<C>) => {
  const { transport, clock, log } = options
  const flights = new Set<() => void>()
  /** @throws {TransportFailure} also when the answer takes too long. */
  const ask = <K extends C>(command: K): Promise<Reply<K>> => {
    const controller = new AbortController()
    const undo = clock.after(PATIENCE, () => controller.abort())
    const stop = () => {
      undo()
      controller.abort()
      flights.delete(stop)
    }
    flights.add(stop)
    return transport.send(command, controller).finally(stop)
  }
  return {
    ask,
    tell: (command: C) => {
      if (options.isOpen()) ask(command).catch((error: unknown) => log('info', command.type, String(error)))
    },
    dispose: () => flights.forEach(stop => stop()),
  }
}
export type Beside = ReturnType<typeof createBeside<ClientCommand>>
