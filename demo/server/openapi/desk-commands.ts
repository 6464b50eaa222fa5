import type { DeskCommand } from '../../protocol/desk.js'
import { callbackDeskCommands } from './callback-papers.js'
import { relayCommands } from './channel-papers.js'
import { invitingPapers } from './inviting-papers.js'
import { deskCallPapers } from './call-papers.js'
import { uploadDrop } from './file-papers.js'
import { formSent } from './form-papers.js'
import { because, type Paper } from './papers.js'
import { clientCommands } from './client-papers.js'
import { offerCommands } from './offer-papers.js'
import { pastCommands } from './past-papers.js'
import { filesRefused, pictureAsked } from './picture-papers.js'
import { exporting } from './person-papers.js'
import { settingsCommands } from './settings-papers.js'
import { greeting, IDS } from './samples.js'
import { FILES, FLAG, given, ID, object, oneOf, ref, said, TEXT, whole } from './schema.js'

const { session, command: id, foreign, letter } = IDS
const MINE = said(ID, 'One the operator has accepted.')

export type DeskPapers = { [K in DeskCommand['type']]: Paper<Extract<DeskCommand, { type: K }>> }

/** Every command of the desk. */
export const deskCommands = {
  'session.accept': {
    summary:
      'Takes a session out of the queue. Exactly one operator gets it; asking again for one’s own changes nothing.',
    fields: { session: ID },
    example: { id, type: 'session.accept', session },
    when: 'the session waits',
    refused: [
      because('it names no session', { id, type: 'session.accept' }),
      {
        because: 'there is none of that id',
        value: { id, type: 'session.accept', session: foreign },
        status: 404,
        code: 'gone',
      },
      {
        because: 'somebody was quicker',
        value: { id, type: 'session.accept', session },
        when: 'another operator has it',
        status: 422,
        code: 'session.taken',
      },
      {
        because: 'the client has left',
        value: { id, type: 'session.accept', session },
        when: 'the session has ended',
        status: 422,
        code: 'session.ended',
      },
      {
        because: 'they ring at another operator alone',
        value: { id, type: 'session.accept', session },
        when: 'another operator has invited the client',
        status: 422,
        code: 'session.invited',
      },
      {
        because: 'a video call needs an operator alone',
        value: { id, type: 'session.accept', session },
        when: 'somebody waits for a call',
        status: 422,
        code: 'operator.busy',
      },
      {
        because: 'who is in a video call is there for nobody else',
        value: { id, type: 'session.accept', session },
        when: 'the operator is in a call',
        status: 422,
        code: 'operator.calling',
      },
      {
        because: 'there is a limit for each operator',
        value: { id, type: 'session.accept', session },
        when: 'the operator has all the conversations they may have',
        status: 422,
        code: 'operator.full',
      },
    ],
  },
  ...deskCallPapers,
  'picture.ask': pictureAsked,
  'session.end': {
    summary: 'Ends a session: the operator’s own, or one that still waits.',
    fields: { session: ID },
    example: { id, type: 'session.end', session },
    refused: [
      because('an id is text', { id, type: 'session.end', session: 7 }),
      {
        because: 'it is a colleague’s',
        value: { id, type: 'session.end', session },
        when: 'another operator has it',
        status: 422,
        code: 'session.notYours',
      },
    ],
  },
  'session.redirect': {
    summary:
      'Hands a session over: one’s own conversation, or one that waits. An operator takes a conversation over at once, and rings for one that waits; to a group it goes back into the queue.',
    fields: {
      session: ID,
      to: oneOf('operator', 'group'),
      name: said(ID, 'Id of the operator, or name of the group.'),
    },
    example: { id, type: 'session.redirect', session, to: 'operator', name: 'boris' },
    refused: [
      because('it does not say where to', { id, type: 'session.redirect', session }),
      {
        because: 'it is a colleague’s conversation',
        value: { id, type: 'session.redirect', session, to: 'operator', name: 'anna' },
        when: 'another operator has it',
        status: 422,
        code: 'session.notYours',
      },
      {
        because: 'there is no operator of that id',
        value: { id, type: 'session.redirect', session, to: 'operator', name: 'nobody' },
        status: 404,
        code: 'gone',
      },
      {
        because: 'there is no group of that name',
        value: { id, type: 'session.redirect', session, to: 'group', name: 'nobody' },
        status: 404,
        code: 'gone',
      },
      {
        because: 'the colleague is away',
        value: { id, type: 'session.redirect', session, to: 'operator', name: 'boris' },
        when: 'a colleague is away',
        status: 422,
        code: 'operator.away',
      },
      {
        because: 'the colleague has enough to do',
        value: { id, type: 'session.redirect', session, to: 'operator', name: 'boris' },
        when: 'a colleague has all the conversations they may have',
        status: 422,
        code: 'operator.full',
      },
      {
        because: 'the colleague is in a video call',
        value: { id, type: 'session.redirect', session, to: 'operator', name: 'boris' },
        when: 'a colleague is in a call',
        status: 422,
        code: 'operator.calling',
      },
      {
        because: 'the group is closed at this hour',
        value: { id, type: 'session.redirect', session, to: 'group', name: 'repairs' },
        when: 'a group is closed',
        status: 422,
        code: 'group.closed',
      },
      {
        because: 'the group’s queue is full',
        value: { id, type: 'session.redirect', session, to: 'group', name: 'repairs' },
        when: 'as many wait for a group as may',
        status: 422,
        code: 'queue.full',
      },
    ],
  },
  'session.invite': {
    summary: 'Asks a colleague into a conversation of one’s own; they join at once.',
    fields: { session: MINE, operator: ID },
    example: { id, type: 'session.invite', session, operator: 'boris' },
    refused: [
      because('it does not say whom', { id, type: 'session.invite', session }),
      {
        because: 'the colleague is away',
        value: { id, type: 'session.invite', session, operator: 'boris' },
        when: 'a colleague is away',
        status: 422,
        code: 'operator.away',
      },
    ],
  },
  'session.leave': {
    summary: 'Goes out of a conversation that colleagues are in as well.',
    fields: { session: MINE },
    example: { id, type: 'session.leave', session },
    when: 'a colleague is asked in',
    refused: [
      because('an id is text', { id, type: 'session.leave', session: 7 }),
      {
        because: 'nobody else is there',
        value: { id, type: 'session.leave', session },
        status: 422,
        code: 'session.alone',
      },
    ],
  },
  ...clientCommands,
  ...pastCommands,
  'client.export': exporting,
  ...offerCommands,
  'message.send': {
    summary: 'Writes to the client.',
    fields: {
      session: MINE,
      text: said(TEXT, 'At most `limits.text` of `hello` UTF-16 code units, and not only spaces.'),
      files: given(FILES),
      picture: given(said(ID, 'The file is the picture of the client’s video that they have agreed to: its id.')),
    },
    example: { id, type: 'message.send', session, text: 'Good evening to you' },
    reply: {
      schema: object({ message: ref('Message') }),
      example: { message: { ...greeting, from: 'operator', body: { kind: 'text', text: 'Good evening to you' } } },
    },
    refused: [
      because('a message has a text', { id, type: 'message.send', session }),
      {
        because: 'it says nothing',
        value: { id, type: 'message.send', session, text: '' },
        status: 422,
        code: 'text.empty',
      },
      ...filesRefused,
      {
        because: 'it is a colleague’s conversation',
        value: { id, type: 'message.send', session, text: 'Hello' },
        when: 'another operator has it',
        status: 422,
        code: 'session.notYours',
      },
    ],
  },
  ...invitingPapers,
  ...callbackDeskCommands,
  'operator.available': {
    summary: 'Turns the operator’s own switch “Available”.',
    fields: { on: FLAG },
    example: { id, type: 'operator.available', on: false },
    refused: [because('one is no flag', { id, type: 'operator.available', on: 1 })],
  },
  'letter.handle': {
    summary: 'Says that a letter is answered, or is not after all.',
    fields: { letter: ID, on: FLAG },
    example: { id, type: 'letter.handle', letter, on: true },
    when: 'somebody has left a letter',
    refused: [
      because('it does not say which', { id, type: 'letter.handle', on: true }),
      {
        because: 'there is none of that id',
        value: { id, type: 'letter.handle', letter: foreign, on: true },
        status: 404,
        code: 'gone',
      },
    ],
  },
  'letter.retry': {
    summary: 'Mails a letter once more that the mail server has refused. What is still under way stays so.',
    fields: { letter: ID },
    example: { id, type: 'letter.retry', letter },
    when: 'somebody has left a letter',
    refused: [
      because('it does not say which', { id, type: 'letter.retry' }),
      {
        because: 'there is none of that id',
        value: { id, type: 'letter.retry', letter: foreign },
        status: 404,
        code: 'gone',
      },
    ],
  },
  ...relayCommands,
  'upload.drop': uploadDrop,
  'typing.set': {
    summary: 'Says that the operator writes, or has stopped. Not kept.',
    fields: { session: MINE, on: FLAG },
    example: { id, type: 'typing.set', session, on: true },
    refused: [because('it does not say which', { id, type: 'typing.set', session })],
  },
  'read.mark': {
    summary: 'Says up to which `seq` the operator has read.',
    fields: { session: MINE, seq: whole(0) },
    example: { id, type: 'read.mark', session, seq: 2 },
    refused: [because('places are numbers', { id, type: 'read.mark', session, seq: '2' })],
  },
  ...settingsCommands,
  'form.send': formSent,
} satisfies DeskPapers
