import type { ReadonlySignal } from '@preact/signals'
import type { CallWords } from '../../i18n/words.js'
import type { CallModel } from './model.js'

/** What the leaves of a call read. */
export interface CallView {
  model: CallModel
  words: ReadonlySignal<CallWords>
  /** Name of the other side. */
  name: ReadonlySignal<string>
  /** Fills the whole page: its buttons have words under them. */
  isPage?: boolean
}
