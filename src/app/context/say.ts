import { ZvonekError } from '../../api/errors.js'
import type { VisitorConversation } from '../../core/conversation.js'
import { bringAll } from './bring.js'

/** `handle.send`: refusals before the outbox in words a developer can act on. */
export const say = async (conversation: () => VisitorConversation, message: unknown): Promise<void> => {
  const { text, files } = read(message)
  const here = conversation()
  if (text || !files.length) speak(here, text)
  if (files.length) await bringAll(here, files)
}

const read = (message: unknown): { text: string; files: readonly File[] } => {
  if (typeof message === 'string') return { text: message, files: [] }
  const given = Object(message) as { text?: unknown; files?: unknown }
  const text = Object.hasOwn(given, 'text') ? (given.text ?? '') : ''
  const files = Object.hasOwn(given, 'files') ? Array.from((given.files ?? []) as File[]) : []
  if (
    typeof text !== 'string' ||
    !files.every(file => file instanceof File) ||
    !(text || Object.hasOwn(given, 'text') || files.length)
  )
    throw new ZvonekError('options', 'send takes a text, or { text, files } with files of the browser')
  return { text, files }
}

const speak = (conversation: VisitorConversation, text: string) => {
  try {
    conversation.send(text)
  } catch (error) {
    if (error instanceof RangeError) throw new ZvonekError(error.message, WHY[error.message] ?? error.message)
    throw error
  }
}
const WHY: Record<string, string> = {
  'text.empty': 'A message needs some text.',
  'text.long': 'The message is too long: send it in parts.',
}
