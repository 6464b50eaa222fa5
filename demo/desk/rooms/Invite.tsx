import { useEffect, useRef, useState } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { Invitation, InvitationKind } from '../../protocol/desk.js'
import { toClock, toMoment, isSameDay } from '../format.js'
import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { words } from '../words.js'

const { invitation: said } = words
const HOUR = 3_600_000
/** How long a number for many uses lives (ms). */
const SPANS = [
  { label: said.forOnce, ms: undefined },
  { label: said.forHour, ms: HOUR },
  { label: said.forDay, ms: 24 * HOUR },
  { label: said.forWeek, ms: 7 * 24 * HOUR },
  // A minute less than the most: this clock may run ahead of the server's.
  { label: said.forMonth, ms: 30 * 24 * HOUR - 60_000 },
] as const

/** Makes a number at once, and shows it. */
export const Invite = ({ desk }: { desk: Desk }) => {
  const button = useRef<HTMLButtonElement>(null)
  const onClose = () => {
    desk.closeInvitation()
    button.current?.focus()
  }
  return (
    <>
      <button
        type="button"
        class="b invite"
        aria-haspopup="dialog"
        aria-keyshortcuts="Alt+I"
        ref={button}
        onClick={() => desk.invite()}
      >
        <Icon name="key" />
        <span>{said.open}</span>
      </button>
      {desk.invitationCard.value && <Card desk={desk} onClose={onClose} />}
    </>
  )
}

const Card = ({ desk, onClose }: { desk: Desk; onClose(): void }) => {
  const title = useRef<HTMLHeadingElement>(null)
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => title.current?.focus(), [])
  const [newest, ...others] = desk.invitations.value
  const shown = desk.inviting.value ? undefined : newest
  // Its client rings now: what stands under the card is wanted more.
  useEffect(() => {
    if (newest?.state !== 'used' || desk.inviting.peek()) return
    if (card.current?.contains(document.activeElement)) onClose()
    else desk.closeInvitation()
  }, [newest?.state])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <div class="pop" role="dialog" aria-label={said.title} ref={card} onKeyDown={onKeyDown}>
      <div class="top">
        <h2 tabIndex={-1} ref={title}>
          {said.title}
        </h2>
        <button type="button" class="ib" aria-label={said.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Digits code={shown?.code} />
      {shown ? <Life desk={desk} invitation={shown} /> : <p>{desk.isHeard.value ? said.making : said.makingLater}</p>}
      <Others desk={desk} invitations={(shown ? others : desk.invitations.value).filter(({ code }) => code)} />
      <Another desk={desk} />
    </div>
  )
}

/** There from the start, so that the number is said aloud when it comes: figure by figure. */
const Digits = ({ code }: { code: string | undefined }) => (
  <div class="digits" role="status" aria-label={code && [...code].join(' ')}>
    {code?.slice(0, 3)}
    <i />
    {code?.slice(3)}
  </div>
)

const Life = ({ desk, invitation }: { desk: Desk; invitation: Invitation }) => {
  const { id, code, state, expiresAt } = invitation
  if (state !== 'live') return <p>{said[state]}</p>
  if (expiresAt <= desk.now.value) return <p>{said.expired}</p>
  return (
    <>
      <p>{sayLife(invitation, desk.now.peek())}</p>
      <div class="two">
        {code && <Copy key={id} code={code} />}
        <button type="button" class="b" onClick={() => desk.revoke(id)}>
          {said.revoke}
        </button>
      </div>
    </>
  )
}

const sayLife = ({ use, kind, expiresAt }: Invitation, now: number) =>
  fill(said[use], { kind: said.kinds[kind], time: toTime(expiresAt, now) })

const toTime = (at: number, now: number) => (isSameDay(at, now) ? toClock(at) : toMoment(at, now).replace(/^on /, ''))

const Copy = ({ code }: { code: string }) => {
  const [word, setWord] = useState<string>(said.copy)
  const onClick = () => {
    const copying = navigator.clipboard?.writeText(code) ?? Promise.reject(new Error('no clipboard'))
    copying.then(
      () => setWord(said.copied),
      () => setWord(said.copyFailed),
    )
  }
  return word === said.copyFailed ? (
    <p role="alert">{word}</p>
  ) : (
    <button type="button" class="b" onClick={onClick}>
      <Icon name="copy" small />
      {word}
    </button>
  )
}

/** What else leads here, so that nothing does unnoticed. */
const Others = ({ desk, invitations }: { desk: Desk; invitations: readonly Invitation[] }) => {
  const now = desk.now.value
  const live = invitations.filter(({ expiresAt }) => expiresAt > now)
  if (!live.length) return null
  return (
    <section>
      <h3>{said.others}</h3>
      <ul>
        {live.map(({ id, code = '', expiresAt }) => (
          <li key={id}>
            <b>{`${code.slice(0, 3)} ${code.slice(3)}`}</b>
            <span>{fill(said.untilTime, { time: toTime(expiresAt, now) })}</span>
            <button type="button" class="lk" aria-label={fill(said.revokeOf, { code })} onClick={() => desk.revoke(id)}>
              {said.revoke}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Another = ({ desk }: { desk: Desk }) => {
  const [chosen, setChosen] = useState(1)
  const [kind, setKind] = useState<InvitationKind>('chat')
  const onClick = () => {
    const ms = SPANS[chosen]?.ms
    desk.invite({ kind, ...(ms && { until: Date.now() + ms }) })
  }
  return (
    <div class="another">
      <h3>{said.another}</h3>
      <select
        class="in"
        aria-label={said.kind}
        value={kind}
        onChange={event => setKind(event.currentTarget.value === 'video' ? 'video' : 'chat')}
      >
        {(['chat', 'video'] as const).map(one => (
          <option key={one} value={one}>
            {said.kinds[one]}
          </option>
        ))}
      </select>
      <select
        class="in"
        aria-label={said.validity}
        value={chosen}
        onChange={event => setChosen(Number(event.currentTarget.value))}
      >
        {SPANS.map(({ label }, n) => (
          <option key={label} value={n}>
            {label}
          </option>
        ))}
      </select>
      <button type="button" class="b" aria-disabled={desk.inviting.value ? 'true' : undefined} onClick={onClick}>
        {said.make}
      </button>
    </div>
  )
}
