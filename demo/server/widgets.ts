import czech from '../../src/i18n/cs/launcher.js'
import type { WidgetSettings } from '../backend/context.js'
import { demoWidgetSettings } from '../backend/demo-site.js'
import { BUTTONS, type WidgetRecord } from '../backend/site/record.js'
import type { Rules } from '../../src/protocol/rule.js'
import type { Device } from '../../src/messengers.js'
import { messengerWords, toLinks, type Accounts } from './messenger-links.js'

/** One named widget: what the backend shows of it, and what is baked into its script. */
export interface Widget extends WidgetSettings {
  buttons: readonly string[]
  position?: 'right' | 'left'
  theme?: 'system' | 'light' | 'dark'
  brand?: string
  lang?: string
  /** The launcher's words of every language but English, which the script has. */
  words: Readonly<Record<string, object>>
  /** What the widget does by itself. */
  rules?: Rules
  /** Accounts at messengers that have a button. */
  messengers?: Accounts
  /** Page origins that may embed it, beside those that may embed any. */
  origins?: readonly string[]
}

/** First paint only: what the app says later comes with the app. */
const { group, webchat, video, callback } = czech
const words = { cs: { group, webchat, video, callback } }

/** What a server has when nobody has said anything yet. */
export const firstWidgets: Readonly<Record<string, Widget>> = { main: { ...demoWidgetSettings.main, words } }

export const demoWidgets: Readonly<Record<string, Widget>> = {
  ...firstWidgets,
  landing: { ...demoWidgetSettings.landing, words: {} },
  service: { ...demoWidgetSettings.service, words },
}

/** A stored widget with what this version adds to all. */
export const toWidget = (record: WidgetRecord): Widget => ({ ...record, buttons: record.buttons ?? BUTTONS, words })

/** A widget that is there without being stored, as it would be. */
export const toRecord = ({ words: _words, title = '', origins = [], buttons, ...rest }: Widget): WidgetRecord => ({
  ...{ title, origins },
  buttons: BUTTONS.filter(one => buttons.includes(one)),
  ...rest,
})

/** Whether a rule looks at where the visitor is. Within a text of somebody's, the quotes would be escaped. */
export const hangsOnCountry = ({ rules }: Pick<Widget, 'rules'>): boolean =>
  JSON.stringify(rules?.list ?? []).includes('"fact":"country"')

const PLACE = /(["'`])__ZVONEK_BAKED__\1/g

interface Bare {
  messengers?: Accounts | undefined
  words: Widget['words']
}

/** Of what is baked, only which buttons lead somewhere hangs on the device. */
const linksFor = ({ messengers = {}, words }: Bare, device: Device = 'desktop') => {
  const links = toLinks(messengers, device)
  const { en, cs } = messengerWords
  return links.length ? { links, words: { ...words, en: { ...words.en, ...en }, cs: { ...words.cs, ...cs } } } : {}
}

/**
 * The script with a widget's settings in it, so that one request paints the right buttons of the device that asks.
 * @throws {Error} when the script has no place for them.
 */
export const bake = (
  script: string,
  name: string,
  {
    title,
    privacy: _privacy,
    origins: _origins,
    group: _group,
    entryForm,
    feedback: _feedback,
    offlineForm: _offlineForm,
    chatForms: _chatForms,
    messengers,
    device,
    page: _page,
    params: _params,
    webchatStart: _webchatStart,
    videoStart: _videoStart,
    callbackStart: _callbackStart,
    ...settings
  }: Widget & { device?: Device },
): string => {
  const places = script.match(PLACE)?.length ?? 0
  if (places !== 1)
    throw new Error(`dist/zvonek.js has ${places} places for settings instead of one: run npm run build.`)
  const json = JSON.stringify({
    widget: name,
    ...settings,
    ...linksFor({ ...settings, messengers }, device),
    ...(entryForm && { asks: true }),
    ...(title !== undefined && { title }),
  })
  // The script may be inlined into a page, and old engines end a string at these two.
  const safe = json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return script.replace(PLACE, () => safe)
}

/** What the backend itself has to know of a widget. */
export const settingsOf = (widgets: Readonly<Record<string, Widget>>) =>
  Object.fromEntries(
    Object.entries(widgets).map(
      ([name, { title, privacy, origins, group, entryForm, feedback, offlineForm, chatForms, page, ...rest }]) => [
        name,
        {
          ...(title !== undefined && { title }),
          ...(privacy !== undefined && { privacy }),
          ...(origins?.length && { origins }),
          ...(group !== undefined && { group }),
          ...(entryForm && { entryForm }),
          ...(feedback && { feedback }),
          ...(offlineForm && { offlineForm }),
          ...(chatForms && { chatForms }),
          ...(page && { page }),
          ...startsOf(rest),
        },
      ],
    ),
  )

const startsOf = ({ webchatStart, videoStart, callbackStart }: Omit<Widget, 'buttons' | 'words'>) => ({
  ...(webchatStart && { webchatStart }),
  ...(videoStart && { videoStart }),
  ...(callbackStart && { callbackStart }),
})
