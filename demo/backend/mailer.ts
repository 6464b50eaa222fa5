import type { Id, Message, Time } from '../../src/protocol/entities.js'
import type { Delivery, Letter } from '../protocol/desk.js'

/** A conversation that was asked for by mail. */
export interface Transcript {
  /** Of the session. */
  id: Id
  /** One plain address. */
  to: string
  /** When it was asked for. */
  at: Time
  /** BCP 47 tag of its client. */
  locale: string | undefined
  /** IANA time zone of the site; where its hours say none, UTC. */
  zone?: string | undefined
}

/** That somebody has an answer to read: without a word of it. */
export interface AnswerMail {
  /** The same on every try. */
  id: Id
  /** One plain address. */
  to: string
  /** When it was put on its way. */
  at: Time
  /** Name of the operator. */
  by: string
  /** BCP 47 tag of the client. */
  locale: string | undefined
  /** Origin of the site, to go back to. */
  home: string | undefined
  /** Address at which such mails are stopped: asks when it is opened, does it when it is posted to. */
  stop: string
}

/** A file of a letter, part by part; undefined when it is not here any more. */
export type OpenFile = (id: Id) => Promise<{ file: { size: number }; parts(): AsyncIterable<Uint8Array> } | undefined>

/** Carries letters to the mailbox of the site: always the same one, whatever a letter says. And conversations to those who ask for theirs. */
export interface Mailer {
  /**
   * Resolves once the letter is in other hands, and says in whose.
   * @param site name of the site it was written on
   * @param open gives what came with it; absent where no files are taken
   * @throws {MailFailure}
   */
  send(letter: Letter, site: string | undefined, open?: OpenFile): Promise<NonNullable<Delivery['by']>>
  /**
   * Sends a conversation to whom it was with; resolves once it is in other hands. Absent where mails go nowhere but to the
   * site.
   * @throws {MailFailure}
   */
  sendTranscript?(transcript: Transcript, messages: readonly Message[], site: string | undefined): Promise<'smtp'>
  /**
   * Tells somebody that they have an answer; resolves once it is in other hands. Absent where mails go nowhere but to the
   * site.
   * @throws {MailFailure}
   */
  sendAnswer?(mail: AnswerMail, site: string | undefined): Promise<'smtp'>
  /** Leaves nothing of these letters where it has put them itself. */
  forget(letters: readonly Id[]): Promise<void>
}

/** A letter was not taken; what is not told by this is taken for a failure that may pass. */
export class MailFailure extends Error {
  override name = 'MailFailure'
  /** For operators and the log: a number of the mail server, or a code; never words of the letter. */
  readonly why: string
  /** Whether it would be refused again. */
  readonly isFinal: boolean

  constructor(why: string, { isFinal }: { isFinal: boolean }) {
    super(`the letter was not taken: ${why}`)
    this.why = why
    this.isFinal = isFinal
  }
}
