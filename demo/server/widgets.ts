import czech from '../../src/i18n/cs/launcher.js'
import type { WidgetSettings } from '../backend/context.js'
import { demoWidgetSettings } from '../backend/demo-site.js'
import { BUTTONS, type WidgetRecord } from '../backend/site/record.js'

/** One named widget: what the backend shows of it, and what is baked into its script. */
export interface Widget extends WidgetSettings {
  buttons: readonly string[]
  position?: 'right' | 'left'
  theme?: 'system' | 'light' | 'dark'
  brand?: string
  lang?: string
  /** The launcher's words of every language but English, which the script has. */
  words: Readonly<Record<string, object>>
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
export const toWidget = (record: WidgetRecord): Widget => ({ ...record, buttons: record.buttons ?? ['webchat'], words })

/** A widget that is there without being stored, as it would be. */
export const toRecord = ({ words: _words, title = '', origins = [], buttons, ...rest }: Widget): WidgetRecord => ({
  ...{ title, origins },
  buttons: BUTTONS.filter(one => buttons.includes(one)),
  ...rest,
})

const PLACE = /(["'`])__ZVONEK_BAKED__\1/g

/**
 * The script with a widget's settings in it, so that one request paints the right buttons.
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
    entryForm: _form,
    feedback: _feedback,
    offlineForm: _offlineForm,
    ...settings
  }: Widget,
): string => {
  const places = script.match(PLACE)?.length ?? 0
  if (places !== 1)
    throw new Error(`dist/zvonek.js has ${places} places for settings instead of one: run npm run build.`)
  const json = JSON.stringify({ widget: name, ...settings, ...(title !== undefined && { title }) })
  // The script may be inlined into a page, and old engines end a string at these two.
  const safe = json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return script.replace(PLACE, () => safe)
}
