import type { ComponentChildren } from 'preact'
import { fill } from '../../../src/i18n/format.js'
import type { Parameter, Time } from '../../../src/protocol/entities.js'
import type { DeskSession } from '../../protocol/desk.js'
import { toLanguage, toMoment, toPath } from '../format.js'
import { mailWords } from '../mail-words.js'
import { messengerWords } from '../messenger-words.js'
import type { Desk } from '../model/model.js'
import { toEntry } from '../parts/entry.js'
import { Told } from './Told.js'
import { words } from '../words.js'

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
        <Fact name={client?.channel ? messengerWords.facts.cameFrom : facts.page}>
          {client?.page && <span title={client.page.url}>{client.page.title ?? toPath(client.page.url)}</span>}
        </Fact>
        {client?.page?.title && <Fact name={facts.address}>{toPath(client.page.url)}</Fact>}
        {client?.from && (
          <Fact name={messengerWords.facts.onSite}>
            {fill(messengerWords.facts.pressed, {
              label: client.from.label,
              moment: toMoment(client.from.at, desk.now.peek()),
            })}
          </Fact>
        )}
        {client?.phone && <Fact name={facts.phone}>{client.phone}</Fact>}
        {client?.mail && (
          <Fact name={mailWords.fact}>
            <Told mail={client.mail} now={desk.now.peek()} />
          </Fact>
        )}
      </Section>
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

/** Where it is from, and of a consent when it was given. */
const toSource = ({ source, at }: Parameter, now: Time): string => {
  const from = Object.hasOwn(words.sources, source) ? words.sources[source] : source
  return at === undefined ? from : `${from}, ${toMoment(at, now)}`
}
