import { Misread, readEach, readKeys, readOneOf, readText, readTexts, type Reading } from './reading.js'
import type { Action, RuleText } from './rule.js'

const MOST = 20

const ENTRIES = ['webchat', 'video', 'callback', 'messenger', 'whatsapp', 'apple', 'vk', 'telegram', 'viber', 'line']
const entry = readOneOf(...ENTRIES, 'phone')

const readWords = (value: unknown): RuleText => (typeof value === 'object' ? readTexts(value) : readText(value))

type Kind<K> = Omit<Extract<Action, { do: K }>, 'do'>
/** What each action takes beside its name; what must be there has a star. */
const KINDS: { [K in Action['do']]: { [F in keyof Kind<K>]-?: (value: unknown) => Kind<K>[F] } } = {
  show: {},
  hide: {},
  pulse: {},
  unpulse: {},
  popUp: { text: readWords, entry },
  hidePopUp: {},
  open: { entry },
  invite: { text: readWords, group: readText },
  playSound: {},
  setParams: { params: readTexts },
  removeParams: { names: value => readEach(readText, 50, value) },
  queueMessage: { text: readWords },
  run: { name: readText },
  emit: { name: readText },
}
/** Those that may be left out. */
const OPTIONAL = ['entry', 'group']

/** @throws {Misread} */
export const readActions = (value: unknown): readonly Action[] => {
  const actions = readEach(readAction, MOST, value)
  if (actions.length) return actions
  throw new Misread('does nothing')
}

const readAction = (value: unknown): Action => {
  const kind: unknown = Object.hasOwn(Object(value) as object, 'do') ? (value as { do: unknown }).do : undefined
  const names = Object.keys(KINDS)
  if (typeof kind !== 'string' || !names.includes(kind))
    throw new Misread(`does \`${String(kind).slice(0, 40)}\`, which is none of ${names.join(', ')}`)
  const reading = { do: readOneOf(kind), ...KINDS[kind as Action['do']] } as Reading<Record<string, unknown>>
  const needed = Object.keys(reading).filter(key => !OPTIONAL.includes(key))
  return readKeys(reading, needed, value) as Action
}
