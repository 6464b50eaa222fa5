import { boot } from './boot.js'
import { ZvonekError } from './api/errors.js'
import type { Handle } from './api/handle.js'
import { toOptions, withBackend, type WidgetOptions } from './api/options.js'

export { ZvonekError, type ErrorCode } from './api/errors.js'
export type { ConnectionState, WidgetEvent, WidgetEvents, WidgetState } from './api/events.js'
export type { Finding, FindingCode } from './api/findings.js'
export type { AppVerbs, EnterOptions, Handle, Listener } from './api/handle.js'
export type {
  PageOptions,
  ButtonEntry,
  Check,
  LauncherWords,
  Theme,
  WidgetOptions,
  WordsByLocale,
} from './api/options.js'
export type { Plural } from './i18n/words.js'
// For authors of transports.
export { TransportFailure } from './protocol/failure.js'
export type * from './protocol/commands.js'
export type * from './protocol/entities.js'
export type * from './protocol/events.js'
export type * from './protocol/failure.js'
export type * from './protocol/form.js'
export type { PageRules } from './protocol/page-clean.js'
export type * from './protocol/ports.js'
export type * from './protocol/rule.js'
export type * from './protocol/transport.js'

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
  if (typeof Document === 'undefined') {
    throw new ZvonekError('noDom', 'createWidget needs a page: call it in the browser, such as in an effect')
  }
  return boot(withBackend(toOptions(options)), {
    load,
    parent: undefined,
    onDestroy: undefined,
    words: async locale => (await LANGUAGES[locale]!()).default.launcher,
  })
}

const load = async () => {
  const parts = await Promise.all([import('./app.js'), import('./launcher/doorbell.js')])
  return { startApp: parts[0].startApp, createDoorbell: parts[1].createDoorbell }
}

const LANGUAGES: Readonly<Record<string, () => Promise<typeof import('./i18n/cs.js')>>> = {
  cs: () => import('./i18n/cs.js'),
}
