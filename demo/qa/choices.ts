import type { Device } from '../../src/messengers.js'
import { toLinks, toMessengerProblem, toParams, toRules, toRulesProblem } from './wishes.js'

/** What this page was asked to try, kept in its own address alone, so that a reload keeps it and nothing is stored. */

export const ENTRIES = ['webchat', 'video', 'callback'] as const
export type Entry = (typeof ENTRIES)[number]

/** Values as the widget's options take them; what is absent stays as the widget is set at the server. */
export interface Choices {
  widget?: string
  position?: string
  lang?: string
  theme?: string
  brand?: string
  /** Entries with spaces between them. */
  buttons?: string
  storage?: string
  preload?: string
  connect?: string
  title?: string
  /** Whether the widget is told that something is asked first. */
  asks?: string
  /** Accounts with spaces between them, such as `whatsapp=+420601234567`. */
  messengers?: string
  /** Such as `plan=gold&name=Jana`. */
  params?: string
  /** JSON. */
  rules?: string
  /** `panel`: calls run there, and not in a tab of their own. */
  calls?: string
  consent?: string
  /** Of the page, not of the widget. */
  dir?: string
  /** `page`: the backend runs in the page, without a server. */
  backend?: string
}
export type Choice = keyof Choices

const KEYS: readonly Choice[] = [
  'widget',
  'position',
  'lang',
  'theme',
  'brand',
  'buttons',
  'storage',
  'preload',
  'connect',
  'title',
  'asks',
  'messengers',
  'params',
  'rules',
  'calls',
  'consent',
  'dir',
  'backend',
]

/** Options that are switched while the widget runs; any other makes it anew. */
export const LIVE: readonly Choice[] = ['lang', 'theme', 'dir']

export const readChoices = (search: string): Choices => {
  const query = new URLSearchParams(search)
  return Object.fromEntries(
    KEYS.flatMap(key => {
      const value = query.get(key)
      return value && !PROBLEMS[key]?.(value) ? [[key, value]] : []
    }),
  )
}

/** What an address may have that is typed elsewhere: what cannot be read is not chosen. */
const PROBLEMS: Partial<Record<Choice, (value: string) => string>> = {
  messengers: toMessengerProblem,
  rules: toRulesProblem,
}

/** With its question mark; nothing chosen leaves nothing. */
export const toQuery = (choices: Choices): string => {
  const query = new URLSearchParams(Object.entries(choices)).toString()
  return query && `?${query}`
}

/** What the widget is told; its name stands elsewhere. @param device whose messengers can be reached */
export const toOptions = (
  { widget: _widget, dir: _dir, backend: _backend, messengers, params, rules, calls, ...options }: Choices,
  device: Device,
): Record<string, unknown> => ({
  ...options,
  ...(messengers && { links: toLinks(messengers, device) }),
  ...(params && { params: toParams(params) }),
  ...(rules && { rules: toRules(rules) }),
  ...(calls === 'panel' && { callPage: '' }),
})

export const isWithoutServer = ({ backend }: Choices): boolean => backend === 'page'

/** The same choices with one changed; an empty value takes it back. */
export const choose = (choices: Choices, key: Choice, value: string): Choices => {
  const next = { ...choices, [key]: value }
  if (!value) delete next[key]
  return next
}
