/** So many px less than the tallest seen means a keyboard, not a browser bar. */
const KEYBOARD = 120

/**
 * Keeps `--z-vh` and `--z-top` of a node at the part of the window that can be seen, once per frame, and `data-keys` on it
 * while a keyboard is up. Where the platform cannot tell, the sheet falls back to dvh.
 */
export const followViewport = (node: HTMLElement): (() => void) => {
  const view = window.visualViewport
  if (!view) return () => {}
  let frame = 0
  let tallest = 0
  let width = 0
  const write = () => {
    frame = 0
    // A pinch is a magnifier: the panel must not shrink under it.
    if (view.scale > 1) return
    if (view.width !== width) tallest = 0
    width = view.width
    tallest = Math.max(tallest, view.height)
    node.style.setProperty('--z-vh', `${view.height}px`)
    node.style.setProperty('--z-top', `${view.offsetTop}px`)
    node.toggleAttribute('data-keys', view.height < tallest - KEYBOARD)
  }
  const soon = () => (frame ||= requestAnimationFrame(write))
  write()
  view.addEventListener('resize', soon)
  view.addEventListener('scroll', soon)
  return () => {
    cancelAnimationFrame(frame)
    view.removeEventListener('resize', soon)
    view.removeEventListener('scroll', soon)
    node.removeAttribute('style')
    node.removeAttribute('data-keys')
  }
}
