/** Takes the rest of the page out of reach, as a modal dialog does; the undo gives back exactly what was taken. */
export const makeRestInert = (host: Element): (() => void) => {
  const taken: Element[] = []
  let node: Node = host
  while (node !== document.body && node.parentNode) {
    const parent: ParentNode & { host?: Element } = node.parentNode
    for (const other of parent.children) {
      if (other === node || other.hasAttribute('inert')) continue
      other.setAttribute('inert', '')
      taken.push(other)
    }
    node = parent.host ?? parent
  }
  return () => {
    for (const other of taken) other.removeAttribute('inert')
  }
}
