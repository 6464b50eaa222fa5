import { effect, untracked } from '@preact/signals'
import { createUploads, type Uploads } from '../../core/uploads.js'
import { adopt } from '../../styles/sheet.js'
import type { View } from '../chat/view.js'
import css from './Files.css'
import { Sent } from './Sent.js'
import { Tray } from './Tray.js'

/** What the conversation shows files with, once they are wanted. */
export interface FilesRoom {
  Sent: typeof Sent
  tray: ReturnType<typeof Tray>
}

/** Files on their way outlive a closed panel: they belong to the conversation. */
export const uploadsOf = ({ ports }: View['conversation']): Uploads => (ports.uploads ??= createUploads(ports))

/** Takes what was chosen, dropped or pasted; each file becomes a message once the backend has it. Returns its undo. */
export const start = (view: View): (() => void) => {
  const { conversation, given } = view
  const uploads = uploadsOf(conversation)
  const bring = (file: File) => {
    const id = uploads.add(file, undefined, ref => {
      // The outbox has it from here on.
      conversation.send(ref.name, [ref.id])
      uploads.remove(id)
    })
  }
  const undo = [
    adopt(view.root, css),
    effect(() => {
      const files = given.value
      if (files.length) untracked(() => ((given.value = []), files.forEach(bring)))
    }),
  ]
  view.files.value = { Sent, tray: <Tray view={view} uploads={uploads} /> }
  return () => {
    undo.forEach(off => off())
    view.files.value = undefined
  }
}
