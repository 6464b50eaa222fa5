import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { CallLine } from '../../../src/core/calling.js'
import type { Uploads } from '../../../src/core/uploads.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { Wire } from './wire.js'

/** There was nothing to be seen: the client's camera is off. */
export class NoPicture extends Error {}

/** What became of a picture that the client has agreed to, and that was not taken. */
export interface PictureFault {
  picture: Id
  why: 'dark' | 'failed'
}

/** Pictures of the client's video, from the question to the message. */
export interface Picturing {
  /** Why the last one was not taken. */
  readonly pictureFault: ReadonlySignal<PictureFault | undefined>
  /** Asks the client in the call for one. */
  askPicture(): void
  /**
   * Takes the one that they have agreed to and sends it into the conversation of the call: at most once, also where the
   * page is shown anew in between. A yes is to what is seen then, so one that came to nothing is spent all the same.
   * @param shoot rejects with `NoPicture` where there is nothing to be seen.
   */
  takePicture(shoot: () => Promise<File>): void
}

interface Parts {
  line: CallLine
  wire: Pick<Wire, 'orders'>
  uploads: Uploads
}

const TRIED = 'picture'

export const createPicturing = ({ line, wire, uploads }: Parts): Picturing => {
  const { call, store, log } = line
  const fault = signal<PictureFault | undefined>(undefined)
  let tried = store.get(TRIED)
  const spend = (picture: Id) => {
    tried = picture
    try {
      store.set(TRIED, picture)
    } catch (error) {
      log('info', 'picture.unkept', String(error))
    }
  }
  const send = (file: File, { session, picture }: { session: Id; picture: Id }) => {
    const id = uploads.add(file, session, ref => {
      wire.orders.give('message.send', { session, text: ref.name, files: [ref.id], picture })
      // Forgotten here alone: the backend needs it for the message.
      uploads.forget(id)
    })
  }
  return {
    pictureFault: fault,
    askPicture: () => {
      const now = call.peek()
      if (now) wire.orders.give('picture.ask', { session: now.session, call: now.id })
    },
    takePicture: shoot => {
      const { session, picture: { id: picture, state } = {} } = call.peek() ?? {}
      if (session === undefined || picture === undefined || state !== 'allowed' || tried === picture) return
      spend(picture)
      shoot().then(
        file => send(file, { session, picture }),
        (error: unknown) => {
          log('warn', 'picture.shoot', String(error))
          fault.value = { picture, why: error instanceof NoPicture ? 'dark' : 'failed' }
        },
      )
    },
  }
}
