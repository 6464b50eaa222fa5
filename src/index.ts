import { boot } from './boot.js'
import { ZvonekError } from './api/errors.js'
import type { Handle } from './api/handle.js'
import { toOptions, type WidgetOptions } from './api/options.js'

export { ZvonekError, type ErrorCode } from './api/errors.js'
export type { ConnectionState, WidgetEvent, WidgetEvents, WidgetState } from './api/events.js'
export type { AppVerbs, EnterOptions, Handle, Listener } from './api/handle.js'
export type { ButtonEntry, Entry, LauncherWords, Theme, WidgetOptions, WordsByLocale } from './api/options.js'

/**
 * Puts a widget on the page. Several may stand on one page; each is taken off by its own `destroy`.
 *
 * @example
 * import { createWidget } from 'zvonek'
 * import { http } from 'zvonek/transports/http'
 *
 * const widget = createWidget({ transport: http({ url: '/support' }), lang: 'cs' })
 * widget.on('message', event => console.log(event.message.body.text))
 *
 * @throws {ZvonekError} `options` when one is wrong, `noDom` when there is no page, as on a server.
 */
export const createWidget = (options: WidgetOptions): Handle => {
  if (typeof document === 'undefined') {
    throw new ZvonekError('noDom', 'createWidget needs a page: call it in the browser, such as in an effect')
  }
  return boot(toOptions(options), {
    load: async () => (await import('./app.js')).startApp,
    words: async locale => (await LANGUAGES[locale]!()).default.launcher,
  })
}

const LANGUAGES: Readonly<Record<string, () => Promise<typeof import('./i18n/cs.js')>>> = {
  cs: () => import('./i18n/cs.js'),
}
