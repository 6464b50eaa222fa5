import { page } from '../page.js'

/** The page as the browser has it: nothing of it is clean. */
export const here = () => ({
  url: location.href,
  title: page('title'),
  referrer: page('referrer'),
  isHidden: page('hidden'),
})

export interface NavigationEars {
  /** The address or the title may be another one. */
  onChange(): void
  /** This tab is in front again. */
  onFront(): void
  /** Nobody looks at this tab. */
  onHidden(): void
}

/**
 * Where the visitor goes on this page and whether they look at it. Nothing is polled: the Navigation API tells, and where it
 * is missing, the History API is listened to. Returns its undo.
 */
export const watchNavigation = ({ onChange, onFront, onHidden }: NavigationEars): (() => void) => {
  const off = new AbortController()
  const { signal } = off
  const on = (types: readonly string[], fn: (event: Event) => void, target: EventTarget = window) => {
    for (const type of types) target.addEventListener(type, fn, { __proto__: null, capture: true, signal })
  }
  const api = navigationOf()
  if (api) on(['currententrychange'], onChange, api)
  else {
    on(['popstate', 'hashchange'], onChange)
    wrapHistory(onChange, signal)
  }
  // An element's event of that name is the page's own affair.
  on(['focus', 'pageshow'], ({ target }) => target instanceof Element || page('hidden') || onFront())
  on(['visibilitychange'], ({ target }) => target instanceof Element || (page('hidden') ? onHidden() : onFront()))
  const titles = new MutationObserver(onChange)
  titles.observe(page('head'), { subtree: true, childList: true, characterData: true })
  return () => {
    titles.disconnect()
    off.abort()
  }
}

/** Where it is not known, an element of the page may have that name. */
const navigationOf = (): EventTarget | undefined => {
  const found: unknown = Reflect.get(window, 'navigation')
  return found instanceof EventTarget && 'currentEntry' in found && !(found instanceof Node) ? found : undefined
}

/** The two calls tell nobody. They are wrapped on this very object, and unwrapped unless somebody has wrapped them since. */
const wrapHistory = (onChange: () => void, signal: AbortSignal) => {
  for (const name of ['pushState', 'replaceState'] as const) {
    const wasOwn = Object.hasOwn(history, name)
    const before = history[name]
    const wrapped: typeof before = (...args) => {
      before.apply(history, args)
      if (!signal.aborted) onChange()
    }
    history[name] = wrapped
    signal.addEventListener('abort', () => {
      if (history[name] !== wrapped) return
      if (wasOwn) history[name] = before
      else Reflect.deleteProperty(history, name)
    })
  }
}
