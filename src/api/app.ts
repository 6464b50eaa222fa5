import type { Availability, Entry } from '../protocol/entities.js'
import type { LauncherWords } from '../i18n/words.js'
import type { Emitter } from './emitter.js'
import type { Options } from './options.js'
import type { WidgetEvents, WidgetState } from './events.js'
import type { Verb } from './verbs.js'

export type { Verb } from './verbs.js'

/** What somebody comes to who presses. */
export interface Expected extends Availability {
  /** Who finds nobody can leave a message there. */
  takesLetters?: boolean
}

/** The doorbell as the app sees it. */
export interface Doorbell {
  readonly host: HTMLElement
  readonly root: ShadowRoot
  /** Words of a language; pressing buttons stays possible throughout. */
  setWords(words: LauncherWords, locale: string): void
  setUnread(count: number): void
  /** What stands behind the pushes. Of an entry that is not in it there is nothing to say. */
  setExpected(expected: Partial<Record<Entry, Expected>>): void
  /** While a panel is open the launcher gives it its place. */
  setOpen(entry: Entry | undefined): void
  /** Focus back to the push that opened the panel. */
  focus(entry: Entry): void
}

/** Verbs with their arguments, in their order. */
export type Said = readonly (readonly [verb: Verb, args: readonly unknown[]])[]

/** What stage 1 hands to stage 2. State crosses as arguments: the two share no module instance. */
export interface AppHost {
  /** `lang` is the language the launcher speaks now. */
  options: Options
  doorbell: Doorbell
  /** Tells the page. */
  emit<T extends keyof WidgetEvents>(type: T, detail: WidgetEvents[T]): void
  /** Tells what the page listens to. */
  watch: Emitter['watch']
  /** Writes the snapshot behind `handle.state`, and returns it. */
  setState(change: Partial<WidgetState>): WidgetState
  /** What the page said before anybody acted: it comes before all other calls. */
  waiting: Said
}

/** Stage 2. */
export interface App {
  call(verb: Verb, args: readonly unknown[]): Promise<unknown>
  /** Not a node, listener, timer or connection left. */
  dispose(): void
}

/** What the app chunk exports as `startApp`. */
export type StartApp = (host: AppHost) => App
