import { createClock } from '../../browser/clock.js'
import { watchDepth } from '../../browser/depth.js'
import { here, watchNavigation } from '../../browser/navigation.js'
import { createPagePace } from '../../core/page.js'
import { react } from '../../core/react.js'
import { mountSharing } from '../../panels/sharing/Sharing.js'
import type { PageView } from '../../protocol/entities.js'
import { cleanUrl } from '../../protocol/page-clean.js'
import { report } from '../report.js'
import type { ContextParts } from '../context.js'
import { createChoice } from './choice.js'
import { tellsScroll, toTold } from './rules.js'

/** Where the visitor is: told once they have acted, cleaned before it leaves the browser, until they say stop. */
export const createPages = (parts: ContextParts, signal: AbortSignal) => {
  const { host, conversation, told } = parts
  const { isShared, choose } = createChoice(parts, { signal })
  const send = createSender(parts, () => pace.again())
  const pace = createPagePace({ clock: createClock(), tell: page => send(page ? { page, zone: zoneOf() } : {}) })
  const named = createNamed()

  const rules = () => [host.options.page ?? {}, conversation.settings.peek().page] as const

  const show = () => {
    const { referrer, isHidden, ...raw } = here()
    const page = isShared.peek() ? toTold({ ...raw, ...named.at(raw.url) }, ...rules()) : undefined
    // What is undefined never gets onto the wire.
    Object.assign(told, { page, referrer: isShared.peek() ? cleanUrl(referrer) : undefined })
    if (!isHidden) pace.show(page)
  }
  const again = () => {
    pace.again()
    show()
  }
  const share = (on: unknown) => {
    choose(on !== false)
    if (on !== false) parts.connect()
  }
  const undo = [
    watchNavigation({
      onChange: show,
      onFront: again,
      onHidden: () => isShared.peek() && send({ hidden: true }),
    }),
    watchDepth({ wants: () => isShared.peek() && tellsScroll(...rules()), onChange: show }),
    // What may be told of it may be something else from now on.
    react(() => [conversation.pipe.lives.value, isShared.value, conversation.settings.value], again),
    pace.dispose,
    mountSharing(parts, { isShared, share }),
  ]
  signal.addEventListener('abort', () => undo.forEach(end => end()))
  return {
    share,
    name: (given: unknown) => {
      named.set(given)
      show()
    },
  }
}

const zoneOf = () => Intl.DateTimeFormat().resolvedOptions().timeZone

type Said = { page?: PageView; hidden?: boolean; zone?: string }

/** Says it beside the outbox, where the backend has an ear for it. */
const createSender = ({ host, conversation, newId }: ContextParts, onLost: () => void) => {
  const tab = newId()
  const { widget } = host.options
  return (said: Said) => {
    if (!conversation.can('page') || conversation.connection.peek().state !== 'online') return onLost()
    conversation.ask({ id: newId(), type: 'page.share', tab, widget, ...said }).catch((error: unknown) => {
      onLost()
      report('info', 'page.share', String(error))
    })
  }
}

/** What the page calls itself holds for the address at which it said so. */
const createNamed = () => {
  let at = ''
  let named: { url?: string; title?: string } = {}
  return {
    set: (given: unknown) => {
      const { url, title } = Object(given) as Record<string, unknown>
      at = here().url
      named = {
        ...(url !== undefined && { url: new URL(`${url as string}`, at).href }),
        ...(title !== undefined && { title: `${title as string}` }),
      }
    },
    at: (url: string) => (url === at ? named : {}),
  }
}
