import type { ClientCommand } from '../protocol/commands.js'
import type { Clock, Log } from '../protocol/ports.js'

/** So long (ms) an answer is waited for. */
const PATIENCE = 10_000

interface BesideOptions<C extends { id: string; type: string }> {
  transport: { send(command: C, options: { signal: AbortSignal }): Promise<unknown> }
  isOpen(): boolean
  clock: Clock
  log: Log
}

/** Commands that say how things are now go beside the outbox and are not kept: a lost one is repaired by the next. */
export const createBeside = <C extends { id: string; type: string } = ClientCommand>(options: BesideOptions<C>) => {
  const { transport, clock, log } = options
  const flights = new Set<() => void>()
  return {
    tell: (command: C) => {
      if (!options.isOpen()) return
      const controller = new AbortController()
      const undo = clock.after(PATIENCE, () => controller.abort())
      const stop = () => {
        undo()
        controller.abort()
        flights.delete(stop)
      }
      flights.add(stop)
      transport
        .send(command, { signal: controller.signal })
        .catch((error: unknown) => log('info', command.type, String(error)))
        .finally(stop)
    },
    dispose: () => flights.forEach(stop => stop()),
  }
}
