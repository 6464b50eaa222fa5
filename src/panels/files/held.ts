import type { VisitorConversation } from '../../core/conversation.js'
import { react } from '../../core/react.js'
import { createUploads, type Uploads } from '../../core/uploads.js'
import type { FileRef, Id } from '../../protocol/entities.js'

export interface Held {
  uploads: Uploads
  /** Files of own messages that the backend has not taken yet, by the messages' keys. */
  sent: Map<string, FileRef>
}

/** Files on their way outlive a closed panel: they belong to the conversation. */
export const hold = (conversation: VisitorConversation): Held => {
  const there = conversation.rooms.get('files') as Held | undefined
  if (there) return there
  const uploads = createUploads({ ...conversation.ports, limits: conversation.limits })
  const undo = react(
    () => conversation.connection.value.state === 'online',
    isOnline => {
      if (isOnline) uploads.resume()
    },
  )
  conversation.onEnd(() => {
    undo()
    uploads.dispose()
  })
  const held = { uploads, sent: new Map<Id, FileRef>() }
  conversation.rooms.set('files', held)
  return held
}
