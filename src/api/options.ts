import type { Entry } from '../protocol/entities.js'
import type { Rules } from '../protocol/rule.js'
import type { TransportFactory } from '../protocol/transport.js'
import type { PageRules } from '../protocol/page-clean.js'
import type { LauncherWords } from '../i18n/words.js'
import { ZvonekError } from './errors.js'

export type { Entry, LauncherWords }
/** What the buttons say before there is an app; what changes later may be missing. */
export type FirstWords = Pick<LauncherWords, 'group' | 'webchat' | 'video' | 'callback'> & Partial<LauncherWords>

/** Light or dark, or as the visitor's device. */
export type Theme = 'system' | 'light' | 'dark'
/** A way in that has a button. */
export type ButtonEntry = Extract<Entry, 'webchat' | 'video' | 'callback'>

/** A button beside the others that leads to another place. */
export interface ButtonLink {
  /** The way in; the app is told when it is pressed. */
  entry: Entry
  /** What the button says; without it, what `words` say under the name of the entry. */
  name?: string
  /** A path on a grid of 24 by 24, drawn by stroke. */
  icon: string
  /** Opens in a tab of its own, inside the press; a ticket, new each time, is put to its end. Without it a panel opens. */
  href?: string
  /**
   * Without `href`: an address for another device. A panel shows it as a picture for a phone and as a link; where it ends
   * with `=` or `%23`, a ticket is put to its end.
   */
  shows?: string
}
/** The launcher's words of some languages, by BCP 47 tag; what is left out keeps its default. */
export type WordsByLocale = Readonly<Record<string, Partial<LauncherWords>>>

/**
 * What a page may choose. Either `transport` or `server` says where the backend is; the rest has defaults.
 *
 * @example
 * createWidget({ transport: http({ url: '/support' }), buttons: ['webchat'], position: 'left', theme: 'light' })
 */
export interface WidgetOptions {
  /** The pipe to the backend. Wins over `server`. */
  transport?: TransportFactory
  /** Address, absolute or relative to the page, of a backend that speaks Zvonek's own protocol. The script tag's default is its own origin. */
  server?: string
  /** Name of the widget, for backends that serve several. Default `main`. */
  widget?: string
  /** The buttons, in their order. Default `['webchat']`. */
  buttons?: readonly ButtonEntry[]
  /** Buttons that lead elsewhere, behind the others. */
  links?: readonly ButtonLink[]
  /**
   * Address of a page where calls run: “Video call” opens it in a tab of its own, inside the press; its fragment says widget,
   * language and a one-time ticket, parted by `&`. The script tag's default is `/call` of its server; where there is none,
   * or with an empty text, calls run in the panel.
   */
  callPage?: string
  /** What is told of the page's address. Default: its path, with secrets hidden, once the visitor has acted. */
  page?: PageOptions
  /** BCP 47 tag. Default: the page's `<html lang>`, then the browser's language. */
  lang?: string
  /** Default `end`: where lines of the page end. */
  position?: 'end' | 'right' | 'left'
  /** Default `system`: as the visitor's device. */
  theme?: Theme
  /** One CSS colour for launcher, primary buttons and own words; the variable `--zvonek-brand` does the same. */
  brand?: string
  /** Name of the site or team in the panel's header, until the backend says it. */
  title?: string
  /** The launcher's own texts, by language. */
  words?: WordsByLocale
  /**
   * What the page knows of its visitor: texts, numbers and flags by name, or the same as JSON. It stands in the fields of forms
   * that ask for it, and at the desk. `setParams` says more later.
   */
  params?: Readonly<Record<string, string | number | boolean>> | string
  /** A check of the site's own that there is a person, such as Turnstile: see {@link Check}. */
  check?: Check | undefined
  /**
   * Something is asked before the queue: until the backend has said what, the panel shows neither that nor a field. The script
   * of a named widget knows it by itself. Default `false`: there is a field for writing at once, and whoever writes in it when the
   * backend speaks is told above it that questions come first; they stand there once the visitor sends, or asks for them.
   */
  asks?: boolean
  /** What the widget does by itself. `setRules` changes it later. */
  rules?: Rules
  /** Name under which the script tag puts the handle on `window`. Default `zvonek`. */
  global?: string
  /** Widgets with the same scope share one visitor. Default: the server's host, or `main`. */
  scope?: string
  /** Where the conversation is remembered once the visitor has acted. Default `local`. */
  storage?: 'local' | 'session' | 'memory'
  /** Whether files may load when a button is pointed at or focused, before it is pressed. Default `true`. */
  preload?: boolean
  /** `true` counts as the visitor's act: connects at once. Default `false`. */
  connect?: boolean
  /**
   * `true`: the site asks for consent first, and says so by `consent(true)`. Until then nothing is kept and nothing connects,
   * whatever is pressed; an event `consent` tells that somebody waits for it. Default `false`.
   */
  consent?: boolean
}

/**
 * Is called when somebody sends a form, and not before: what it needs it may load then. Gives what the backend's own
 * verifier is to see; when it fails, the visitor is told, and nothing they wrote is lost.
 */
export type Check = (form: { form: string }) => Promise<string>

/** How the page the visitor is on is shared. */
export interface PageOptions extends PageRules {
  /** `false`: not before `sharePage(true)`, or before the visitor says so. */
  share?: boolean
  /** The page's own word on an address, before all other cleaning; without a text it is not told. */
  clean?: (url: string) => string | undefined | null
}

/** {@link WidgetOptions}, checked and complete. */
export interface Options extends WidgetOptions {
  widget: string
  buttons: readonly ButtonEntry[]
  links: readonly ButtonLink[]
  position: 'end' | 'right' | 'left'
  theme: Theme
  words: WordsByLocale
  global: string
  scope: string
  storage: 'local' | 'session' | 'memory'
  preload: boolean
  connect: boolean
  asks: boolean
  consent: boolean
}

/**
 * Checks options from a page, attributes or baked settings into a fresh object, by named keys only; of several sources the
 * later wins. Texts are taken for what they mean (`"false"`, `"webchat video"`), since attributes have nothing else.
 * Unknown keys are reported.
 * @throws {ZvonekError} `options`, with one sentence that says what to do.
 */
export const toOptions = (...sources: unknown[]): Options => {
  try {
    return check(Object.assign({ __proto__: null }, ...sources) as Given)
  } catch (error) {
    // A getter or proxy of the page may throw whatever it likes.
    throw error instanceof ZvonekError ? error : wrong('options must be plain values')
  }
}

/** @throws {ZvonekError} `options`, when they do not say where the backend is; a script tag always knows. */
export const withBackend = (options: Options): Options => {
  if (options.transport || options.server) return options
  throw wrong('pass “transport” or “server”')
}

type Key = keyof WidgetOptions
type Kind = keyof typeof KINDS
/** Without a prototype, since a page may have put names on all objects. */
type Given = Record<string, unknown>

const wrong = (sentence: string) => new ZvonekError('options', sentence)

const check = (given: Given): Options => {
  // Parameters are looked at where they are taken: an attribute has them as JSON.
  const clean = { __proto__: null, params: given.params } as Partial<Record<Key, unknown>>
  for (const key of Object.keys(KINDS) as Kind[]) clean[key] = read(key, given[key])
  for (const key in given) if (!(key in clean)) console.warn('zvonek: no option', key)
  const server = clean.server as string | undefined
  if (server && !URL.canParse(server, location.href)) throw wrong('server must be a URL')
  clean.scope ||= server ? new URL(server, location.href).host : 'main'
  clean.widget ||= 'main'
  clean.global ||= 'zvonek'
  clean.links = [(clean.links as []) ?? []].flat()
  // Plain data of our own: no getter of the page's is asked twice, and no name on all objects is a language.
  clean.words = { __proto__: null, ...(JSON.parse(JSON.stringify(clean.words ?? {})) as object) }
  return clean as Options
}

/** What each option must be: a type, or one of these words, of which the first is the default. In the order that packs best. */
const KINDS: Record<Exclude<Key, 'params'>, string> = {
  global: 'string',
  asks: 'false | true',
  transport: 'function',
  brand: 'string',
  title: 'string',
  scope: 'string',
  position: 'end | right | left',
  theme: 'system | light | dark',
  consent: 'false | true',
  callPage: 'string',
  widget: 'string',
  words: 'object',
  lang: 'string',
  connect: 'false | true',
  links: 'object',
  storage: 'local | session | memory',
  page: 'object',
  server: 'string',
  preload: 'true | false',
  rules: 'object',
  check: 'function',
  buttons: 'webchat | video | callback',
}

/**
 * One option of a page, taken for what it means.
 * @throws {ZvonekError} `options`, with one sentence that says what it must be.
 */
export const read = (key: Kind, value: unknown): unknown => {
  const choice = KINDS[key].split(' | ')
  // Not by what stands at 1: where a list has nothing, a page may have put it on all objects.
  if (choice.length > 1) value ??= choice[0]
  if (value == null || typeof value === choice[0]) return value
  // An attribute without a value means yes.
  const list: unknown[] =
    typeof value === 'object' ? [value].flat() : String(value === '' || (value as string)).split(/[ ,]+/)
  if (!list.length || !list.every(word => choice.includes(word as string))) throw wrong(`${key} must be ${KINDS[key]}`)
  return key === 'buttons' ? list : choice.length > 2 ? list[0] : list[0] === 'true'
}
