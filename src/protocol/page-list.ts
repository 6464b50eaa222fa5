import type { PageView } from './entities.js'

/** Pages of one client that are remembered. */
export const MOST_PAGES = 50

/** The same page, whatever it is called by now. */
export const isSamePage = (one: PageView | undefined, other: PageView): boolean => one?.url === other.url

/**
 * Pages in the order in which they were visited, with one more: what repeats the last takes its place and keeps its time, since
 * a page often gets its title later; of too many the oldest go.
 */
export const addPage = (pages: readonly PageView[], page: PageView): readonly PageView[] => {
  const last = pages.at(-1)
  if (last === undefined || !isSamePage(last, page)) return [...pages, page].slice(-MOST_PAGES)
  return [...pages.slice(0, -1), { ...last, ...page, ...(last.at !== undefined && { at: last.at }) }]
}
