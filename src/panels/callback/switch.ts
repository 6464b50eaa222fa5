/**
 * Closes this panel and opens another in its place. Where the panel has a step in the history, that goes back first: the
 * next panel's own step would be taken back with it.
 */
export const createSwitch = (close: () => void, open: () => void) => {
  let isLeaving = false
  const go = () => {
    isLeaving = true
    const hasStep = Object.hasOwn(Object(history.state) as object, 'zvonek')
    close()
    if (!hasStep) open()
  }
  // Heard before the panel's own listener, which may keep the step to itself.
  const onPop = () => {
    removeEventListener('popstate', onPop, true)
    // In a turn of its own: until every listener has heard it, the step of the panel before is still there.
    if (isLeaving) setTimeout(open)
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
