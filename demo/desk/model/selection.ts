/** Where the operator is: the conversation in the middle, the preview at the end, and what has been seen of them. */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals-core'
import { react } from '../../../src/core/react.js'
import { remember } from '../../../src/core/remember.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { KeyStore } from '../../../src/protocol/ports.js'
import type { DeskSession } from '../../protocol/desk.js'
import type { Board } from './board.js'
import type { Notices } from './notices.js'
import { toLoss } from './refusals.js'
import { toHandOver } from './hand-over.js'
import type { Talks } from './talks.js'

export interface SelectionParts {
  board: Board
  talks: Talks
  notices: Notices
  store: KeyStore
  /** Sessions that are over and stand on the list until they are closed. */
  lingers: Signal<ReadonlySet<Id>>
  read(session: Id, seq: number): void
}

const PLACE = 'selected'

export const createSelection = (parts: SelectionParts) => {
  const { board, talks, store, lingers } = parts
  const place = signal(store.get(PLACE))
  const newFrom = signal<number | undefined>(undefined)
  const looking = signal(false)
  const selected = computed(() => {
    const session = board.sessions.value.get(place.value ?? '')
    return session && talks.isMine(session) ? talks.toTalk(session) : undefined
  })

  const refresh = (): void => {
    const talk = selected.peek()
    newFrom.value = talk && talks.unread(talk.session)[0]?.seq
  }
  const select = (session: Id | undefined): void =>
    batch(() => {
      if (session === place.peek()) return
      place.value = session
      remember(store, PLACE, session ?? '')
      refresh()
    })

  const undo = react(
    () => {
      const talk = looking.value ? selected.value : undefined
      return talk && talks.unread(talk.session).at(-1)
    },
    last => last && parts.read(last.session, last.seq),
  )

  return {
    selected,
    thread: computed(() => (selected.value ? talks.rowsOf(selected.value.session) : [])),
    newFrom,
    select,
    selectNext: (step: 1 | -1): void => {
      const list = talks.all.peek()
      const at = list.findIndex(talk => talk.id === place.peek())
      const from = at < 0 && step < 0 ? 0 : at
      const next = list[(from + step + list.length) % list.length]
      if (next) select(next.id)
    },
    close: (session: Id): void =>
      batch(() => {
        lingers.value = new Set([...lingers.peek()].filter(id => id !== session))
        if (place.peek() === session) select(talks.all.peek()[0]?.id)
      }),
    /** The operator answered: nothing is new any more. */
    answered: (): void => void (newFrom.value = undefined),
    look: (on: boolean): void => {
      if (on && !looking.peek()) refresh()
      looking.value = on
    },
    dispose: undo,
  }
}

/** Keeps the places true while sessions change under them. */
export const createFollowing = (parts: SelectionParts & { select(session: Id): void; hasPlace(): boolean }) => {
  const { board, talks, lingers, notices } = parts
  const preview = signal<Id | undefined>(undefined)
  const asked = new Set<Id>()
  const handed = signal<{ text: string } | undefined>(undefined)

  /** A colleague has it now that had not, or this operator has not any more. */
  const onHandedOver = (was: DeskSession, is: DeskSession): void => {
    const told = toHandOver({ was, is }, board)
    if (!told) return
    notices.add(told.text)
    if (!told.isMine) return
    handed.value = { text: told.text }
    if (!parts.hasPlace()) parts.select(is.id)
  }

  const onTaken = (session: DeskSession): void => {
    const isAsked = asked.delete(session.id)
    if (talks.isMine(session)) {
      if (isAsked || !parts.hasPlace()) parts.select(session.id)
    } else if (isAsked || preview.peek() === session.id) notices.add(toLoss(session, board))
  }

  return {
    preview: computed(() => {
      const session = board.sessions.value.get(preview.value ?? '')
      return session?.state === 'queued' ? session : undefined
    }),
    showPreview: (session: Id | undefined): void => void (preview.value = session),
    /** Somebody is there to be talked to whom this operator did not take out of the queue. */
    hand: (text: string): void => {
      notices.add(text)
      handed.value = { text }
    },
    handed: handed as ReadonlySignal<{ text: string } | undefined>,
    /** This tab has asked for the session: when it comes, it comes to the middle. */
    ask: (session: Id): void => void asked.add(session),
    unask: (session: Id): void => void asked.delete(session),
    follow: (was: DeskSession | undefined, is: DeskSession): void => {
      if (was?.state === 'queued' && is.state !== 'queued') onTaken(is)
      if (was?.state === 'accepted' && is.state !== 'ended') onHandedOver(was, is)
      // Accepted while this page was not there: it comes with the snapshot, and the middle is free.
      if (!was && is.state === 'accepted' && talks.isMine(is) && !parts.hasPlace()) parts.select(is.id)
      if (preview.peek() === is.id && is.state !== 'queued') preview.value = undefined
      const isLeft = is.state === 'ended' && is.endedBy !== 'operator' && talks.isMine(is)
      if (isLeft && (was?.state === 'accepted' || (!was && talks.unread(is).length)))
        lingers.value = new Set(lingers.peek()).add(is.id)
    },
  }
}
