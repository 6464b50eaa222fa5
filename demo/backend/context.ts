import type { FeedbackForm, Form } from '../../src/protocol/form.js'
import type { CallMeans, Id, Time } from '../../src/protocol/entities.js'
import type { PageRules } from '../../src/protocol/page-clean.js'
import type { Clock, Log } from '../../src/protocol/ports.js'
import type { CallStart, Limits } from '../../src/protocol/events.js'
import type { Attempts } from './attempts.js'
import type { Attendance } from './attendance.js'
import type { Bus } from './bus.js'
import type { CallbackLimits } from './callback-limits.js'
import type { ChannelSettings } from './channels.js'
import type { CallPost } from './call-mail.js'
import type { Gate } from './commands.js'
import type { Delivery } from './delivery.js'
import type { Files } from './files/files.js'
import type { Group, Groups } from './groups.js'
import type { Numbers } from './numbers.js'
import type { Prove } from './persons.js'
import type { Presence } from './presence.js'
import type { Route } from './routes.js'
import type { Secrets } from './secrets.js'
import type { SiteKeeper } from './site/keeper.js'
import type { Store } from './store.js'
import type { Served } from './stream.js'
import type { Verify } from './verify.js'
import type { Writer } from './writer.js'

/** What the backend shows of one of its widgets. */
export interface WidgetSettings {
  /** Name of the site or team. */
  title?: string
  /** Address of the privacy notice. */
  privacy?: string
  /** Its own pages. */
  origins?: readonly string[]
  /** Group of operators it leads to; without one, the first. */
  group?: string
  /** What is asked before the queue. */
  entryForm?: Form
  /** How it is asked how it was; `transcript` counts where mails may go out. */
  feedback?: FeedbackForm
  /** What is asked when nobody is there. */
  offlineForm?: Form
  /** What operators may ask during a conversation. */
  chatForms?: readonly Form[]
  /** What is on when a call begins, for each way in. */
  webchatStart?: CallStart
  videoStart?: CallStart
  callbackStart?: CallStart
  /** What may be told of the addresses of its pages; without it their paths. */
  page?: PageRules
  /** Parameters that are known here, by key: how operators read them. */
  params?: Readonly<Record<string, string>>
}

/** By what means a call runs: asked for each who joins, and only once both sides have agreed to it. */
export type Means = (call: Id, now: Time) => CallMeans | Promise<CallMeans>

/** The parts that both sides of the backend work with. */
export interface Context {
  store: Store
  writer: Writer
  gate: Gate
  bus: Bus
  presence: Presence
  attendance: Attendance
  /** Whether it does not matter if operators have a desk open. */
  unattended: boolean
  numbers: Numbers
  calls: CallPost
  means: Means
  attempts: Attempts
  secrets: Secrets
  clock: Clock
  log: Log
  limits: Limits
  /** Another record takes its place when the settings change. */
  widgets: Readonly<Record<string, WidgetSettings>>
  /** Others take their place in the same way. */
  groups: Groups
  /** In their order. */
  routes: readonly Route[]
  /** Bridges to messengers, in the same way. */
  channels: Readonly<Record<string, ChannelSettings>>
  /** Looks at what a check of the site's own gave; absent: nothing is asked for. */
  verify: Verify | undefined
  /** Looks at who a site says somebody is. */
  prove: Prove
  /** Where the settings of the site are kept, if they may be changed here. */
  site: SiteKeeper | undefined
  delivery: Delivery
  /** Absent: nothing but words is taken. */
  files: Files | undefined
  callbackLimits: CallbackLimits
  /** Where the site calls to, by ISO 3166; undefined: anywhere. */
  countries: ReadonlySet<string> | undefined
  /** Callbacks that a half hour of a group takes. */
  placesOf(group: Group): number
  /** Whether letters go anywhere but to the desk. */
  hasMailer: boolean
  /** Whether mails may go to addresses that visitors give. */
  mailsOut: boolean
  /** Whether answers are told by e-mail to those who agree. */
  tellsAnswers: boolean
  /** Every stream that is open now. */
  served: Set<Served>
  /** Counts a stream in; once the backend ends, it is sent away at once. */
  admit(stream: Served): void
}
