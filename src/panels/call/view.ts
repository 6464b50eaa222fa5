import type { ReadonlySignal } from '@preact/signals'
import type { CallPageWords, CallWords } from '../../i18n/words.js'
import type { CallModel } from './model.js'

/** What the leaves of a call read. */
export interface CallView {
  model: CallModel
  words: ReadonlySignal<CallWords>
  /** Name of the other side. */
  name: ReadonlySignal<string>
  /** Fills the whole page, with words of its own. */
  page?: ReadonlySignal<CallPageWords>
}
