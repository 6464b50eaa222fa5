import type { PageOptions } from '../../api/options.js'
import { tenthNow } from '../../browser/depth.js'
import { cleanPage, type PageRules } from '../../protocol/page-clean.js'

interface Raw {
  url: string
  title: string
}

/** What may be told of a page: by the page's own options and by the widget's settings at the backend. */
export const toTold = ({ url, title }: Raw, options: PageOptions, settings: PageRules = {}) => {
  const address = options.clean ? hooked(options.clean, url) : url
  const page = address === undefined ? undefined : cleanPage({ url: address, title }, together(options, settings))
  return page && tellsScroll(options, settings) ? { ...page, scroll: tenthNow() } : page
}

export const tellsScroll = ({ scroll }: PageOptions, settings: PageRules = {}): boolean =>
  (scroll ?? settings.scroll) === true

/** What the backend does not let through it takes out again. */
const together = (one: PageRules, other: PageRules): PageRules => ({
  query: [...(one.query ?? []), ...(other.query ?? [])],
  patterns: [...(one.patterns ?? []), ...(other.patterns ?? [])],
  hash: one.hash ?? other.hash,
})

/** The page's own word on an address; what goes wrong in it is told nobody. */
const hooked = (clean: NonNullable<PageOptions['clean']>, url: string): string | undefined => {
  try {
    const address: unknown = clean(url)
    return typeof address === 'string' ? address : undefined
  } catch (error) {
    reportError(error)
    return undefined
  }
}
