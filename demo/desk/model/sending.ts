import type { ReadonlySignal } from '@preact/signals-core'
import { react } from '../../../src/core/react.js'
import { createUploads } from '../../../src/core/uploads.js'
import type { Board } from './board.js'
import type { Talk } from './model.js'
import type { Wire, WireOptions } from './wire.js'

interface Parts extends Pick<WireOptions, 'transport' | 'clock' | 'random' | 'newId'> {
  board: Board
  wire: Wire
  selected: ReadonlySignal<Talk | undefined>
  answered(): void
}

/** Files that the operator sends: each is a message of the conversation it was given to, once the backend has it. */
export const createSending = ({ board, wire, selected, answered, ...ports }: Parts) => {
  const uploads = createUploads({ ...ports, limits: board.limits })
  const undo = react(
    () => wire.connection.status.value.state === 'online',
    isOnline => {
      if (isOnline) uploads.resume()
    },
  )
  const give = (file: File, session: string): void => {
    const id = uploads.add(file, session, ref => {
      wire.orders.give('message.send', { session, text: ref.name, files: [ref.id] })
      uploads.forget(id)
    })
  }
  return {
    uploads,
    sendFiles: (files: readonly File[]): void => {
      const talk = selected.peek()
      if (!talk?.answerable || board.limits.peek().file === undefined) return
      for (const file of files) give(file, talk.id)
      answered()
    },
    dispose: (): void => {
      undo()
      uploads.dispose()
    },
  }
}
