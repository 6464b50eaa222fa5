import type { ComponentChildren } from 'preact'

const SCHEMES = ['https:', 'http:', 'mailto:', 'tel:']
const LINK = /((?:https?:\/\/|mailto:|tel:)[^\s<>"']*[^\s<>"'.,;:!?)\]}…])/gi
/** Marks that turn reading direction: in an address they make one host look like another. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * The address if it leads where a visitor may go, parsed as the browser will parse it; a user name before the host
 * (`https://bank.example@elsewhere.example`) is only ever a trick.
 */
export const toUrl = (text: string): URL | undefined => {
  try {
    const url = new URL(text)
    return SCHEMES.includes(url.protocol) && !url.username ? url : undefined
  } catch {
    return undefined
  }
}

/** Opens elsewhere and tells nobody where from. */
export const Link = (props: { url: URL; children: ComponentChildren }) => (
  <a href={props.url.href} target="_blank" rel="noopener noreferrer">
    {props.children}
  </a>
)

/** Text stays text; addresses in it become links that show the host they lead to. */
export const linked = (text: string): ComponentChildren =>
  text.split(LINK).map((part, i, parts) => {
    const bare = part.replace(BIDI, '')
    // `blob:https://…` is not an address of ours, whatever its second half looks like.
    const url = i % 2 && !/[\w:]$/.test(parts[i - 1] ?? '') ? toUrl(bare) : undefined
    return url ? <Link url={url}>{bare.toLowerCase().includes(url.host) ? bare : url.href}</Link> : part
  })
