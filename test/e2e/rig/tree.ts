/**
 * Runs in the page before any other script, so that it has the platform's own functions whatever the page does later: all
 * that a widget shows, as text. It closes over nothing, since it travels as text.
 */
export const installTree = (): void => {
  const all = Document.prototype.querySelectorAll
  const show = (node: Node, depth = 0): string => {
    const indent = '\n' + ' '.repeat(depth)
    if (node instanceof Text) return node.data && indent + node.data
    if (!(node instanceof Element)) return Array.from(node.childNodes, child => show(child, depth)).join('')
    const attributes = Array.from(node.attributes, ({ name, value }) => ` ${name}="${value}"`).join('')
    const typed = node instanceof HTMLTextAreaElement ? ` typed="${node.value}"` : ''
    const { shadowRoot } = node
    const sheets = shadowRoot
      ? ` rules="${Array.from(shadowRoot.adoptedStyleSheets, ({ cssRules }) => cssRules.length).join()}"`
      : ''
    const inside =
      (shadowRoot ? show(shadowRoot, depth + 1) : '') +
      Array.from(node.childNodes, child => show(child, depth + 1)).join('')
    return `${indent}<${node.localName}${attributes}${typed}${sheets}>${inside}`
  }
  window.zvonekTestTree = () => Array.from(all.call(document, 'zvonek-host'), host => show(host)).join('')
}
