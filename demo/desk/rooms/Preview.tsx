import { useEffect, useRef } from 'preact/hooks'
import { Bubbles } from '../parts/Bubbles.js'
import { fill } from '../../../src/i18n/format.js'
import type { DeskSession } from '../../protocol/desk.js'
import { toName, toSpan, toVisit } from '../format.js'
import type { Desk } from '../model/model.js'
import { waitingSince } from '../model/waiting.js'
import { Initials } from '../parts/Initials.js'
import { Icon } from '../parts/Icon.js'
import { words } from '../words.js'
import { Redirect } from './HandOver.js'
import { Export } from './Export.js'
import { Facts, Proof } from './Facts.js'

/** The right floor: a waiting client before acceptance, else the client of the conversation. */
export const Side = ({ desk }: { desk: Desk }) => {
  const preview = desk.preview.value
  const talk = desk.selected.value
  if (preview) return <Preview key={preview.id} desk={desk} session={preview} />
  if (!talk) return null
  return (
    <aside class="info own" aria-label={words.client}>
      <Who desk={desk} session={talk.session} />
      <Facts desk={desk} session={talk.session} />
      <Export key={talk.session.client} desk={desk} client={desk.clientOf(talk.session)} />
    </aside>
  )
}

const Preview = ({ desk, session }: { desk: Desk; session: DeskSession }) => {
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [])
  const isPending = desk.pending.value.has(session.id)
  return (
    <aside class="info" aria-label={words.preview} ref={place}>
      <Who desk={desk} session={session} onClose={() => desk.showPreview(undefined)} />
      <Facts desk={desk} session={session} />
      <SoFar desk={desk} session={session} />
      <div class="acts">
        <button
          type="button"
          class={desk.next.value === session ? 'b p' : 'b soft'}
          aria-disabled={isPending ? 'true' : undefined}
          onClick={() => desk.accept(session.id)}
        >
          {!isPending ? words.accept : desk.isHeard.value ? words.accepting : words.acceptLater}
        </button>
        <Redirect desk={desk} session={session} />
      </div>
    </aside>
  )
}

const Who = ({ desk, session, onClose }: { desk: Desk; session: DeskSession; onClose?: () => void }) => {
  const client = desk.clientOf(session)
  const name = toName(client)
  return (
    <header>
      <Initials name={name} />
      <div>
        <h2>{name}</h2>
        <Proof client={client} />
        <p class="hint">
          {session.state === 'queued' ? <Patience desk={desk} session={session} /> : toVisit(client?.visits ?? 0)}
        </p>
      </div>
      {onClose && (
        <button type="button" class="ib" aria-label={words.closePreview} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </header>
  )
}

const Patience = ({ desk, session }: { desk: Desk; session: DeskSession }) => {
  const visit = toVisit(desk.clientOf(session)?.visits ?? 0)
  return <>{fill(words.waitingFor, { visit, time: toSpan(desk.now.value - waitingSince(session)) })}</>
}

const SoFar = ({ desk, session }: { desk: Desk; session: DeskSession }) => {
  const said = desk.messagesOf(session.id).filter(message => message.body.kind !== 'notice')
  return (
    <section>
      <h3>{words.soFar}</h3>
      {said.length ? <Bubbles messages={said} /> : <p class="hint">{words.soFarNone}</p>}
    </section>
  )
}
