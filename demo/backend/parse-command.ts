import type { Command, CommandMap, CommandType } from '../../src/protocol/commands.js'
import { toCode } from '../../src/protocol/invitation.js'
import { flag, list, Malformed, optional, text, type Parser } from '../../src/protocol/parse.js'
import { scale } from '../../src/protocol/parse-form.js'
import { callKinds, hash, outcome, ticket } from './parse-call-command.js'
import { entry, id, named, nullable, page, short, values, whole } from './parse-named.js'
import { refuse } from './refuse.js'

/** Six digits, however they are written. */
const code: Parser<string> = value => {
  const found = toCode(short(64)(value))
  if (found === undefined) throw new Malformed('not six digits')
  return found
}

/** As long as the widget's own are, so that nobody guesses one. */
const reference: Parser<string> = value => {
  const given = text(value)
  if (!/^[\d-]{16,64}$/.test(given)) throw new Malformed('not 16 to 64 digits and dashes')
  return given
}

/** One a message: so each has a place of its own in the conversation. */
export const oneFile: Parser<string[]> = value => {
  const given = list(id)(value)
  if (given.length > 1) throw new Malformed('more than one file: send a message for each')
  return given
}

/** What of the protocol this backend does; `text` of a message is measured later, against the limit it told. */
const kinds = {
  'session.start': {
    entry,
    widget: short(64),
    group: optional(short(64)),
    locale: optional(short(35)),
    page: optional(page),
    referrer: optional(short(2_048)),
    params: optional(values(short(1_000))),
    form: optional(values(short(4_000))),
    skipForm: optional(flag),
    took: optional(whole(0)),
    trap: optional(text),
    check: optional(short(4_000)),
    ticket: optional(ticket),
    wordless: optional(flag),
  },
  'session.leave': { session: id },
  'message.send': { session: optional(id), text, files: optional(oneFile) },
  'form.submit': { form: id, session: optional(id), values: values(short(4_000)) },
  'feedback.send': {
    session: id,
    rating: whole(0),
    scale: optional(scale),
    comment: optional(short(4_000)),
    transcriptTo: optional(short(254)),
  },
  'letter.send': {
    values: values(text),
    took: whole(0),
    trap: optional(text),
    check: optional(short(4_000)),
    widget: short(64),
  },
  'invitation.redeem': {
    code,
    widget: short(64),
    locale: optional(short(35)),
    page: optional(page),
    referrer: optional(short(2_048)),
    params: optional(values(short(1_000))),
  },
  'offer.answer': {
    offer: id,
    accept: flag,
    widget: short(64),
    locale: optional(short(35)),
    page: optional(page),
    referrer: optional(short(2_048)),
    params: optional(values(short(1_000))),
  },
  'callback.request': {
    phone: short(64),
    country: optional(short(2)),
    at: optional(whole(0)),
    widget: short(64),
    locale: optional(short(35)),
  },
  'callback.cancel': { callback: id },
  'callback.slots': { widget: short(64) },
  'messenger.open': { entry, reference, widget: short(64), page: optional(page) },
  'typing.set': { session: id, on: flag },
  'read.mark': { session: id, seq: whole(0) },
  'page.share': {
    page: optional(page),
    hidden: optional(flag),
    tab: optional(short(64)),
    widget: optional(short(64)),
    zone: optional(short(64)),
  },
  'params.set': { params: values(nullable(short(1_000))), widget: optional(short(64)) },
  ...callKinds,
  'picture.answer': { session: id, call: id, picture: id, accept: flag },
  'call.report': { session: id, outcome },
  'ticket.link': { ticket: hash, widget: short(64), page: optional(page), params: optional(values(short(1_000))) },
  'upload.drop': { upload: id },
  'history.get': { before: optional(whole(1)), limit: optional(whole(1)) },
  'visitor.logout': {},
  'visitor.forget': {},
} satisfies { [K in CommandType]?: { [F in keyof CommandMap[K]]-?: Parser<CommandMap[K][F]> } }

export type Done = keyof typeof kinds
export type DoneCommand<K extends Done = Done> = Extract<Command, { type: K }>

const later: ReadonlySet<string> = new Set<Exclude<CommandType, Done>>(['message.edit', 'message.remove'])

/**
 * Reads a visitor's command into a fresh object by named keys.
 * @throws {TransportFailure} rejected: `malformed`, `unknown` (no such command), `unsupported` (not by this backend).
 */
export const parseCommand = (value: unknown): DoneCommand => parseBy<DoneCommand>(kinds, value, later)

/** The same for any table of commands. */
export const parseBy = <C extends { id: string; type: string }>(
  table: Readonly<Record<string, object>>,
  value: unknown,
  unsupported: ReadonlySet<string> = new Set(),
): C => {
  try {
    const head = named<{ id: string; type: string }>({ id, type: text })(value)
    if (unsupported.has(head.type)) throw refuse('unsupported', `This backend does not do “${head.type}”.`)
    if (!Object.hasOwn(table, head.type)) throw refuse('unknown', `There is no command “${head.type.slice(0, 64)}”.`)
    const fields = named<object>(table[head.type] as { [K in never]: Parser<unknown> })
    return { ...head, ...fields(value) } as C
  } catch (error) {
    throw error instanceof Malformed ? refuse('malformed', `The command is malformed: ${error.message}.`) : error
  }
}
