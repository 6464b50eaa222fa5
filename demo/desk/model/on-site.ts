/** Who is on the site and may be offered a chat, and how the offers of this desk's operator stand. */
import { computed, type ReadonlySignal } from '@preact/signals-core'
import { fill } from '../../../src/i18n/format.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { Client, DeskEvent } from '../../protocol/desk.js'
import { toName } from '../format.js'
import { words } from '../words.js'
import type { Board } from './board.js'
import type { Wire } from './wire.js'

const { site } = words

export interface OnSite {
  /** In the order in which they came: nobody ever moves. */
  readonly onSite: ReadonlySignal<readonly Client[]>
  /** Clients to whom an offer is on its way, or on its way back. */
  readonly offering: ReadonlySignal<ReadonlySet<Id>>
  offer(client: Id, text: string): void
  withdraw(client: Client): void
}

interface OnSiteParts {
  board: Board
  wire: Pick<Wire, 'orders' | 'items'>
  /** Something happened to an offer of this operator's, in words. */
  tell(text: string): void
  /** Somebody is there to be talked to. */
  hand(text: string): void
}

export const createOnSite = ({ board, wire, tell, hand }: OnSiteParts) => {
  const { clients, sessions, me } = board
  const offering = computed(() => new Set(wire.items.value.flatMap(toOffering)))
  const talking = computed(() => {
    const open = [...sessions.value.values()].filter(({ state }) => state !== 'ended')
    // The page from which somebody opened their call is theirs as well.
    return new Set(open.flatMap(({ client, opener }) => (opener === undefined ? [client] : [client, opener])))
  })
  const onSite = computed(() =>
    [...clients.value.values()]
      .filter(client => isHere(client) && !talking.value.has(client.id))
      .sort((one, other) => (one.since ?? 0) - (other.since ?? 0)),
  )
  return {
    /** Hears of each change before it is taken. */
    follow: (event: DeskEvent): void => {
      if (event.type !== 'client.changed') return
      const was = clients.peek().get(event.client.id)?.offer
      const { offer, online } = event.client
      if (was?.state !== 'open' || offer?.id !== was.id || offer.operator.id !== me.peek()?.id) return
      const client = toName(event.client)
      if (offer.state === 'accepted') hand(fill(site.accepted, { client }))
      if (offer.state === 'declined') tell(fill(site.hasDeclined, { client }))
      if (offer.unanswered) tell(fill(site.hasNotAnswered, { client }))
      else if (offer.state === 'over' && !online) tell(fill(site.hasLeft, { client }))
    },
    verbs: {
      onSite,
      offering,
      offer: (client: Id, text: string) => {
        if (!offering.peek().has(client)) wire.orders.give('offer.make', { client, text })
      },
      withdraw: ({ offer }: Client) => {
        if (offer && !offering.peek().has(offer.id)) wire.orders.give('offer.withdraw', { offer: offer.id })
      },
    } satisfies OnSite,
  }
}

const isHere = ({ online, page, channel, blocked }: Client): boolean =>
  online && page !== undefined && channel === undefined && !blocked

const toOffering = ({ command, state }: Wire['items']['value'][number]): Id[] => {
  if (state === 'failed') return []
  if (command.type === 'offer.make') return [command.client]
  return command.type === 'offer.withdraw' ? [command.offer] : []
}
