import { react } from '../../src/core/react.js'
import type { ThreadItem } from '../../src/core/model.js'
import { toFailure } from '../../src/protocol/failure.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import type { Said, View, ViewState } from '../support/checker.js'

/** Writes down what one end says, what it is told of it, and what it sees. */
export interface Recorder {
  readonly said: readonly Said[]
  readonly views: readonly View[]
  /** Something was put into the outbox. */
  say(command: string): void
  /** Hears what becomes of each message. */
  overhear<E extends StreamEvent, C extends { id: string; type: string }>(transport: Transport<E, C>): Transport<E, C>
  /** Watches a thread from now on, as one more view. Returns its undo. */
  watch(read: () => readonly ThreadItem[]): () => void
}

export const createRecorder = (sender: string): Recorder => {
  const said: Said[] = []
  const views: View[] = []

  const learn = (command: string, outcome: Said['outcome']) => {
    const one = said.find(one => one.command === command)
    if (one && one.outcome !== 'acked') one.outcome = outcome
  }

  return {
    said,
    views,
    say: command => void said.push({ sender, command, outcome: 'unknown' }),
    overhear: transport => ({
      ...transport,
      send: async (command, options) => {
        try {
          const reply = await transport.send(command, options)
          learn(command.id, 'acked')
          return reply
        } catch (thrown) {
          if (toFailure(thrown).kind === 'rejected') learn(command.id, 'refused')
          throw thrown
        }
      },
    }),
    watch: read => {
      const states: ViewState[] = []
      const view: View = { reader: `${sender} ${views.length + 1}`, states }
      views.push(view)
      const undo = react(read, items => {
        const state = toState(items)
        states.push(state)
        // The echo in the stream is as good an answer as the answer.
        for (const command of state.held) learn(command, 'acked')
      })
      return () => {
        undo()
        view.left = true
      }
    },
  }
}

const toState = (items: readonly ThreadItem[]): ViewState => {
  const isHeld = ({ seq }: ThreadItem) => seq !== undefined
  const firstWaiting = items.findIndex(item => !isHeld(item))
  return {
    held: items.filter(isHeld).map(({ key }) => key),
    mixed: firstWaiting >= 0 && items.slice(firstWaiting).some(isHeld),
    failed: items.some(({ state }) => state === 'failed' || state === 'unsure'),
  }
}
