import { create } from '../../page.js'

/** Where calls have a page of their own: widget, language and ticket stand in its fragment, which no server sees. */
export const addressOf = (callPage: string, { widget, locale }: { widget: string; locale: string }, ticket: string) =>
  `${callPage}#${widget}&${locale}&${ticket}`

/** 128 bits: whoever has it is the tab that was opened. */
export const newTicket = () => crypto.getRandomValues(new Uint32Array(4)).join('-')

/** The tab knows nothing of this page, nor this page of it. */
export const openTab = (href: string): void =>
  Object.assign(create('a') as HTMLAnchorElement, { href, target: '_blank', rel: 'noreferrer' }).click()
