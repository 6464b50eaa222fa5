import { createPages } from './pages.js'
import { createParams } from './params.js'
import { say } from './say.js'
import { toExtras } from './extras.js'
import { unsupported } from '../unsupported.js'
import { report } from '../report.js'
import type { Entry } from '../../protocol/entities.js'
import type { ContextParts } from '../context.js'

/** What a page says by its scripts, and what is told of it. Ends with the signal. */
export const start = (parts: ContextParts, signal: AbortSignal) => {
  const { brand } = parts.host.options
  if (brand && !CSS.supports('color', brand)) report('warn', 'brand must be a CSS colour')
  const pages = createPages(parts, signal)
  const params = createParams(parts, signal)
  return {
    enter: (entry: Entry, extras: unknown) => {
      if (!/^(webchat|video)$/.test(entry)) throw unsupported(entry)
      const given = toExtras(extras)
      const { params: more } = given
      parts.connect().enter({ ...given, entry, ...(more && { params: { ...parts.told.params, ...more } }) })
    },
    send: (message: unknown) => say(parts.connect, message),
    setParams: params.set,
    removeParams: params.remove,
    sharePage: pages.share,
    page: pages.name,
  }
}
export type ContextRoom = ReturnType<typeof start>
