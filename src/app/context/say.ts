import { ZvonekError } from '../../api/errors.js'
import type { Conversation } from '../../core/model.js'

/** `handle.send`: refusals before the outbox in words a developer can act on. */
export const say = (conversation: () => Conversation, message: unknown) => {
  const text = typeof message === 'string' ? message : (message as { text?: unknown } | undefined)?.text
  if (typeof text !== 'string') throw new ZvonekError('options', 'send takes a text')
  try {
    return conversation().send(text)
  } catch (error) {
    if (error instanceof RangeError) throw new ZvonekError(error.message, WHY[error.message] ?? error.message)
    throw error
  }
}
const WHY: Record<string, string> = {
  'text.empty': 'A message needs some text.',
  'text.long': 'The message is too long: send it in parts.',
}
