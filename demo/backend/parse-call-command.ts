import type { CallCommandMap } from '../../src/protocol/commands.js'
import type { DeviceOutcome } from '../../src/protocol/entities.js'
import { anything, flag, list, Malformed, oneOf, optional, text, type Parser } from '../../src/protocol/parse.js'
import { id, whole } from './parse-named.js'

/** Signals in one command; engines gather what comes within a moment. */
const MOST = 64
const signals: Parser<readonly unknown[]> = value => {
  const given = list(anything)(value)
  if (!given.length || given.length > MOST) throw new Malformed(`not a list of 1 to ${MOST}`)
  return given
}

/** Both sides speak of a call in the same words. */
export const callKinds: {
  [K in keyof CallCommandMap]: { [F in keyof CallCommandMap[K]]-?: Parser<CallCommandMap[K][F]> }
} = {
  'call.offer': { session: id },
  'call.answer': { session: id, call: id, accept: flag },
  'call.join': { session: id, call: id, seat: id, was: optional(id) },
  'call.end': { session: id, call: id },
  'call.signal': { session: id, call: id, seat: id, to: id, turn: whole(1), signals },
  'call.fetch': { session: id, call: id, seat: id, after: whole(0) },
}

export const outcome: Parser<DeviceOutcome> = oneOf<DeviceOutcome>(
  'granted',
  'audioOnly',
  'denied',
  'noDevices',
  'inUse',
  'insecure',
  'unsupported',
)

/** Digits and dashes, as many as make 128 bits. */
export const ticket: Parser<string> = value => {
  const given = text(value)
  if (!/^[\d-]{16,128}$/.test(given)) throw new Malformed('not a ticket of 16 to 128 digits and dashes')
  return given
}

/** SHA-256 in hexadecimal. */
export const hash: Parser<string> = value => {
  const given = text(value)
  if (!/^[\da-f]{64}$/.test(given)) throw new Malformed('not a SHA-256 in hexadecimal')
  return given
}
