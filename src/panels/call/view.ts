import type { ReadonlySignal } from '@preact/signals'
import type { CallPageWords, CallRoomWords, CallWords } from '../../i18n/words.js'
import type { Parts } from './check/index.js'
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

/** The same in the rooms of who sits in it. */
export interface InnerView extends CallView {
  words: ReadonlySignal<CallWords & CallRoomWords>
}

/** And on the stage: what was drawn with before the call, it goes on with. */
export interface StageView extends InnerView {
  parts: Parts
}
