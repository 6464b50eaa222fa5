import type { ReadonlySignal, Signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import type { VisitorConversation } from '../core/conversation.js'
import type { Conversation } from '../core/model.js'
import type { PanelWords, RoomWords } from '../i18n/words.js'
import type { Entry } from '../protocol/entities.js'
import type { FormValues } from '../protocol/form.js'
import type { CallEars } from './call/tell.js'
import type { Life } from './called/knock.js'

/** What stands at the foot of the chat beside its own. */
export type FootLine = Signal<ComponentChild>

/** What every panel is given. The shadow root is the launcher's: both share one place on the page. */
export interface PanelOptions {
  root: ShadowRoot
  conversation: Conversation
  words: ReadonlySignal<PanelWords>
  /** Brings the words of a room that is about to be entered, where the language has them in a file of their own. */
  speak?(room: keyof RoomWords): Promise<unknown>
  /** BCP 47 tag for dates and numbers. */
  locale: ReadonlySignal<string>
  /** What the site says to who waits in the queue. */
  note: ReadonlySignal<string>
  /** What the page knows of its visitor, for the fields that ask for it. */
  params(): FormValues
  /** A check of the site's own, as it is now: called when a form is sent. */
  check(): ((form: { form: string }) => Promise<unknown>) | undefined
  /** Something is asked before the queue, and nothing runs: what it is, the backend says. */
  asks: boolean
  /** The visitor wants it closed: button, Escape or Back. */
  onClose(): void
  /** Another panel, once this one is closed. */
  open?(entry: Entry): unknown
  foot: FootLine
  /** A form was filled in and goes to the backend; `form` is its id. */
  submitted(form: string): void
}

export interface Panel {
  /** Puts focus where writing starts (the title on touch, so that no keyboard jumps up). */
  focus(): void
  /** Folds the panel with its motion and takes it off the page. */
  dispose(): void
}

/** What a panel's chunk exports as `mount`. */
export type MountPanel = (options: PanelOptions) => Panel

/** What a room is given that comes as a file of its own. */
export interface RoomOptions extends PanelOptions {
  life: Life
  conversation: VisitorConversation
  open(entry: Entry, ticket?: string): unknown
  /** Of the tab that the press has opened, if it has. */
  ticket: string | undefined
  /** Where calls have a page of their own. */
  callPage: string | undefined
  /** Tells the page of calls. */
  emit: CallEars['emit']
  setState: CallEars['setState']
}
export type MountRoom = (options: RoomOptions) => Panel
