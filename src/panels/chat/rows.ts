import type { ThreadItem } from '../../core/model.js'
import { midnight } from './dates.js'

/** So long (ms) a silence begins a new group. */
const PAUSE = 300_000

/** An item with its place in the picture. */
export interface Row {
  item: ThreadItem
  /** A day begins here. */
  day: boolean
  /** The line “New” stands above. */
  fresh: boolean
  /** First of its group: it carries the caption. */
  first: boolean
  /** Last of its group: it carries the state. */
  last: boolean
}

/** Groups of one speaker, within five minutes and one day. @param newFrom `seq` of the first unread message. */
export const toRows = (items: readonly ThreadItem[], newFrom?: number): Row[] => {
  const rows: Row[] = []
  let before: Row | undefined
  let fresh = newFrom
  for (const item of items) {
    const day = !before || midnight(before.item.at) !== midnight(item.at)
    const isFresh = fresh !== undefined && (item.seq ?? 0) >= fresh
    const first = day || isFresh || !follows(before?.item, item)
    if (before) before.last = first
    if (isFresh) fresh = undefined
    rows.push((before = { item, day, fresh: isFresh, first, last: true }))
  }
  return rows
}

const follows = (before: ThreadItem | undefined, item: ThreadItem) =>
  before?.from === item.from &&
  before.author?.id === item.author?.id &&
  before.body.kind !== 'notice' &&
  item.body.kind !== 'notice' &&
  before.state !== 'failed' &&
  before.state !== 'unsure' &&
  item.at - before.at < PAUSE
