import { computed } from '@preact/signals-core'
import type { DeskCallback } from '../../protocol/desk.js'
import type { Board } from './board.js'

/** Whether it rings: its time has come, and nobody has taken it. */
export const isRinging = ({ state, dueAt }: DeskCallback): boolean => state === 'requested' && dueAt !== undefined

/** Whether nobody has to do with it any more. */
export const isOver = ({ state }: DeskCallback): boolean => state !== 'requested' && state !== 'dialled'

/** When it is, or was, to be dialled. */
export const timeOf = ({ at, dueAt, requestedAt }: DeskCallback): number => at ?? dueAt ?? requestedAt

/** What this desk shows of callbacks. */
export const toCallbacks = ({ callbacks }: Board) => ({
  callbacks: computed(() =>
    [...callbacks.value.values()]
      .filter(({ held, state }) => !held && state !== 'cancelled')
      .sort((one, other) => Number(isOver(one)) - Number(isOver(other)) || timeOf(one) - timeOf(other)),
  ),
  held: computed(() => [...callbacks.value.values()].filter(one => one.held && !isOver(one)).length),
})
