import { page } from '../page.js'

/** How far down the page has come into sight, in per cent. */
export const depthNow = () => {
  const { scrollHeight } = page('documentElement')
  return Math.min(100, Math.round(((scrollY + innerHeight) / Math.max(scrollHeight, 1)) * 100))
}

/** The same in tenths: who reads line by line does not tell each of them. */
export const tenthNow = () => Math.floor(depthNow() / 10) * 10

/** Tells when another tenth of the page is in sight. Measures only while somebody wants to know. Returns its undo. */
export const watchDepth = ({ wants, onChange }: { wants(): boolean; onChange(): void }): (() => void) => {
  const off = new AbortController()
  let last = -1
  const measure = () => {
    if (!wants()) return
    const tenth = tenthNow()
    if (tenth === last) return
    last = tenth
    onChange()
  }
  for (const type of ['scroll', 'resize'])
    addEventListener(type, measure, { __proto__: null, capture: true, passive: true, signal: off.signal })
  return () => off.abort()
}
