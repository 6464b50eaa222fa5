import czech from '../../src/i18n/cs/launcher.js'
import type { WidgetSettings } from '../backend/context.js'
import { demoWidgetSettings } from '../backend/demo-site.js'

/** One named widget: what the backend shows of it, and what is baked into its script. */
export interface Widget extends WidgetSettings {
  buttons: readonly string[]
  position?: 'right' | 'left'
  /** The launcher's words of every language but English, which the script has. */
  words: Readonly<Record<string, object>>
}

/** First paint only: what the app says later comes with the app. */
const { group, webchat, video, callback } = czech

export const demoWidgets: Readonly<Record<string, Widget>> = {
  main: { ...demoWidgetSettings.main, words: { cs: { group, webchat, video, callback } } },
  landing: { ...demoWidgetSettings.landing, words: {} },
}

const PLACE = /(["'`])__ZVONEK_BAKED__\1/g

/**
 * The script with a widget's settings in it, so that one request paints the right buttons.
 * @throws {Error} when the script has no place for them.
 */
export const bake = (script: string, name: string, { title, privacy: _privacy, ...settings }: Widget): string => {
  const places = script.match(PLACE)?.length ?? 0
  if (places !== 1)
    throw new Error(`dist/zvonek.js has ${places} places for settings instead of one: run npm run build.`)
  const json = JSON.stringify({ widget: name, ...settings, ...(title !== undefined && { title }) })
  // The script may be inlined into a page, and old engines end a string at these two.
  const safe = json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return script.replace(PLACE, () => safe)
}
