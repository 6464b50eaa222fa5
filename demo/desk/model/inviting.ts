/** The operator's own invitations, and the card that shows the newest. */
import { computed, signal } from '@preact/signals-core'
import type { Id, Time } from '../../../src/protocol/entities.js'
import type { InvitationKind } from '../../protocol/desk.js'
import type { Board } from './board.js'
import type { Orders } from './orders.js'

export const createInviting = ({ board, orders }: { board: Board; orders: Orders }) => {
  const card = signal(false)
  return {
    /** One that was used or taken back stays as long as this page does. */
    invitations: computed(() =>
      [...board.invitations.value.values()]
        .filter(one => one.operator === board.me.value?.id)
        .sort((a, b) => b.createdAt - a.createdAt),
    ),
    inviting: orders.inviting,
    guessing: board.guessing,
    invitationCard: card,
    invite: (wish: { kind?: InvitationKind; until?: Time } = {}): void => {
      card.value = true
      if (!orders.inviting.peek()) orders.give('invitation.create', wish)
    },
    revoke: (invitation: Id): void => void orders.give('invitation.revoke', { invitation }),
    closeInvitation: (): void => void (card.value = false),
  }
}
