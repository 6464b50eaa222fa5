import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { page } from '../../page.js'
import { sheet } from '../../styles/sheet.js'
import { catchBack } from './back.js'
import { makeRestInert } from './rest-inert.js'
import { followViewport } from './viewport.js'

export interface Phone {
  /** The window is so small that the panel is the page. */
  readonly small: ReadonlySignal<boolean>
  dispose(): void
}

/**
 * While the window is small the panel is modal: the rest is inert, the page does not scroll, Back closes. All of it comes
 * and goes with the size of the window, and nothing of it stays.
 */
export const createPhone = (panel: HTMLElement, { host, onBack }: { host: Element; onBack(): void }): Phone => {
  const query = matchMedia('(max-width: 480px), (max-height: 480px)')
  const small = signal(query.matches)
  const onChange = () => (small.value = query.matches)
  query.addEventListener('change', onChange)
  const undo = effect(() => {
    if (!small.value) return
    const undos = [makeRestInert(host), lockScroll(), followViewport(panel), catchBack(onBack)]
    return () => {
      for (const undo of undos) undo()
    }
  })
  return {
    small,
    dispose: () => {
      query.removeEventListener('change', onChange)
      undo()
    },
  }
}

/** By a sheet, not by `html.style`: it wins over the page's own rules, moves nothing, and leaves without a trace. */
const lockScroll = () => {
  const lock = sheet('html{overflow:hidden!important}')
  page('adoptedStyleSheets').push(lock)
  return () => {
    const sheets = page('adoptedStyleSheets')
    // A page may have put others in their place meanwhile: none of those is ours to take.
    if (sheets.includes(lock)) sheets.splice(sheets.indexOf(lock), 1)
  }
}
