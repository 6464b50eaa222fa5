/** A text, or one for each language by BCP 47 tag. */
export type RuleText = string | Readonly<Record<string, string>>

/** What a condition looks at. */
export type Fact =
  /** Visits of this person with this one; 30 minutes without a sign of life end one. */
  | 'visits'
  /** The browser's, as BCP 47 tag: `cs` is `cs-CZ` too. */
  | 'language'
  /** Two letters, where the page or the backend knows it. */
  | 'country'
  /** Address of the page, see {@link Test.matches}. */
  | 'url'
  /** Address of the page before, as far as its site tells it. */
  | 'referrer'
  /** Seconds in view: of this page, of all pages of this visit. */
  | 'timeOnPage'
  | 'timeOnSite'
  /** How far down the page has been seen, in per cent. */
  | 'scroll'
  /** A mouse has left the page at its top. */
  | 'exitIntent'
  /** `desktop`, `tablet`, `phone`. */
  | 'device'
  /** What the page has said by {@link Test.name}. */
  | 'param'
  /** Of the entry {@link Test.name}, `webchat` without it: `unknown` (nobody has asked yet), `online`, `busy`, `offline`. */
  | 'availability'

/** Looks at one fact. Each word that stands there must hold; without any the fact itself must. */
export interface Test {
  fact: Fact
  /** Of the parameter, or of the entry. */
  name?: string
  /** Is this, or one of these. */
  is?: Value | readonly Value[]
  isNot?: Value | readonly Value[]
  contains?: string
  startsWith?: string
  /**
   * A pattern for the whole text: `*` is anything. For addresses `:name` is one piece of a path, as in `URLPattern`; what
   * begins with `/` looks at the path alone, anything else at the whole address, and query and fragment count only where the
   * pattern has one.
   */
  matches?: string
  exists?: boolean
  /** Numbers. */
  atLeast?: number
  atMost?: number
}
/** What a fact is held against. */
export type Value = string | number | boolean

/** A time of the week, by the clock of `zone` (the visitor's own without it). `from` later than `to` goes over midnight. */
export interface Hours {
  fact: 'hours'
  days?: readonly Weekday[]
  /** `09:00`; without it the day's begin. */
  from?: string
  /** `17:30`; without it the day's end. */
  to?: string
  /** Such as `Europe/Prague`. */
  zone?: string
}
/** Days as {@link Hours} names them. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** What must hold for a rule to act: a fact, a time, or several conditions put together. */
export type Condition =
  Test | Hours | { all: readonly Condition[] } | { any: readonly Condition[] } | { not: Condition }

/** What a rule does once its conditions hold. */
export type Action =
  /** The launcher appears, or goes out of sight. */
  | { do: 'show' }
  | { do: 'hide' }
  /** The first button rings without a sound, or no longer. */
  | { do: 'pulse' }
  | { do: 'unpulse' }
  /** A few words by the launcher, with a button that opens `entry`. */
  | { do: 'popUp'; text: RuleText; entry?: string }
  | { do: 'hidePopUp' }
  | { do: 'open'; entry?: string }
  /** Words by the launcher, and whoever says yes to them is in the queue: nothing is asked before it. */
  | { do: 'invite'; text: RuleText; group?: string }
  /** Two notes, where the browser allows a sound: after the visitor's first press on the page. */
  | { do: 'playSound' }
  | { do: 'setParams'; params: Readonly<Record<string, string>> }
  | { do: 'removeParams'; names: readonly string[] }
  /** What somebody reads who waits in the queue, below the words of their own. */
  | { do: 'queueMessage'; text: RuleText }
  /** Calls the function of that name in {@link Rules.functions}. */
  | { do: 'run'; name: string }
  /** Tells the page: event `rule`. */
  | { do: 'emit'; name: string }

/**
 * Acts when its conditions come to hold, and again when they have not held in between.
 *
 * @example
 * { id: 'basket', when: [{ fact: 'url', matches: '/basket*' }, { fact: 'timeOnPage', atLeast: 30 }],
 *   then: [{ do: 'popUp', text: 'Can we help with the order?' }], once: 'visit' }
 */
export interface Rule {
  /** Unique among the rules; what has acted is remembered by it. */
  id: string
  /** All of them must hold; without any the rule acts at once. */
  when?: readonly Condition[]
  then: readonly Action[]
  once?: 'page' | 'visit' | 'person'
  /** Seconds in which it does not act again. */
  cooldown?: number
  /** Of several that want to speak at once, the highest does. Default 0. */
  priority?: number
}

/** What a page is given as the option `rules`, or says by `setRules`. */
export interface Rules {
  list?: readonly Rule[]
  /**
   * The site's word that its visitor agrees to be remembered: visits and what has acted are kept in the browser. Without it
   * they last as long as the page.
   */
  remember?: boolean
  /** Where the visitor is, if page or backend know it: two letters. */
  country?: string
  /** For `run`, by name. */
  functions?: Readonly<Record<string, (rule: { rule: string }) => void>>
}
