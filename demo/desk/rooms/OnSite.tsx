import { useRef, useState } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { Client } from '../../protocol/desk.js'
import { toAgo, toLanguage, toName } from '../format.js'
import type { Desk } from '../model/model.js'
import { nameProof } from '../proof.js'
import { words } from '../words.js'
import { PageName } from './Trail.js'

const { site } = words
/** So many stand here at once; the others wait behind a push. */
const SHORT = 8

/** Who is on the site and lets their page be seen, each to be offered a chat. */
export const OnSite = ({ desk }: { desk: Desk }) => {
  const clients = desk.onSite.value
  const [first, others] = [clients.slice(0, SHORT), clients.slice(SHORT)]
  return (
    <section>
      <h2>
        {site.title} <span>{clients.length || site.nobody}</span>
      </h2>
      {first.length > 0 && <Rows desk={desk} clients={first} />}
      {others.length > 0 && (
        <details class="further">
          <summary>{fill(words.trail.more, { n: others.length })}</summary>
          <Rows desk={desk} clients={others} />
        </details>
      )}
    </section>
  )
}

const Rows = ({ desk, clients }: { desk: Desk; clients: readonly Client[] }) => (
  <ul class="rows" aria-label={site.title}>
    {clients.map(client => (
      <Row key={client.id} desk={desk} client={client} />
    ))}
  </ul>
)

interface RowProps {
  desk: Desk
  client: Client
}

const Row = ({ desk, client }: RowProps) => {
  const { page, since, locale, browser, system, device } = client
  const facts = [nameProof(client), locale && toLanguage(locale), browser, system, device && words.devices[device]]
  return (
    <li class="guest" data-id={client.id}>
      <b>{toName(client)}</b>
      {since !== undefined && <time>{toAgo(desk.now.value - since)}</time>}
      {page && (
        <p class="place">
          <PageName page={page} />
        </p>
      )}
      <p>{facts.filter(Boolean).join(' · ')}</p>
      <Offering desk={desk} client={client} />
    </li>
  )
}

const Offering = ({ desk, client }: RowProps) => {
  const [isOpen, setOpen] = useState(false)
  const { offer, id } = client
  const isMine = offer?.operator.id === desk.me.value?.id
  const isUnderWay = desk.offering.value.has(id)
  if (offer?.state === 'open')
    return (
      <div>
        <p class="so">
          {isMine ? fill(site.offered, { text: offer.text }) : fill(site.offeredBy, { name: offer.operator.name })}
        </p>
        {isMine && (
          <button type="button" class="b" onClick={() => desk.withdraw(client)}>
            {site.withdraw}
          </button>
        )}
      </div>
    )
  const isOfVisit = (offer?.endedAt ?? 0) >= (client.since ?? 0)
  if (offer?.state === 'declined' && isOfVisit) return <p class="so">{site.declined}</p>
  if (!isOpen || isUnderWay)
    return (
      <div>
        {offer?.unanswered && isMine && isOfVisit && !isUnderWay && <p class="so">{site.unanswered}</p>}
        <button
          type="button"
          class="b"
          aria-label={fill(site.offerTo, { client: toName(client) })}
          aria-disabled={isUnderWay ? 'true' : undefined}
          onClick={() => !isUnderWay && setOpen(true)}
        >
          {isUnderWay ? site.offering : site.offer}
        </button>
      </div>
    )
  return <Sentence desk={desk} client={client} onDone={() => setOpen(false)} />
}

/** The operator's own words; without any, nothing is offered. */
const Sentence = ({ desk, client, onDone }: RowProps & { onDone(): void }) => {
  const [typed, type] = useState<string>(site.sentence)
  const place = useRef<HTMLFormElement>(null)
  const offer = (event: Event) => {
    event.preventDefault()
    if (!typed.trim()) return place.current?.querySelector('textarea')?.focus()
    desk.offer(client.id, typed.trim())
    onDone()
  }
  return (
    <form
      onSubmit={offer}
      ref={place}
      onKeyDown={event => event.key === 'Escape' && (event.stopPropagation(), onDone())}
    >
      <textarea
        class="in"
        rows={2}
        maxLength={300}
        aria-label={fill(site.words, { client: toName(client) })}
        value={typed}
        ref={meet}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      <div>
        <button type="submit" class="b p">
          {site.make}
        </button>
        <button type="button" class="b" onClick={onDone}>
          {site.cancel}
        </button>
      </div>
    </form>
  )
}

/** What stands there is a proposal: whoever types writes over it. */
const meet = (field: HTMLTextAreaElement | null): void => {
  if (!field || field.dataset.met !== undefined) return
  field.dataset.met = ''
  field.select()
}
