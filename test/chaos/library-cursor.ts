import type { OpenOptions, StreamEvent, Transport } from '../../src/protocol/transport.js'

/** Ms between an event's arrival and its being taken: longer than any pause of those who write, so that every cut finds some on the way. */
const LAG = 500

/**
 * The planted defect of D2, as fetch-event-source has it: the place in the stream is noted when an event arrives, the
 * event is taken a little later, and what was not taken when the stream broke is not asked for again.
 */
export const losesTheTail = <E extends StreamEvent, C extends { id: string; type: string }>(
  transport: Transport<E, C>,
): Transport<E, C> => {
  let cursor: string | undefined
  return {
    ...transport,
    open: async (options: OpenOptions<E>) => {
      let broken = false
      const onEvent = (event: E) => {
        cursor = event.cursor ?? cursor
        setTimeout(() => broken || options.onEvent(event), LAG)
      }
      try {
        await transport.open({ ...options, after: cursor, onEvent })
      } finally {
        broken = true
      }
    },
  }
}
