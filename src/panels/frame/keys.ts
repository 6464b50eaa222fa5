import { page } from '../../page.js'

export interface KeysOptions {
  /** Where F6 leads into the panel. */
  focus(): void
  onEscape(): void
}

/**
 * Keys pressed in the panel are the panel's: to the page they would come from a bare element, and its shortcuts would fire
 * at every letter. Escape closes; F6 goes between page and panel.
 */
export const listenKeys = (panel: HTMLElement, { focus, onEscape }: KeysOptions): (() => void) => {
  let before: Element | null = null
  const keep = (event: KeyboardEvent) => event.stopPropagation()
  const onKeyDown = (event: KeyboardEvent) => {
    keep(event)
    if (event.key === 'Escape' && !event.isComposing) onEscape()
  }
  const onF6 = (event: KeyboardEvent) => {
    if (event.key !== 'F6') return
    event.preventDefault()
    if (event.composedPath().includes(panel)) {
      ;(event.composedPath()[0] as HTMLElement).blur()
      if (before instanceof HTMLElement) before.focus()
    } else {
      before = page('activeElement')
      focus()
    }
  }
  panel.addEventListener('keydown', onKeyDown)
  panel.addEventListener('keyup', keep)
  panel.addEventListener('keypress', keep)
  addEventListener('keydown', onF6, true)
  return () => removeEventListener('keydown', onF6, true)
}
