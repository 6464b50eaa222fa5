import type { ReadonlySignal, Signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import type { VisitorConversation } from '../../core/conversation.js'
import type { Session } from '../../protocol/entities.js'
import type { CallbackWords, PanelWords } from '../../i18n/words.js'
import type { RoomOptions } from '../panel.js'
import type * as numbers from '../phone/index.js'
import type { Country } from '../phone/index.js'

/** What knows the numbers of the world. */
export type Numbers = typeof numbers
/** The panel's first words, and those that the chat says too. */
export type FirstWords = PanelWords & CallbackWords

/** What the room `called` says of a field. */
export interface Said {
  /** What is wrong, as a sentence that says what to do next. */
  wrong?: string | undefined
  /** Takes the hint's place. */
  note?: string | undefined
  /** It is all there, as far as can be seen. */
  isWhole?: boolean
  /** What the button says, where it says more than at first. */
  press?: string | undefined
  /** What stands below the field, such as half hours. */
  more?: ComponentChild
}

/** A field with its button: what stands in it is the visitor's. */
export interface Field {
  readonly input: { current: HTMLInputElement | null }
  /** What stands in it, whatever goes wrong. */
  readonly text: Signal<string>
  /** It was pressed, and there is no answer yet. */
  readonly isBusy: Signal<boolean>
  readonly said: Signal<Said>
}

/** What the panel and the room `called` have in common: the one draws it, the other one writes it. */
export interface Ways extends Pick<RoomOptions, 'life' | 'locale' | 'root'> {
  words: ReadonlySignal<FirstWords>
  /** Undefined until somebody has acted. */
  conversation: ReadonlySignal<VisitorConversation | undefined>
  /** How things stood when the panel opened. */
  before: Session | undefined
  /** The number of a phone, and the number of an invitation. */
  phone: Field
  code: Field
  /** ISO 3166; empty until it is guessed. */
  country: Signal<string>
  /** The country as it is shown, such as “CZ +420”. */
  where: Signal<string>
  countries: Signal<readonly Country[]>
  isLater: Signal<boolean>
  numbers: ReadonlySignal<Numbers | undefined>
  /** Resolves once numbers are known, or cannot be. */
  fetchNumbers(): Promise<void>
  /** What stands in the place of the fields: something rings or is arranged. */
  told: Signal<ComponentChild>
  /** What has become of the last one. */
  end: Signal<ComponentChild>
  /** What is said aloud. */
  polite: Signal<string>
  press(field: Field): void
  focus(): void
  /** The chat takes the panel's place, if that is still open. */
  toChat(): void
}
