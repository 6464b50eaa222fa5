import type { Entry, Id, PageView, Time } from '../../src/protocol/entities.js'
import { isBlocked } from './blocking.js'
import { changeClient, type Moment } from './changes.js'
import type { Ringing } from './routes.js'
import { refuse } from './refuse.js'
import type { KnownClient } from './row.js'
import type { State } from './state.js'
import type { DoneCommand } from './parse-command.js'
import type { VisitorMoment } from './visitor-commands.js'

/*
 * A messenger's button makes a random reference. The widget tells it here with its page, the messenger carries it in the
 * client's first words, and the two are tied, whichever comes first: once, and within a day. Only its hash is kept, and the
 * bridge learns nothing of what it stands for.
 */
export interface Reference {
  /** SHA-256. */
  id: string
  at: Time
  /** What the page told. */
  told?: { client: Id; entry: Entry; widget: string; page?: PageView }
  /** Who came with it by a messenger. */
  carried?: { client: Id; entry: Entry }
}

/** Ms that a reference ties for. */
export const REFERENCE_LASTS = 86_400_000
/** Of one visitor at once. */
const MOST = 20

/** The form of a button's reference: digits and dashes. Others are the site's own business. */
const FORM = /^[\d-]{16,64}$/
/** The same in somebody's words; the widget's links put it behind them. */
const IN_TEXT = /(?:^|\s)#([\d-]{16,64})(?=\s|$)/

/** The reference in a message of a messenger, and its words without it. */
export const referenceIn = (said: { text?: string; reference?: string }): { reference?: string; text?: string } => {
  const { text, reference } = said
  if (reference !== undefined && FORM.test(reference)) return { reference, ...(text !== undefined && { text }) }
  const [found, inText] = IN_TEXT.exec(text ?? '') ?? []
  if (text === undefined || found === undefined || inText === undefined) return text === undefined ? {} : { text }
  const rest = text.replace(found, '').trim()
  // Words that are nothing but a reference are still what somebody has sent.
  return { reference: inText, text: rest || text }
}

/** A page tells that its visitor goes to a messenger with this reference. `hash` is its SHA-256. */
export const tellReference = (moment: VisitorMoment, command: DoneCommand<'messenger.open'>, hash: string): object => {
  const { draft, owner, now, groupOf } = moment
  const { entry, widget, page } = command
  if (!groupOf(widget, undefined)) throw refuse('widget.unknown', `There is no widget “${widget}” here.`)
  // In the words of a reference that ties nobody.
  if (isBlocked(owner.client)) return {}
  const known = liveIn(draft.state, hash, now)
  if (known?.told) return {}
  const mine = [...draft.state.references.values()].filter(({ told }) => told?.client === owner.client.id)
  if (mine.length >= MOST) throw refuse('reference.many', `A visitor has at most ${MOST} references a day.`)
  const told = { client: owner.client.id, entry, widget, ...(page && { page }) }
  const reference: Reference = { at: now, ...known, id: hash, told }
  draft.change(owner.client.id, { type: 'reference.changed', reference })
  const carrier = draft.state.clients.get(reference.carried?.client ?? '')
  if (carrier) tie(moment, carrier.client, reference)
  return {}
}

/** Somebody writes by a messenger and brings a reference; gives them as they are known then. */
export const carryReference = (
  moment: Moment,
  client: KnownClient,
  { hash, entry }: { hash: string } & Pick<Ringing, 'entry'>,
): void => {
  const known = liveIn(moment.draft.state, hash, moment.now)
  if (known?.carried) return
  const reference: Reference = { at: moment.now, ...known, id: hash, carried: { client: client.id, entry } }
  moment.draft.change(client.id, { type: 'reference.changed', reference })
  tie(moment, client, reference)
}

const liveIn = ({ references }: State, hash: string, now: Time) => {
  const found = references.get(hash)
  return found && found.at > now - REFERENCE_LASTS ? found : undefined
}

/** A reference of one messenger's button says nothing about who comes by another. */
const tie = (moment: Moment, client: KnownClient, { told, carried, at }: Reference): void => {
  if (!told || told.entry !== carried?.entry) return
  const site = moment.draft.state.clients.get(told.client)?.client
  // Who is blocked leaves no trace for others to come by.
  if (site && isBlocked(site)) return
  changeClient(moment, client, {
    ...(told.page && { page: told.page }),
    ...(client.locale === undefined && site?.locale !== undefined && { locale: site.locale }),
    from: { client: told.client, label: site?.name ?? site?.label ?? '', widget: told.widget, at },
  })
}

/** Those that tie nobody any more leave the state when another one comes. */
export const shedReferences = (references: Map<string, Reference>, now: Time): void => {
  for (const [hash, { at }] of references) {
    if (at > now - REFERENCE_LASTS) return
    references.delete(hash)
  }
}
