import type { ThreadItem } from '../../core/model.js'
import { wordsOf } from '../../i18n/format.js'
import type { View } from './view.js'

/* Sentences that are both shown and said aloud. */

export const sayLine = ({ conversation, line: { value: state }, words }: View): string =>
  state === 'fault' ? (wordsOf(words.faults, conversation.connection.value.code) ?? words.fault) : state && words[state]

export const sayFailed = ({ words }: View, { state, code }: ThreadItem): string => {
  const reason = wordsOf(words.reasons, code)
  return state === 'unsure' ? words.unsure : words.failed + (reason ? `: ${reason}` : '')
}
