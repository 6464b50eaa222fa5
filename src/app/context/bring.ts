import { effect, untracked } from '@preact/signals-core'
import { ZvonekError } from '../../api/errors.js'
import type { VisitorConversation } from '../../core/conversation.js'

/**
 * Files that the page sends for its visitor, one after the other, as those that are chosen in the panel.
 * @throws {ZvonekError}
 */
export const bringAll = async (conversation: VisitorConversation, files: readonly File[]): Promise<void> => {
  await heard(conversation)
  if (!conversation.can('files')) throw new ZvonekError('unsupported', 'This backend takes no files.')
  const { parts } = await import('../../panels/files/index.js')
  const { uploads, sent } = parts.hold(conversation)
  await Promise.all(
    files.map(
      file =>
        new Promise<void>((resolve, reject) => {
          let isDone = false
          const id = uploads.add(file, undefined, ref => {
            sent.set(conversation.send(ref.name, [ref.id]), ref)
            isDone = true
            uploads.forget(id)
          })
          const undo = effect(() => {
            const item = uploads.items.value.find(one => one.id === id)
            if (item && item.state !== 'refused') return
            if (isDone) resolve()
            else reject(refused(file, item?.code ?? 'file.removed'))
            untracked(() => queueMicrotask(() => undo()))
          })
        }),
    ),
  )
}

const refused = ({ name }: File, code: string) =>
  new ZvonekError(code, code === 'file.removed' ? `The visitor has taken “${name}” back.` : `“${name}” was refused.`)

/** What a backend takes it says at first. */
const heard = ({ heard: told, connection }: VisitorConversation) =>
  new Promise<void>(resolve => {
    const undo = effect(() => {
      if (!told.value && connection.value.state !== 'online') return
      resolve()
      queueMicrotask(() => undo())
    })
  })
