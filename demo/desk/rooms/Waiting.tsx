import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { DeskSession } from '../../protocol/desk.js'
import { toLanguage, toName, toPath, toSpan, toVisit } from '../format.js'
import { messengerWords } from '../messenger-words.js'
import type { Desk } from '../model/model.js'
import { firstWords, waitingSince } from '../model/waiting.js'
import { Icon } from '../parts/Icon.js'
import { toEntry, toEntryIcon } from '../parts/entry.js'
import { nameProof } from '../proof.js'
import { words } from '../words.js'
import { Redirect } from './HandOver.js'

/** Over three minutes the time gets the brass tint. */
const LONG = 180_000

export const Waiting = ({ desk }: { desk: Desk }) => {
  const waiting = desk.waiting.value
  const { rows, hold } = useStillness(waiting)
  return (
    <section>
      <h2>
        {words.waiting} <Summary desk={desk} />
      </h2>
      <ul class="rows" aria-label={words.waiting} {...hold}>
        {rows.map(row =>
          'gap' in row ? (
            <li key={row.gap} role="presentation" aria-hidden="true" ref={li => setHeight(li, row.height)} />
          ) : (
            <Client key={row.id} desk={desk} session={row} isFirst={row === desk.next.value} />
          ),
        )}
      </ul>
      {!waiting.length && <p class="none">{words.waitingEmpty}</p>}
    </section>
  )
}

const Summary = ({ desk }: { desk: Desk }) => {
  const waiting = desk.waiting.value
  const [first] = waiting
  if (!first) return <span>{words.waitingNone}</span>
  const time = toSpan(desk.now.value - waitingSince(first))
  return <span>{fill(words.waitingSome, { n: waiting.length, time })}</span>
}

const Client = ({ desk, session, isFirst }: { desk: Desk; session: DeskSession; isFirst: boolean }) => {
  const client = desk.clientOf(session)
  const isPreviewed = desk.preview.value?.id === session.id
  const isPending = desk.pending.value.has(session.id)
  const page = client?.page && toPath(client.page.url)
  const entry = toEntry(session.entry, client)
  return (
    <li class={isPreviewed ? 'wait sel' : 'wait'} data-id={session.id}>
      <span class="mk" role="img" aria-label={entry} title={entry}>
        <Icon name={toEntryIcon(session.entry)} />
      </span>
      <b>{toName(client)}</b>
      <WaitingTime desk={desk} session={session} />
      <p class="say" dir="auto">
        {firstWords(desk.messagesOf(session.id)) ??
          sayKnock(session) ??
          (page ? fill(words.from, { entry, page }) : entry)}
      </p>
      <p>{toFacts(desk, session, page)}</p>
      <div>
        <button
          type="button"
          class={isFirst ? 'b p' : 'b soft'}
          aria-disabled={isPending ? 'true' : undefined}
          aria-keyshortcuts={isFirst ? 'Alt+A' : undefined}
          onClick={event => isSingle(event) && desk.accept(session.id)}
        >
          {!isPending ? words.accept : desk.isHeard.value ? words.accepting : words.acceptLater}
        </button>
        <button
          type="button"
          class="b"
          aria-expanded={isPreviewed ? 'true' : 'false'}
          onClick={() => desk.showPreview(isPreviewed ? undefined : session.id)}
        >
          {words.preview}
        </button>
        {session.knock && (
          <button
            type="button"
            class="b"
            aria-disabled={isPending ? 'true' : undefined}
            onClick={() => desk.end(session.id)}
          >
            {words.decline}
          </button>
        )}
        <Redirect desk={desk} session={session} />
      </div>
    </li>
  )
}

/** Who was here before is known by it at a glance. */
const toFacts = (desk: Desk, session: DeskSession, page: string | undefined): string => {
  const client = desk.clientOf(session)
  const { visits = 0 } = client ?? {}
  const facts = [
    nameProof(client),
    visits > 0 && toVisit(visits),
    client?.locale && toLanguage(client.locale),
    client?.browser,
    client?.system,
    session.widget === client?.channel ? undefined : session.widget,
    client?.channel && page && fill(messengerWords.cameFrom, { page }),
    toWhom(desk, session),
  ]
  return facts.filter(Boolean).join(' · ')
}

const sayKnock = ({ knock }: DeskSession) => knock && (knock.kind === 'video' ? words.knocksForVideo : words.knocks)

/** Whom they wait for, if not for just anybody. */
const toWhom = (desk: Desk, { waitsFor, group }: DeskSession): string | undefined => {
  if (waitsFor === undefined) return group
  const name = desk.colleagues.value.find(({ id }) => id === waitsFor)?.name ?? words.forYou
  return fill(words.waitsFor, { name })
}

/** The second half of a double click would accept whoever has moved up meanwhile. */
const isSingle = (event: JSX.TargetedMouseEvent<HTMLElement>): boolean => event.detail < 2

export const WaitingTime = ({ desk, session }: { desk: Desk; session: DeskSession }) => {
  const span = desk.now.value - waitingSince(session)
  return <time class={span > LONG ? 'long' : ''}>{toSpan(span)}</time>
}

interface Gap {
  gap: string
  height: number
}

const setHeight = (li: HTMLElement | null, height: number): void => {
  if (li) li.style.blockSize = `${height}px`
}

/**
 * While the pointer is over the list nothing moves under it: who is gone leaves a gap of the same height, which closes
 * when the pointer leaves.
 */
const useStillness = (waiting: readonly DeskSession[]) => {
  const [held, setHeld] = useState<readonly Gap[]>()
  const ids = new Set(waiting.map(session => session.id))
  const list = useRef<readonly Gap[]>([])
  list.current = held?.some(gap => ids.has(gap.gap)) ? held : []

  const measure = (event: JSX.TargetedPointerEvent<HTMLElement>): void => {
    const items = event.currentTarget.querySelectorAll<HTMLElement>('[data-id]')
    const now = Array.from(items, li => ({ gap: li.dataset.id ?? '', height: li.offsetHeight }))
    if (event.pointerType === 'mouse') setHeld(now)
  }
  const kept = list.current
  const keptIds = new Set(kept.map(gap => gap.gap))
  const byId = new Map(waiting.map(session => [session.id, session]))
  const rows: (DeskSession | Gap)[] = [
    ...kept.map(gap => byId.get(gap.gap) ?? gap),
    ...waiting.filter(session => !keptIds.has(session.id)),
  ]
  return { rows, hold: { onPointerEnter: measure, onPointerLeave: () => setHeld(undefined) } }
}
