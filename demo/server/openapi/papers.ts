import type { Fields, Schema } from './schema.js'

/** How things stand when a command is refused; where nothing is said, its session is accepted and its operator asks. */
export type Scene =
  | 'no session is open'
  | 'the session waits'
  | 'the session has ended'
  | 'the feedback was given'
  | 'the id was used before'
  | 'somebody has left a letter'
  | 'something was said to a messenger'
  | 'another operator has it'
  | 'a colleague is asked in'
  | 'a colleague is away'
  | 'a colleague has all the conversations they may have'
  | 'a group is closed'
  | 'as many wait for a group as may'
  | 'the operator has all the conversations they may have'
  | 'the number leads to an operator'
  | 'the number was used'
  | 'the number was revoked'
  | 'the number has run out'
  | 'the operator of the number is away'
  | 'too many numbers were wrong'
  | 'the operator has all the numbers they may have'
  | 'another operator has invited the client'
  | 'the client is on a call page'
  | 'a form was sent'
  | 'a form was filled in'
  | 'a client is on the site'
  | 'a chat is offered'
  | 'a chat is offered to somebody else'
  | 'a colleague has offered a chat'
  | 'an offer was declined'
  | 'the operator is away'
  | 'a callback is due'
  | 'a callback is dialled'
  | 'a colleague dials the callback'
  | 'a callback was cancelled'
  | 'the operator is no administrator'
  | 'a group is set'
  | 'the check does not pass'
  | 'somebody waits for a call'
  | 'the operator talks to somebody else too'
  | 'the operator is in a call'
  | 'a call is offered to this side'
  | 'this side has offered a call'
  | 'a call runs'
  | 'this tab is in the call'
  | 'another tab is in the call'
  | 'a colleague is in the call'
  | 'the call is over'
  | 'a picture is asked for'
  | 'a colleague is in a call'
  | 'the ticket was used'

export interface Refused {
  because: string
  value: object
  status: number
  code: string
  when?: Scene
}

/** What is written down of one command. */
export interface Paper<C extends { id: string; type: string }> {
  summary: string
  fields: Fields<Omit<C, 'id' | 'type'>>
  example: C
  /** In which the example is taken. */
  when?: Scene
  /** What the answer holds; nothing where it is absent. */
  reply?: { schema: Schema; example: object }
  /** Counter-examples. Those of status 400 break the schema; the others are well-formed and refused for what they ask. */
  refused: readonly Refused[]
}

/** Of the protocol, but not done by this backend: it answers 422 `unsupported`, and there is no schema yet. */
export const LATER = 'later'

/** A counter-example that does not even have the form of its command. */
export const because = (sentence: string, value: object): Refused => ({
  because: sentence,
  value,
  status: 400,
  code: 'malformed',
})
