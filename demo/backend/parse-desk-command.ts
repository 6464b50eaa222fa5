import { flag, oneOf, optional, text, type Parser } from '../../src/protocol/parse.js'
import type { DeskCommand, DeskCommandMap } from '../protocol/desk.js'
import { MOST_NOTE, tags } from './describing.js'
import { LONGEST_OFFER } from './offering.js'
import { callKinds } from './parse-call-command.js'
import { oneFile, parseBy } from './parse-command.js'
import { id, short, values, whole } from './parse-named.js'

const kinds: { [K in keyof DeskCommandMap]: { [F in keyof DeskCommandMap[K]]-?: Parser<DeskCommandMap[K][F]> } } = {
  'session.accept': { session: id },
  'session.end': { session: id },
  'session.redirect': { session: id, to: oneOf('operator', 'group'), name: id },
  'session.invite': { session: id, operator: id },
  'session.leave': { session: id },
  ...callKinds,
  'client.block': { client: id, on: flag },
  'client.describe': { client: id, note: optional(short(MOST_NOTE)), tags: optional(tags) },
  'picture.ask': { session: id, call: id },
  'sessions.get': { client: id, before: optional(id) },
  'messages.get': { session: id, after: optional(whole(0)) },
  'client.export': { client: id },
  'message.send': { session: id, text, files: optional(oneFile), picture: optional(id) },
  'form.send': { session: id, form: short(200) },
  'invitation.create': { kind: optional(oneOf('chat', 'video')), until: optional(whole(1)) },
  'invitation.revoke': { invitation: id },
  'offer.make': { client: id, text: short(LONGEST_OFFER) },
  'offer.withdraw': { offer: id },
  'callback.accept': { callback: id },
  'callback.result': { callback: id, result: oneOf('answered', 'noAnswer', 'busy', 'invalid') },
  'operator.available': { on: flag },
  'letter.handle': { letter: id, on: flag },
  'letter.retry': { letter: id },
  'relay.retry': { session: id, relay: id },
  'typing.set': { session: id, on: flag },
  'read.mark': { session: id, seq: whole(0) },
  'upload.drop': { upload: id },
  'settings.get': {},
  'widget.change': { name: short(64), version: short(64), values: values(short(20_000)) },
  'group.change': { name: short(64), version: optional(short(64)), values: values(short(20_000)) },
  'group.remove': { name: short(64), version: short(64) },
}

/**
 * Reads an operator's command into a fresh object by named keys.
 * @throws {TransportFailure} rejected: `malformed`, `unknown`.
 */
export const parseDeskCommand = (value: unknown): DeskCommand => parseBy<DeskCommand>(kinds, value)
