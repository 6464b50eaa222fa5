/** The number of a link (`#zvonek=482193`); it leaves the address, so that neither history nor a copied link keeps it. */
export const readLink = (): string => {
  const parts = location.href.split('#zvonek=')
  const number = parts.at(1)
  if (number === undefined) return ''
  // The platform's own: to a router that wraps it, it is no change of page.
  History.prototype.replaceState.call(history, history.state, '', parts.at(0))
  return toText(number)
}

const toText = (number: string) => {
  try {
    return decodeURIComponent(number)
  } catch {
    return number
  }
}
