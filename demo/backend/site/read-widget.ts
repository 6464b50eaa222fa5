import { LOCALES } from '../../../src/i18n/locales.js'
import type { Messenger } from '../../../src/messengers.js'
import { toAccountTexts } from './accounts.js'
import { readFeedback, readForm, readForms } from './read-form.js'
import { readPageRules } from './read-page-rules.js'
import { readRules } from './read-rules.js'
import { BUTTONS, STARTS, type Button, type WidgetRecord } from './record.js'
import { Unfit } from './unfit.js'

/** What is set about a widget by one text each; who may embed it is for whoever runs the server. */
export type WidgetField = Exclude<keyof WidgetRecord, 'origins' | 'messengers'>

/** One text each, as it is typed, and one for the account at each messenger; nothing in it takes the setting away. */
export type WidgetTexts = Readonly<Record<WidgetField | Messenger, string>>

/**
 * Reads one setting.
 * @throws {Unfit}
 */
export const readWidgetField = <F extends WidgetField>(field: F, text: string): WidgetRecord[F] | undefined =>
  READERS[field](text.trim())

const readTitle = (text: string) => {
  if (!text || text.length > 80) throw new Unfit('{name} has 1 to 80 characters: it heads the panel.')
  return text
}

const readButtons = (text: string): readonly Button[] | undefined => {
  const given = [...new Set(text.split(/[\s,]+/).filter(Boolean))]
  const buttons = given.flatMap(one => BUTTONS.find(button => button === one) ?? [])
  if (buttons.length === given.length) return given.length ? buttons : undefined
  throw new Unfit(`{name} must be some of ${BUTTONS.join(', ')}, not “${text}”.`)
}

const readAddress = (text: string) => {
  if (!text || (URL.canParse(text) && /^https?:/.test(text))) return text || undefined
  throw new Unfit(`{name} must be an address such as https://shop.example/privacy, not “${text}”.`)
}

const readOneOf =
  <T extends string>(choice: readonly T[]) =>
  (text: string): T | undefined => {
    const found = choice.find(one => one === text)
    if (found !== undefined || !text) return found
    throw new Unfit(`{name} must be ${choice.join(' or ')}, not “${text}”.`)
  }

const readMatching = (pattern: RegExp, example: string) => (text: string) => {
  if (!text || pattern.test(text)) return text || undefined
  throw new Unfit(`{name} must be ${example}, not “${text}”.`)
}

/** A language without texts would be English without a word. */
const readLanguage = (text: string) => {
  const language = text.toLowerCase().split('-')[0]!
  if (!text || (LOCALES.includes(language) && /^[a-z]+(-[a-z0-9]{2,8})*$/i.test(text))) return text || undefined
  throw new Unfit(`{name} must be ${LOCALES.join(' or ')}, perhaps with a region such as cs-CZ, not “${text}”.`)
}

const optional =
  <T>(read: (text: string) => T) =>
  (text: string): T | undefined =>
    text ? read(text) : undefined

const READERS: { [F in WidgetField]: (text: string) => WidgetRecord[F] | undefined } = {
  title: readTitle,
  buttons: readButtons,
  privacy: readAddress,
  position: readOneOf(['right', 'left']),
  theme: readOneOf(['system', 'light', 'dark']),
  brand: readMatching(
    /^(#[0-9a-f]{3,8}|[a-z]+|(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([\w.,%/ +-]+\))$/i,
    'a CSS colour such as #17695b',
  ),
  lang: readLanguage,
  group: optional(text => text),
  entryForm: optional(readForm),
  feedback: optional(readFeedback),
  offlineForm: optional(readForm),
  chatForms: optional(readForms),
  webchatStart: readOneOf(STARTS),
  videoStart: readOneOf(STARTS),
  callbackStart: readOneOf(STARTS),
  rules: optional(readRules),
  page: optional(readPageRules),
}

export const WIDGET_FIELDS = Object.keys(READERS) as readonly WidgetField[]

/** A widget as one would type it. */
export const toWidgetTexts = (widget: WidgetRecord): WidgetTexts => {
  const { title, buttons, privacy, position, theme, brand, lang, group, entryForm, feedback, offlineForm, rules } =
    widget
  const { webchatStart = '', videoStart = '', callbackStart = '', page } = widget
  return {
    ...{ title, webchatStart, videoStart, callbackStart },
    buttons: (buttons ?? ['webchat']).join(' '),
    ...{ privacy: privacy ?? '', position: position ?? '', theme: theme ?? '', brand: brand ?? '' },
    ...{ lang: lang ?? '', group: group ?? '' },
    entryForm: toJson(entryForm),
    feedback: feedback ? [feedback.scale, ...(feedback.transcript ? ['transcript'] : [])].join(' ') : '',
    offlineForm: toJson(offlineForm),
    chatForms: toJson(widget.chatForms),
    rules: toJson(rules),
    page: toJson(page),
    ...toAccountTexts(widget.messengers),
  }
}

const toJson = (form: object | undefined) => (form ? JSON.stringify(form, null, 2) : '')
