import type { ClientCommand } from '../../../src/protocol/commands.js'
import type { DeskCommand } from '../../protocol/desk.js'
import { foreign, NAMED, running, when } from './call-papers.js'
import { because, type Paper, type Refused } from './papers.js'
import { IDS } from './samples.js'
import { FLAG, ID, object, ref, said } from './schema.js'

const { session, call, picture, command: id } = IDS

/** What an operator asks for in a call, and the client answers. */
export const pictureAsked: Paper<Extract<DeskCommand, { type: 'picture.ask' }>> = {
  summary:
    'Asks the client whether a picture of their video may be taken. It comes by `message.send` once they have agreed.',
  fields: { session: ID, call: NAMED },
  example: { id, type: 'picture.ask', session, call },
  when: 'a call runs',
  reply: {
    schema: object({ call: ref('Call') }),
    example: { call: { ...running, picture: { id: picture, state: 'asked' } } },
  },
  refused: [
    because('it names no call', { id, type: 'picture.ask', session }),
    foreign({ id, type: 'picture.ask', session }),
    when('the call is over', 'call.over', { id, type: 'picture.ask', session, call })('it has ended'),
    when('a colleague is in the call', 'call.notYours', { id, type: 'picture.ask', session, call })(
      'the colleague talks',
    ),
  ],
}
const agree = { id, type: 'picture.answer', session, call, picture, accept: true } as const

/** What only the client says of it. */
export const pictureAnswered: Paper<Extract<ClientCommand, { type: 'picture.answer' }>> = {
  summary: 'Agrees to the picture of this side’s video that the operator has asked for, or declines it.',
  fields: { session: ID, call: NAMED, picture: said(ID, 'The one that was asked for.'), accept: FLAG },
  example: agree,
  when: 'a picture is asked for',
  refused: [
    because('yes or no is to be said', { id, type: 'picture.answer', session, call, picture }),
    { because: 'nobody has asked for it', value: agree, when: 'a call runs', status: 404, code: 'gone' },
    when('the call is over', 'call.over', agree)('it has ended'),
  ],
}

/** What a message of the desk that brings a file is refused for. */
export const filesRefused: readonly Refused[] = [
  {
    because: 'nobody has brought this file',
    value: { id, type: 'message.send', session, text: 'Look', files: ['a'] },
    status: 422,
    code: 'file.unknown',
  },
  {
    because: 'the client has not agreed to a picture',
    value: { id, type: 'message.send', session, text: 'Picture', picture },
    when: 'a picture is asked for',
    status: 422,
    code: 'picture.unasked',
  },
]
