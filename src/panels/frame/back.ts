/** What a history step of ours looks like. */
interface Step {
  zvonek?: true
}

/**
 * Back closes the panel. There is one way that works in every browser and in-app view: a step in the history, with the
 * page's own state and address. It is made by the platform's method, since a router or counter that wraps
 * `history.pushState` would take it for a page; and the page hears nothing of its end. Closed otherwise, the step is taken back.
 */
export const catchBack = (onBack: () => void): (() => void) => {
  if (!isOurs())
    History.prototype.pushState.call(history, { ...(history.state as object), zvonek: true } satisfies Step, '')
  const address = location.href
  let open = true

  const onPop = (event: PopStateEvent) => {
    // The page went on by itself meanwhile, and has come back to our step: that move is its own.
    if (isOurs()) return
    removeEventListener('popstate', onPop, true)
    if (location.href === address) event.stopImmediatePropagation()
    if (open) onBack()
    open = false
  }
  addEventListener('popstate', onPop, true)

  return () => {
    if (!open) return
    open = false
    if (isOurs()) history.back()
    else removeEventListener('popstate', onPop, true)
  }
}

const isOurs = () => Object.hasOwn(Object(history.state) as Step, 'zvonek')
