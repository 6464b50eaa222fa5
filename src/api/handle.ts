import type { Entry, Receipt } from '../protocol/entities.js'
import type { Rules } from '../protocol/rule.js'
import type { Listener } from './emitter.js'
import type { WidgetEvents, WidgetState } from './events.js'
import type { Finding } from './findings.js'
import type { Check, Theme } from './options.js'
import { VERBS, type Verb } from './verbs.js'

export type { Listener }

/** What a client takes into the queue. */
export interface EnterOptions {
  /** Group of operators. */
  group?: string
  params?: Readonly<Record<string, string>>
  /** Answers to the entry form, by the names of its fields; the backend looks at them. */
  form?: Readonly<Record<string, string>>
  /** What the site's own check gave, where the backend asks for it. */
  check?: string
  /** The entry form is not asked for: the page has settled that. Without it and `form`, a widget with a form refuses. */
  skipForm?: boolean
}

/** The verbs that wait for the app. Each promise rejects with a {@link ZvonekError}. */
export interface AppVerbs {
  /** Opens a panel; without `entry` that of the first button. */
  open(entry?: Entry): Promise<void>
  /** Folds the panel; ends nothing. */
  close(): Promise<void>
  /** Closes the panel that is open; opens that of `entry`, or of the first button, where none is. */
  toggle(entry?: Entry): Promise<void>
  /** Goes into the queue by code. */
  enter(entry: Entry, options?: EnterOptions): Promise<void>
  /**
   * Knocks by the six digits of an invitation: rings at the operator who made it. Resolves once it rings; rejects with
   * `invitation.unknown`, `.used`, `.expired`, `.revoked`, `.away`, `.often` (too many tries: `after` says for how many ms),
   * `.digits` (not six of them), `session.open` (end the conversation first), or `unsupported` (the backend takes none).
   */
  join(code: string): Promise<void>
  /**
   * Asks to be called: `phone` in E.164, `at` the start of a half hour that the site offers (ms since 1970) or nothing for
   * as soon as possible. What was asked for before moves. Kept until the backend has it; resolves then. Rejects with
   * `callback.number`, `.country` (the site calls no such numbers), `.full` (that half hour is taken or not offered),
   * `.dialled` (they are being called already), `group.closed` (nobody is there now), or `unsupported`.
   */
  requestCallback(wish: { phone: string; at?: number }): Promise<void>
  /** Takes back what was asked for and is not dialled yet; resolves once nobody will call. */
  cancelCallback(): Promise<void>
  /**
   * A video call: `tab` opens the call page in a tab of its own (only inside a press; the default where there is a call page),
   * `page` goes there in this page's place, `panel` calls from here. Rejects with `options`, or `unsupported` where there is
   * no call page.
   */
  call(wish?: { target?: 'tab' | 'panel' | 'page' }): Promise<void>
  /**
   * Sends a message as the visitor; resolves once it stands in the conversation, kept until the backend has it. `files` follow
   * the text, each as a message of its own: it resolves once the backend has them all. They are not kept over a reload. Rejects
   * with `unsupported` where no files are taken, with `file.removed` where the visitor takes one back, and with what the backend
   * or the limits say of one, such as `tooLarge` or `file.kind`.
   * @example await widget.send({ text: 'See the photo', files: [input.files[0]] })
   */
  send(message: string | { text?: string; files?: readonly File[] }): Promise<void>
  /** Leaves the queue or ends the conversation. */
  leave(): Promise<void>
  /**
   * Says more of the visitor: texts, numbers and flags by name; null removes. Prefills forms, and is at the desk once the visitor
   * has acted: nothing connects by it. The backend keeps what an earlier page has said until it is said anew or removed.
   */
  setParams(params: Readonly<Record<string, string | number | boolean | null>>): Promise<void>
  /** Takes parameters back, here and at the backend; those that nobody has set are passed over. */
  removeParams(...keys: readonly string[]): Promise<void>
  /** Shares the page the visitor is on, which counts as their act, or shares it no more. */
  sharePage(on: boolean): Promise<void>
  /** Names the page where the address alone does not: for this address, until the next. */
  page(view: { url?: string; title?: string }): Promise<void>
  /** Speaks another language from now on, by BCP 47 tag; English when there are no texts in it. */
  setLocale(tag: string): Promise<void>
  /** A check of the site's own that there is a person; undefined takes it away. */
  setCheck(check: Check | undefined): Promise<void>
  /**
   * What the widget does by itself, from now on; each key takes the place of what was there. Nothing connects by it.
   * Rejects with `options` and one sentence when a rule cannot be followed; then all is as it was.
   */
  setRules(rules: Rules): Promise<void>
  /**
   * Says who the visitor is, by a token (JWT) that the site's backend has signed, or a function that gives one each time it
   * is asked, and nothing when nobody is signed in. Waits for the visitor to act; resolves once it is known. Their history
   * follows them over devices. An `error` event with the code `identity` tells when the page gave no such token.
   */
  identify(identity: string | (() => Promise<string | undefined>)): Promise<void>
  /**
   * What the site's consent platform says, with the option `consent: true`: with `true`, all that waits goes on; with `false`,
   * nothing stays in this browser, and what waits rejects with `consent`. It is kept nowhere: say it on each page.
   */
  consent(given: boolean): Promise<void>
  /** Leaves no trace of this visitor in this browser, in none of its tabs. */
  logout(): Promise<void>
  /**
   * Erases everything: here at once, and at the backend as soon as there is a line. Resolves then, with the backend's receipt,
   * which names nobody; with nothing where the backend knew nothing. An `error` never comes of it; `erased` tells it too.
   */
  forget(): Promise<Receipt | undefined>
  /**
   * Why it does not work: looks at the page, the widget's files and the backend, and resolves with what it has found, faults
   * first; with an empty list when all is well. For developers, in a console or a test: it fetches files and asks the backend
   * (`POST /v1/check`, which makes no visitor; a picture that need not be there; and its bare address where no answer can be
   * read), also before the visitor has acted; it takes no cookies to another origin, names nobody and stores nothing.
   * Takes a second or two, and at most about twenty. Of a transport of the page's own only the state of the connection is told.
   * Rejects with `load` where the widget's own file does not come, which is the answer: the message says which one.
   * @example console.table(await zvonek.diagnose())
   */
  diagnose(): Promise<Finding[]>
}

/**
 * What a page holds of its widget: the same from the script tag, `createWidget` and `<zvonek-widget>.widget`.
 *
 * @example
 * const off = widget.on('message', event => console.log(event.message.body.text))
 * await widget.ready
 * await widget.open('webchat')
 */
export interface Handle extends AppVerbs {
  /** Resolves once the buttons are on the page. */
  readonly ready: Promise<void>
  /** How things stand now; a copy. */
  readonly state: WidgetState
  /** Shows the launcher again. */
  show(): Promise<void>
  /** Takes the launcher out of sight; an open panel stays, and `open` goes on working. */
  hide(): Promise<void>
  /** Light, dark or as the visitor's device, from now on. */
  setTheme(theme: Theme): Promise<void>
  /** Listens to one event, or with `*` to all; returns the undo. */
  on<T extends keyof WidgetEvents>(type: T | '*', fn: Listener<T>): () => void
  /** Runs `fn` with the handle, as the page's queue before the script had loaded. */
  push(...fns: ((handle: Handle) => void)[]): void
  /** Takes everything off the page: nodes, listeners, timers, connection, global. */
  destroy(): void
}

/** Gives the handle the verbs that only forward. */
export const toHandle = (
  own: Omit<Handle, Verb>,
  call: (verb: Verb, args: readonly unknown[]) => Promise<unknown>,
): Handle => {
  const forward = Object.fromEntries(VERBS.map(verb => [verb, (...args: unknown[]) => call(verb, args)]))
  return Object.assign(own, forward as Record<Verb, () => Promise<never>>)
}
