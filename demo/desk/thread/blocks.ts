/** What stands between and around the rows of a conversation: days, captions, states, the line “New”. */
import type { ThreadItem } from '../../../src/core/model.js'
import type { Time } from '../../../src/protocol/entities.js'
import { isSameDay } from '../format.js'

export type Block =
  | { kind: 'day' | 'who'; key: string; row: ThreadItem }
  | { kind: 'new'; key: string }
  | { kind: 'note'; key: string; text: string }
  | { kind: 'bubble'; key: string; row: ThreadItem; ours: boolean; gap: boolean }
  | { kind: 'state'; key: string; row: ThreadItem }

/** A pause after which a group of bubbles gets a new caption. */
const PAUSE: Time = 300_000

/** Notices that the desk words by itself, from the session. */
const OWN_WORDS: readonly unknown[] = ['session.queued', 'session.ended']

export const isOurs = ({ from }: ThreadItem): boolean => from === 'operator'

/** That an operator came out of the queue to them: it is told above everything, in other words. */
export const findAcceptance = (rows: readonly ThreadItem[], acceptedAt: Time = Infinity): ThreadItem | undefined =>
  rows.find(row => noticeOf(row) === 'operator.joined' && row.at >= acceptedAt)

interface Around {
  newFrom?: number
  acceptance?: ThreadItem | undefined
}

export const toBlocks = (rows: readonly ThreadItem[], { newFrom, acceptance }: Around): Block[] => {
  const blocks: Block[] = []
  const lastHeld = rows.findLast(row => isHeld(row))
  let before: ThreadItem | undefined
  for (const row of rows) {
    const { key } = row
    if (!before || !isSameDay(before.at, row.at)) blocks.push({ kind: 'day', key: `day ${key}`, row })
    if (row.seq !== undefined && row.seq === newFrom) blocks.push({ kind: 'new', key: 'new' })
    if (row.body.kind === 'notice') {
      if (row !== acceptance && !OWN_WORDS.includes(noticeOf(row)))
        blocks.push({ kind: 'note', key, text: row.body.text })
    } else {
      const isFirst = !before || isNewGroup(before, row) || blocks.at(-1)?.kind === 'new'
      const isTold = isFirst && row.state === undefined
      if (isTold) blocks.push({ kind: 'who', key: `who ${key}`, row })
      blocks.push({ kind: 'bubble', key, row, ours: isOurs(row), gap: isFirst && !isTold })
      if (row === lastHeld || needsState(row)) blocks.push({ kind: 'state', key: `state ${key}`, row })
    }
    before = row
  }
  return blocks.filter((block, at) => !isRepeated(block, blocks[at + 1], blocks[at + 2]))
}

const isHeld = ({ state }: ThreadItem): boolean => state === 'sent' || state === 'read'

const needsState = ({ state }: ThreadItem): boolean => state !== undefined && state !== 'sent' && state !== 'read'

const isNewGroup = (a: ThreadItem, b: ThreadItem): boolean =>
  a.from !== b.from ||
  a.body.kind === 'notice' ||
  a.author?.id !== (b.author?.id ?? a.author?.id) ||
  b.at - a.at > PAUSE

/** Words on their way share one line of state, under the last of them; what failed has its own, with its ways out. */
const isRepeated = (block: Block, bubble: Block | undefined, state: Block | undefined): boolean =>
  block.kind === 'state' &&
  bubble?.kind === 'bubble' &&
  state?.kind === 'state' &&
  toShown(block.row) === toShown(state.row) &&
  block.row.state !== 'failed'

/** What waits for its turn and what is on its way are told in the same words. */
const toShown = ({ state }: ThreadItem) => (state === 'queued' ? 'sending' : state)

const noticeOf = ({ body }: ThreadItem): unknown => ((body.data ?? {}) as { notice?: unknown }).notice
