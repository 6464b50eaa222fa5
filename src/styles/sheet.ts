/**
 * Style as a strict policy allows it: no `<style>`, no `style` attribute. Each caller has a sheet of its own, since a
 * sheet belongs to one document and a cache would be state that two widgets share.
 */
export const sheet = (css: string): CSSStyleSheet => {
  const made = new CSSStyleSheet()
  made.replaceSync(css)
  return made
}

/** Dresses a shadow root in one more sheet; returns its undo. */
export const adopt = (root: ShadowRoot, css: string): (() => void) => {
  const made = sheet(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, made]
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter(other => other !== made)
  }
}
