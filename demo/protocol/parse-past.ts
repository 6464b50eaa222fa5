import { flag, lenient, record } from '../../src/protocol/parse.js'
import { message } from '../../src/protocol/parse-event.js'
import type { PastMessages, PastSessions } from './desk.js'
import { session } from './parse-desk-event.js'

/** @throws {Malformed} */
export const parsePastSessions = record<PastSessions>({ sessions: lenient(session), more: flag })

/** @throws {Malformed} */
export const parsePastMessages = record<PastMessages>({ messages: lenient(message), more: flag })
