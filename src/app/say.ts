import { ZvonekError } from '../api/errors.js'
import type { Conversation } from '../core/model.js'

/** `handle.send`: refusals before the outbox in words a developer can act on. */
export const say = (conversation: Conversation, text: string) => {
  try {
    return conversation.send(text)
  } catch (error) {
    if (error instanceof RangeError) throw new ZvonekError(error.message, WHY[error.message] ?? error.message)
    throw error
  }
}
const WHY: Record<string, string> = {
  'text.empty': 'A message needs some text.',
  'text.long': 'It is longer than state.limits.text: send it in parts.',
}
