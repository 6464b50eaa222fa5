import { native, page } from '../../page.js'

/** Takes the rest of the page out of reach, as a modal dialog does; the undo gives back exactly what was taken. */
export const makeRestInert = (host: Element): (() => void) => {
  const { hasAttribute, setAttribute, removeAttribute } = Element.prototype
  const taken: Element[] = []
  const body = page('body')
  for (let node: Node = host; node !== body;) {
    const parent = native(Node, 'parentNode', node)
    if (!parent) break
    native(Node, 'childNodes', parent).forEach(other => {
      if (other === node || !(other instanceof Element) || hasAttribute.call(other, 'inert')) return
      setAttribute.call(other, 'inert', '')
      taken.push(other)
    })
    node = parent instanceof ShadowRoot ? parent.host : parent
  }
  return () => {
    for (const other of taken) removeAttribute.call(other, 'inert')
  }
}
