import type { ComponentChildren } from 'preact'
import { fill } from '../../../src/i18n/format.js'
import type { Parameter, Time } from '../../../src/protocol/entities.js'
import type { Client, DeskSession } from '../../protocol/desk.js'
import { toLanguage, toMoment, toPlace, toTimeIn } from '../format.js'
import { mailWords } from '../mail-words.js'
import { messengerWords } from '../messenger-words.js'
import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { toEntry } from '../parts/entry.js'
import { personWords } from '../person-words.js'
import { nameProof, proofOf } from '../proof.js'
import { Earlier } from './Earlier.js'
import { Noted } from './Noted.js'
import { Told } from './Told.js'
import { words } from '../words.js'
import { PageName, Trail } from './Trail.js'

const { facts } = words

/** What is known of a client. What the browser did not say is said to be so, not left out. */
export const Facts = ({ desk, session }: { desk: Desk; session: DeskSession }) => {
  const client = desk.clientOf(session)
  const entry = toEntry(session.entry, client)
  return (
    <>
      <Section title={words.client}>
        <Fact name={facts.by}>
          {session.widget === client?.channel ? entry : fill(facts.byWidget, { entry, widget: session.widget })}
        </Fact>
        <Fact name={facts.language}>{client?.locale && toLanguage(client.locale)}</Fact>
        {!client?.channel && <Fact name={facts.browser}>{client?.browser}</Fact>}
        {!client?.channel && <Fact name={facts.system}>{client?.system}</Fact>}
        {client?.device && <Fact name={facts.device}>{words.devices[client.device]}</Fact>}
        <Fact name={client?.channel ? messengerWords.facts.cameFrom : facts.page}>
          {client?.page && <PageName page={client.page} />}
        </Fact>
        {client?.from && (
          <Fact name={messengerWords.facts.onSite}>
            {fill(messengerWords.facts.pressed, {
              label: client.from.label,
              moment: toMoment(client.from.at, desk.now.peek()),
            })}
          </Fact>
        )}
        {session.page && session.page.url !== client?.page?.url && (
          <Fact name={facts.began}>
            <PageName page={session.page} />
          </Fact>
        )}
        {session.referrer && <Fact name={facts.referrer}>{toPlace(session.referrer)}</Fact>}
        {client?.zone && <Fact name={facts.zone}>{toTimeIn(client.zone, desk.now.value)}</Fact>}
        <Said client={client} />
        {client?.mail && (
          <Fact name={mailWords.fact}>
            <Told mail={client.mail} proof={proofOf(client.mail.to, client.verified?.email)} now={desk.now.peek()} />
          </Fact>
        )}
      </Section>
      {client && <Noted key={client.id} desk={desk} client={client} />}
      <Trail desk={desk} session={session} />
      <Earlier key={session.id} desk={desk} session={session} />
      {client?.params.length ? (
        <Section title={words.params}>
          {client.params.map(param => (
            <Fact key={param.key} name={param.label ?? param.key}>
              <bdi>{param.text ?? param.value}</bdi> <span class="hint">{toSource(param, desk.now.peek())}</span>
            </Fact>
          ))}
        </Section>
      ) : null}
    </>
  )
}

/** Whether the name is what their site has signed, or what they say themselves. */
export const Proof = ({ client }: { client: Client | undefined }) => {
  const proof = nameProof(client)
  if (proof !== personWords.verified) return proof ? <p class="hint">{proof}</p> : null
  return (
    <p class="hint proof">
      <Icon name="check" /> {proof}
    </p>
  )
}

/** What their site has signed stands before what they typed. */
const Said = ({ client }: { client: Client | undefined }) => {
  const { verified, phone } = client ?? {}
  return (
    <>
      {verified && (
        <>
          <Vouched name={personWords.account} is={verified.sub} by={personWords.verified} />
          <Vouched name={personWords.email} is={verified.email} by={personWords.verified} />
          <Vouched name={facts.phone} is={verified.phone} by={personWords.verified} />
        </>
      )}
      <Vouched name={facts.phone} is={phone === verified?.phone ? undefined : phone} by={personWords.said} />
      <Vouched
        name={personWords.name}
        is={verified && client?.name !== verified.name ? client?.name : undefined}
        by={personWords.said}
      />
    </>
  )
}

const Vouched = ({ name, is, by }: { name: string; is: string | undefined; by: string }) =>
  is ? (
    <Fact name={name}>
      <bdi>{is}</bdi> <span class="hint">{by}</span>
    </Fact>
  ) : null

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section>
    <h3>{title}</h3>
    <dl>{children}</dl>
  </section>
)

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children || <span class="untold">{facts.unknown}</span>}</dd>
  </>
)

/** Where it is from, whose word it is, and of a consent when it was given. */
const toSource = ({ source, at }: Parameter, now: Time): string => {
  const from = Object.hasOwn(words.sources, source) ? words.sources[source] : source
  const moment = at === undefined ? '' : toMoment(at, now)
  // Only the server's own word is more than somebody's at the other end.
  return [from, moment, source !== 'backend' && personWords.said].filter(Boolean).join(', ')
}
