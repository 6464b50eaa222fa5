import { computed, type ReadonlySignal } from '@preact/signals-core'
import type { Id } from '../../../src/protocol/entities.js'
import type { DeskGroup, DeskOperator, DeskSession } from '../../protocol/desk.js'
import type { Board } from './board.js'

/** Another operator, and how much they have to do. */
export interface Colleague extends DeskOperator {
  /** Conversations they are in. */
  chats: number
}

/** A group of operators, and whether one of them is there. */
export interface Corner extends DeskGroup {
  isAttended: boolean
}

export interface Colleagues {
  readonly colleagues: ReadonlySignal<readonly Colleague[]>
  readonly groups: ReadonlySignal<readonly Corner[]>
  isForMe(session: DeskSession): boolean
}

/** Who else answers, seen from what the backend told. */
export const createColleagues = (board: Board): Colleagues => {
  const chatsOf = (id: Id): number =>
    [...board.sessions.value.values()].filter(
      ({ state, operators }) => state === 'accepted' && operators.some(one => one.id === id),
    ).length
  const isIn = ({ operators }: DeskGroup, id: Id): boolean => operators?.includes(id) ?? true
  const all = computed(() => [...board.operators.value.values()])

  return {
    colleagues: computed(() =>
      all.value.filter(({ id }) => id !== board.me.value?.id).map(one => ({ ...one, chats: chatsOf(one.id) })),
    ),
    groups: computed(() =>
      board.groups.value.map(group => ({
        ...group,
        isAttended: all.value.some(({ id, available }) => available && isIn(group, id)),
      })),
    ),
    isForMe: ({ waitsFor, group: name }) => {
      const me = board.me.value?.id ?? ''
      if (waitsFor !== undefined) return waitsFor === me
      const group = board.groups.value.find(one => one.name === name)
      return !group || isIn(group, me)
    },
  }
}
