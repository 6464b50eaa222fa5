import { own } from '../../../src/protocol/own.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { CallStart } from '../../../src/protocol/events.js'
import type { FeedbackForm, Form } from '../../../src/protocol/form.js'
import type { PageRules } from '../../../src/protocol/page-clean.js'
import type { Rules } from '../../../src/protocol/rule.js'
import type { GroupSettings } from '../groups.js'

/** A way in that a widget may have a button for, and that leads somewhere here. */
export const BUTTONS = ['webchat', 'video', 'callback'] as const
export type Button = (typeof BUTTONS)[number]

/** What is on when a call begins. */
export const STARTS = ['both', 'camera', 'microphone', 'none'] as const satisfies readonly CallStart[]

/** A widget of a site, as its owner set it. */
export interface WidgetRecord {
  title: string
  /** Page origins that may embed it. */
  origins: readonly string[]
  /** Its buttons, in their order; absent: the chat alone. */
  buttons?: readonly Button[]
  /** Address of the privacy notice. */
  privacy?: string
  position?: 'right' | 'left'
  theme?: 'system' | 'light' | 'dark'
  /** One CSS colour. */
  brand?: string
  /** BCP 47 tag. */
  lang?: string
  /** Group of operators it leads to. */
  group?: string
  /** What is asked before the queue. */
  entryForm?: Form
  /** How it is asked how it was. */
  feedback?: FeedbackForm
  /** What is asked when nobody is there. */
  offlineForm?: Form
  /** What operators may ask during a conversation. */
  chatForms?: readonly Form[]
  /** What is on when a call begins, for each way in; absent: both, and after a callback the camera alone. */
  webchatStart?: CallStart
  videoStart?: CallStart
  callbackStart?: CallStart
  /** What the widget does by itself. */
  rules?: Rules
  /** What may be told of the site's addresses; absent: their paths. */
  page?: PageRules
  /** Accounts at messengers that have a button, by messenger, in their order. */
  messengers?: Readonly<Record<string, string>>
}

export type Widgets = Readonly<Record<string, WidgetRecord>>
export type GroupRecords = Readonly<Record<string, GroupSettings>>

/** What may be set about a site at the desk, as it stands now. */
export interface Site {
  widgets: Widgets
  /** In their order. */
  groups: GroupRecords
  /** Who may be in a group. */
  operators: readonly { id: Id; name: string }[]
}

/**
 * Where what was set is kept. Each swap puts something in the place of what is expected there, undefined being nothing, and
 * says false when something else is there by now.
 */
export interface SiteShelf {
  /** Grows with every change. */
  edition(): number
  widgets(): Widgets
  groups(): GroupRecords
  swapWidget(name: string, expected: WidgetRecord | undefined, widget: WidgetRecord): Promise<boolean>
  /** Without `group` it goes. */
  swapGroup(name: string, expected: GroupSettings | undefined, group: GroupSettings | undefined): Promise<boolean>
}

/** Two records are the same when they read the same. */
export const isSameRecord = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** A shelf that lasts as long as the process, or the page. */
export const createMemoryShelf = (): SiteShelf => {
  const widgets = new Map<string, WidgetRecord>()
  const groups = new Map<string, GroupSettings>()
  let edition = 1
  const swap = <T>(shelf: Map<string, T>, name: string, { expected, next }: { expected?: T; next?: T }) => {
    if (!isSameRecord(shelf.get(name), expected)) return false
    if (next === undefined) shelf.delete(name)
    else shelf.set(name, next)
    edition++
    return true
  }
  return {
    edition: () => edition,
    widgets: () => own(Object.fromEntries(widgets)),
    groups: () => own(Object.fromEntries(groups)),
    swapWidget: async (name, expected, next) => swap(widgets, name, { ...(expected && { expected }), next }),
    swapGroup: async (name, expected, next) =>
      swap(groups, name, { ...(expected && { expected }), ...(next && { next }) }),
  }
}
