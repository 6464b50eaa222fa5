import type { CommandType } from '../../../src/protocol/commands.js'
import { NUMBER } from '../../../src/protocol/invitation.js'
import type { Done, DoneCommand } from '../../backend/parse-command.js'
import { MOST_FORM } from '../../backend/entry-form.js'
import { MOST_LETTER } from '../../backend/letters.js'
import { PAGE } from '../../backend/visitor-send.js'
import { callbackCommands } from './callback-papers.js'
import { offerAnswer } from './offer-papers.js'
import { tabPapers, TICKET_FIELD, visitorCallPapers } from './call-papers.js'
import { forgetting } from './person-papers.js'
import { pictureAnswered } from './picture-papers.js'
import { contextCommands } from './context-papers.js'
import { uploadDrop } from './file-papers.js'
import { formFilled } from './form-papers.js'
import { because, LATER, type Paper, type Scene } from './papers.js'
import { FILES, FLAG, given, ID, list, object, ref, said, short, TEXT, whole, type Schema } from './schema.js'
import { entryRefused, feedback } from './asking-papers.js'
import { messengerOpen } from './channel-papers.js'
import { greeting, IDS, knocking, queued } from './samples.js'

/** Schemas that only commands use: what a page says is limited. */
export const commandParts: Readonly<Record<string, Schema>> = {
  Page: object<{ url: string; title?: string; at?: number; hidden?: boolean }>(
    {
      url: said(
        short(2_048),
        'Cleaned once more: without what the widget lets through, only origin and path are kept, and secrets are hidden. An address that is not of the web counts as no page at all.',
      ),
      title: given(short(300)),
      at: given(said(whole(0), 'Not looked at: the backend’s clock counts.')),
      hidden: given(FLAG),
    },
    { description: 'A page as the client tells it.' },
  ),
  Values: {
    type: 'object',
    description: 'Keys and values as a page or a form gives them.',
    maxProperties: 50,
    propertyNames: short(64),
    additionalProperties: short(1_000),
  },
}

const SESSION = said(ID, 'One of the visitor’s own.')
const REFERRER = said(short(2_048), 'Address of the page that led to the site. Cleaned like any other.')
const { command: id, used, session, foreign, code } = IDS
const redeem = { id, type: 'invitation.redeem', code, widget: 'main' }
/** How a number fails, in which scene. */
const fails = (because: string, when: Scene, why: string) => ({
  ...{ because, when, value: redeem },
  status: 422,
  code: `invitation.${why}`,
})

const CHECK = said(short(4_000), 'What a check of the site’s own gave, where the server has a verifier.')

/** A command that the parser takes has a paper, one that it does not has none. */
export type VisitorPapers = { [K in CommandType]: K extends Done ? Paper<DoneCommand<K>> : typeof LATER }

/** Every command of the protocol: what this backend does, and what it does not do yet. */
export const visitorCommands = {
  'session.start': {
    summary: 'Rings: starts a session, or gives the one that is open.',
    fields: {
      entry: ref('Entry'),
      widget: short(64),
      group: given(short(64)),
      ticket: TICKET_FIELD,
      wordless: given(said(FLAG, 'It is shown where no messages are, such as on a call page.')),
      locale: given(said(short(35), 'BCP 47 tag.')),
      page: given(ref('Page')),
      referrer: given(REFERRER),
      params: given(ref('Values')),
      form: given(
        said(
          { type: 'object', maxProperties: 50, propertyNames: short(64), additionalProperties: short(4_000) },
          `What the entry form asked for, at most ${MOST_FORM} characters; \`name\` and \`phone\` become the client’s.`,
        ),
      ),
      skipForm: given(said(FLAG, 'The page has settled what the entry form would ask for.')),
      took: given(said(whole(0), 'Ms it took to fill the form in, where a person did: they need two seconds.')),
      trap: given(said(TEXT, 'What stands in a field that nobody sees.')),
      check: given(CHECK),
    },
    example: {
      id,
      type: 'session.start',
      entry: 'webchat',
      widget: 'main',
      locale: 'cs',
      page: { url: 'https://shop.example/basket', title: 'Basket' },
      params: { plan: 'gold' },
      form: { name: 'Jana' },
    },
    when: 'no session is open',
    reply: { schema: object({ session: ref('Session') }), example: { session: queued } },
    refused: [
      because('there is no such entry', { id, type: 'session.start', entry: 'fax', widget: 'main' }),
      because('a name is text', { id, type: 'session.start', entry: 'webchat', widget: 7 }),
      {
        because: 'this backend takes chats and video calls',
        value: { id, type: 'session.start', entry: 'phone', widget: 'main' },
        when: 'no session is open',
        status: 422,
        code: 'unsupported',
      },
      {
        because: 'there is no such widget',
        value: { id, type: 'session.start', entry: 'webchat', widget: 'other' },
        when: 'no session is open',
        status: 422,
        code: 'widget.unknown',
      },
      ...entryRefused,
    ],
  },
  'session.leave': {
    summary: 'Ends a session from the visitor’s side; one that has ended stays so.',
    fields: { session: SESSION },
    example: { id, type: 'session.leave', session },
    refused: [
      because('it names no session', { id, type: 'session.leave' }),
      {
        because: 'it is not theirs',
        value: { id, type: 'session.leave', session: foreign },
        status: 404,
        code: 'gone',
      },
    ],
  },
  'message.send': {
    summary: 'Writes into a session; without one, into the open one.',
    fields: {
      session: given(ID),
      text: said(TEXT, 'At most `limits.text` of `hello` UTF-16 code units, and not only spaces.'),
      files: given(FILES),
    },
    example: { id, type: 'message.send', session, text: 'Good evening' },
    reply: { schema: object({ message: ref('Message') }), example: { message: greeting } },
    refused: [
      because('a message has a text', { id, type: 'message.send', session }),
      because('a text is text', { id, type: 'message.send', session, text: ['Good', 'evening'] }),
      { because: 'it says nothing', value: { id, type: 'message.send', text: ' \n' }, status: 422, code: 'text.empty' },
      {
        because: 'nobody has brought this file',
        value: { id, type: 'message.send', text: 'Look', files: ['a'] },
        status: 422,
        code: 'file.unknown',
      },
      because('each file has a message of its own', { id, type: 'message.send', text: 'Look', files: ['a', 'b'] }),
      {
        because: 'there is nothing to write into',
        value: { id, type: 'message.send', text: 'Good evening' },
        when: 'no session is open',
        status: 422,
        code: 'session.none',
      },
      {
        because: 'it is over',
        value: { id, type: 'message.send', session, text: 'One more thing' },
        when: 'the session has ended',
        status: 422,
        code: 'session.ended',
      },
      {
        because: 'an id stands for one command for ever',
        value: { id: used, type: 'message.send', session, text: 'Something else' },
        when: 'the id was used before',
        status: 409,
        code: 'conflict',
      },
    ],
  },
  'feedback.send': feedback,
  'letter.send': {
    summary: `Leaves a letter for when somebody is there; no session is needed. All its keys and values together have at most ${MOST_LETTER} characters.`,
    fields: {
      values: said(
        { type: 'object', maxProperties: 50, propertyNames: short(64), additionalProperties: TEXT },
        'What was filled in, by name of the field. `name`, `email`, `phone` and `message` are known by these names.',
      ),
      took: said(whole(0), 'Ms it took to fill it in: a person needs two seconds.'),
      trap: given(said(TEXT, 'What stands in a field that nobody sees.')),
      check: given(CHECK),
      widget: short(64),
    },
    example: {
      id,
      type: 'letter.send',
      widget: 'main',
      values: { name: 'Jana', email: 'jana@mail.example', message: 'Do you deliver to Slovakia?' },
      took: 41_000,
    },
    when: 'no session is open',
    refused: [
      because('a letter says how it came about', {
        id,
        type: 'letter.send',
        widget: 'main',
        values: { message: 'Hi' },
      }),
      because('values are text', { id, type: 'letter.send', widget: 'main', values: { message: 7 }, took: 9_000 }),
      {
        because: 'it says nothing',
        value: { id, type: 'letter.send', widget: 'main', values: { message: ' ' }, took: 9_000 },
        status: 422,
        code: 'text.empty',
      },
      {
        because: 'nobody writes as fast',
        value: { id, type: 'letter.send', widget: 'main', values: { message: 'Buy now' }, took: 300 },
        status: 422,
        code: 'letter.automatic',
      },
      {
        because: 'it is too long to be one letter',
        value: { id, type: 'letter.send', widget: 'main', values: { message: 'x'.repeat(MOST_LETTER) }, took: 9_000 },
        status: 413,
        code: 'tooLarge',
      },
      {
        because: 'there is no such widget',
        value: { id, type: 'letter.send', widget: 'other', values: { message: 'Hello' }, took: 9_000 },
        status: 422,
        code: 'widget.unknown',
      },
    ],
  },
  'invitation.redeem': {
    summary:
      'Knocks by the number of an invitation: rings at the operator who made it. Nothing is told of anybody before they accept.',
    fields: {
      code: said(
        { ...short(64), pattern: NUMBER.source },
        'Six digits; spaces, dots, dashes, slashes and parentheses may stand between them.',
      ),
      widget: short(64),
      locale: given(said(short(35), 'BCP 47 tag.')),
      page: given(ref('Page')),
      referrer: given(REFERRER),
      params: given(ref('Values')),
    },
    example: { id, type: 'invitation.redeem', code, widget: 'main', locale: 'cs' },
    when: 'the number leads to an operator',
    reply: { schema: object({ session: ref('Session') }), example: { session: knocking } },
    refused: [
      because('five digits are none', { ...redeem, code: '48219' }),
      because('it rings from a widget', { id, type: 'invitation.redeem', code }),
      fails('nobody made it', 'no session is open', 'unknown'),
      fails('it was for one use', 'the number was used', 'used'),
      fails('it was taken back', 'the number was revoked', 'revoked'),
      fails('it has run out', 'the number has run out', 'expired'),
      fails('nobody is behind it now', 'the operator of the number is away', 'away'),
      fails('guessing is in vain', 'too many numbers were wrong', 'often'),
      { because: 'they are in a conversation', value: redeem, status: 422, code: 'session.open' },
    ],
  },
  'typing.set': {
    summary: 'Says that the visitor writes, or has stopped. Not kept.',
    fields: { session: SESSION, on: FLAG },
    example: { id, type: 'typing.set', session, on: true },
    refused: [because('yes is no flag', { id, type: 'typing.set', session, on: 'yes' })],
  },
  'read.mark': {
    summary: 'Says up to which `seq` the visitor has read.',
    fields: { session: SESSION, seq: whole(0) },
    example: { id, type: 'read.mark', session, seq: 4 },
    refused: [
      because('places are counted', { id, type: 'read.mark', session, seq: -1 }),
      because('and counted in whole ones', { id, type: 'read.mark', session, seq: 1.5 }),
    ],
  },
  'picture.answer': pictureAnswered,
  ...contextCommands,
  ...visitorCallPapers,
  ...tabPapers,
  'upload.drop': uploadDrop,
  'history.get': {
    summary: 'Gives older messages, oldest first. Not kept.',
    fields: {
      before: given(said(whole(1), 'Messages with a lower `seq`; without it, the newest.')),
      limit: given(said(whole(1), `At most so many; never more than ${PAGE}.`)),
    },
    example: { id, type: 'history.get', before: 40, limit: 20 },
    reply: {
      schema: object({ messages: list(ref('Message')), more: said(FLAG, 'Whether there are older ones.') }),
      example: { messages: [greeting], more: false },
    },
    refused: [because('none is no number to ask for', { id, type: 'history.get', limit: 0 })],
  },
  ...callbackCommands,
  ...offerAnswer,
  'visitor.logout': {
    summary:
      'This device is theirs no longer: neither its token nor the identity that is shown opens anything from now on, and the streams that were opened with them end.',
    fields: {},
    example: { id, type: 'visitor.logout' },
    refused: [because('every command has an id', { type: 'visitor.logout' })],
  },
  'visitor.forget': forgetting,
  'messenger.open': messengerOpen,
  'message.edit': LATER,
  'message.remove': LATER,
  'form.submit': formFilled,
} satisfies VisitorPapers
