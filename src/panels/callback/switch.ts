/**
 * Closes this panel and opens another in its place. Where the panel has a step in the history, that goes back first: the
 * next panel's own step would be taken back with it.
 */
export const createSwitch = (close: () => void, open: () => void) => {
  let isLeaving = false
  const go = () => {
    isLeaving = true
    const hasStep = !!(history.state as { zvonek?: true } | null)?.zvonek
    close()
    if (!hasStep) open()
  }
  // Heard before the panel's own listener, which may keep the step to itself.
  const onPop = () => {
    removeEventListener('popstate', onPop, true)
    if (isLeaving) queueMicrotask(open)
  }
  addEventListener('popstate', onPop, true)
  return {
    go,
    /** A step that is going back is still waited for. */
    dispose: () => {
      if (!isLeaving) removeEventListener('popstate', onPop, true)
    },
  }
}
