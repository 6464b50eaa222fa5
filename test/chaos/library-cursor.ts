import type { OpenOptions, StreamEvent, Transport } from '../../src/protocol/transport.js'

/** Ms between an event's arrival and its being taken: longer than any pause of those who write, so that every cut finds some on the way. */
const LAG = 500

/**
 * The planted defect of D2, as fetch-event-source has it: the place in the stream is noted when an event arrives, the
 * event is taken a little later, and what was not taken when the stream broke is not asked for again.
 */
export const createTailLoser = () => {
  let lost = 0
  const spoil = <E extends StreamEvent, C extends { id: string; type: string }>(
    transport: Transport<E, C>,
  ): Transport<E, C> => {
    const own = new Set<string>()
    let cursor: string | undefined
    return {
      ...transport,
      send: (command, options) => {
        own.add(command.id)
        return transport.send(command, options)
      },
      open: async (options: OpenOptions<E>) => {
        let broken = false
        const take = (event: E) => {
          if (!broken) options.onEvent(event)
          else if (isFromElsewhere(event, own)) lost++
        }
        const onEvent = (event: E) => {
          cursor = event.cursor ?? cursor
          setTimeout(take, LAG, event)
        }
        try {
          await transport.open({ ...options, after: cursor, onEvent })
        } finally {
          broken = true
        }
      },
    }
  }
  /** How many words of the other side were thrown away: whether a cut finds some on the way is the network's luck. */
  return { spoil, lost: () => lost }
}

const isFromElsewhere = (event: StreamEvent & { message?: { command?: string } }, own: ReadonlySet<string>) =>
  event.type === 'message.added' && !own.has(event.message?.command ?? '')
