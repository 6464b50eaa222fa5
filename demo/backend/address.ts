/*
 * What may stand in a header as an address: the plain form that people have, of RFC 5321 and RFC 5322, in ASCII. What is
 * more than that (quotes, comments, groups, several, other scripts) is none: it is still shown as what somebody wrote.
 */

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const ADDRESS = new RegExp(`^(${ATOM}(?:\\.${ATOM})*)@(${LABEL}(?:\\.${LABEL})+)$`)

/** The address itself, if `text` is one and nothing else. */
export const toAddress = (text: string | undefined): string | undefined => {
  const [address, local = ''] = ADDRESS.exec(text ?? '') ?? []
  return address !== undefined && address.length <= 254 && local.length <= 64 ? address : undefined
}
