import type { ReadonlySignal, Signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import type { Operator, Session } from '../../protocol/entities.js'
import type { PanelWords } from '../../i18n/words.js'
import type { SlipsRoom } from '../asking/index.js'
import type { FilesRoom } from '../files/index.js'
import type { Live } from '../frame/live.js'
import type { Hands } from '../parts/hands.js'
import type { PanelOptions } from '../panel.js'
import type { Dates } from './dates.js'

/** What the leaves of the chat read; the server's truth stays in `conversation`. Getters read signals where they stand. */
export interface View extends Omit<PanelOptions, 'words'>, Hands {
  readonly words: PanelWords
  readonly dates: Dates
  readonly session: Session | undefined
  live: Live
  /** What the visitor is told of the connection. */
  line: ReadonlySignal<LineState>
  /** What stands above the messages, such as a call. */
  above: Signal<ComponentChild>
  /** Whether something is asked first is not known yet: no field, no form. */
  hold: Signal<boolean>
  /** What stands in the place of the conversation. */
  instead: Signal<Instead | undefined>
  /** What would stand there if the visitor had not touched what does. */
  next: Signal<Next | undefined>
  /** Why a message is to be left although somebody is there, in words; empty: none is. */
  letter: Signal<string>
  /** Another way out, below the words of the queue. */
  aside: Signal<ComponentChild>
  /** Files that were chosen, dropped or pasted, until their room takes them. */
  given: Signal<readonly File[]>
  /** What shows files, once it is here. */
  filed: Signal<FilesRoom | undefined>
  /** What draws forms among the messages, once there is one. */
  slips: Signal<SlipsRoom | undefined>
  /** The end of the thread is in view. */
  atEnd: Signal<boolean>
  /** Where writing starts. */
  field: { current: HTMLElement | null }
  /** Back to where writing starts: after a button that leaves the page with its job. */
  focus(): void
}

export interface Instead {
  /** Undefined: the conversation's own. */
  head: ComponentChild
  body: ComponentChild
}

export interface Next {
  /** Says so, and has a button that brings it. */
  line: ComponentChild
  /** What is written is for it: Send brings it, and nothing goes out. */
  takes: boolean
}

/** By this name among `conversation.rooms` is the form before the queue: what is in it stands in a letter too. */
export const ENTRY = 'entry'

export type LineState = '' | 'lost' | 'back' | 'fault'

export const isRunning = (session: Session | undefined): boolean => !!session && session.state !== 'ended'

/** The backend is asked for a session. */
export const isStarting = ({ conversation: { kept } }: View): boolean =>
  kept.value.some(({ command }) => command.type === 'session.start')

/** A message is to be left, or one is on its way: the room for it decides what stands there. */
export const isLetter = ({ conversation: { availability, can, kept }, letter }: View): boolean =>
  !!letter.value ||
  (availability.value.webchat?.state === 'offline' && can('letters')) ||
  kept.value.some(({ command }) => command.type === 'letter.send')

/** While the line is cut nobody knows who is there, and what is said waits. */
export const isHeard = ({ line: { value } }: Pick<View, 'line'>) => !value || value === 'back'

/** Runs, but nobody has accepted. */
export const isRinging = (session: Session | undefined): boolean => isRunning(session) && session?.state !== 'accepted'

/** Who speaks for the session: the last to join. */
export const speaker = (session: Session | undefined): Operator | undefined => session?.operators.at(-1)
