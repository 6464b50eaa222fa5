import type { Offer } from '../../../src/protocol/entities.js'
import { LONGEST_OFFER } from '../../backend/offering.js'
import type { DoneCommand } from '../../backend/parse-command.js'
import type { DeskCommand, DeskOffer } from '../../protocol/desk.js'
import { because, type Paper } from './papers.js'
import { accepted, IDS, offer } from './samples.js'
import { FLAG, given, ID, object, oneOf, optional, ref, said, short, TEXT, TIME, whole, type Fields } from './schema.js'

const { command: id, visitor: client, foreign } = IDS

const fields: Fields<Offer> = {
  id: ID,
  text: said(TEXT, 'In the operator’s own words.'),
  operator: ref('Operator'),
  at: TIME,
  state: said(
    oneOf('open', 'accepted', 'declined', 'over'),
    '`over`: it was taken back, or the visitor left or did something else.',
  ),
}

export const offerEntities = {
  Offer: object<Offer>(fields, { description: 'A chat that an operator offers to somebody who is on the site.' }),
  DeskOffer: object<DeskOffer>({
    ...fields,
    version: said(whole(1), 'That of the client when the offer changed last.'),
    endedAt: optional(said(TIME, 'When it was answered, or over.')),
    unanswered: optional(said(FLAG, 'It is over because nobody answered it in its time.')),
  }),
}

/** What the visitor says to it. */
export const offerAnswer = {
  'offer.answer': {
    summary:
      'Answers an offer. A yes makes a conversation with that operator at once, without a form and past the queue, and it begins with the words of the offer; one that comes too late gives no `session`. A no is told to the operator, and nobody asks again in this visit.',
    fields: {
      offer: ID,
      accept: FLAG,
      widget: short(64),
      locale: given(said(short(35), 'BCP 47 tag.')),
      page: given(ref('Page')),
      referrer: given(short(2_048)),
      params: given({
        type: 'object',
        maxProperties: 50,
        propertyNames: short(64),
        additionalProperties: short(1_000),
      }),
    },
    example: { id, type: 'offer.answer', offer: offer.id, accept: true, widget: 'main' },
    when: 'a chat is offered',
    reply: {
      schema: { type: 'object', properties: { session: ref('Session') } },
      example: { session: accepted },
    },
    refused: [
      because('it does not say yes or no', { id, type: 'offer.answer', offer: offer.id, widget: 'main' }),
      {
        because: 'it is not their last offer',
        value: { id, type: 'offer.answer', offer: foreign, accept: true, widget: 'main' },
        status: 404,
        code: 'gone',
      },
      {
        because: 'there is no widget of that name',
        value: { id, type: 'offer.answer', offer: offer.id, accept: true, widget: 'other' },
        when: 'a chat is offered',
        status: 422,
        code: 'widget.unknown',
      },
    ],
  },
} satisfies { 'offer.answer': Paper<DoneCommand<'offer.answer'>> }

const make = { id, type: 'offer.make', client, text: 'Can I help you?' } as const
const no = (sentence: string, when: NonNullable<Paper<DeskCommand>['when']>, code: string) => ({
  because: sentence,
  value: make,
  when,
  status: 422,
  code,
})

/** What operators say of offers. */
export const offerCommands: { [K in 'offer.make' | 'offer.withdraw']: Paper<Extract<DeskCommand, { type: K }>> } = {
  'offer.make': {
    summary:
      'Offers a chat to a client who is on the site: a page of theirs is connected, they let it be seen, and they talk to nobody. One offer at a time, of each operator and to each client. It is over when they leave for half a minute, do something else, or the operator goes away.',
    fields: { client: ID, text: said(short(LONGEST_OFFER), 'Not only spaces.') },
    example: make,
    when: 'a client is on the site',
    refused: [
      because('it does not say what', { id, type: 'offer.make', client }),
      {
        because: 'there is none of that id',
        value: { ...make, client: foreign },
        status: 404,
        code: 'gone',
      },
      {
        because: 'there are no words in it',
        value: { ...make, text: ' ' },
        when: 'a client is on the site',
        status: 422,
        code: 'text.empty',
      },
      no('they talk to somebody', 'the session waits', 'offer.gone'),
      no('somebody was quicker', 'a colleague has offered a chat', 'offer.taken'),
      no('they do not want to', 'an offer was declined', 'offer.declined'),
      no('there is another', 'a chat is offered to somebody else', 'offer.one'),
      no('nobody would be there', 'the operator is away', 'operator.away'),
      no('there is no room for it', 'the operator has all the conversations they may have', 'operator.full'),
    ],
  },
  'offer.withdraw': {
    summary: 'Takes one of the operator’s own offers back; one that was answered stays as it is.',
    fields: { offer: ID },
    example: { id, type: 'offer.withdraw', offer: offer.id },
    when: 'a chat is offered',
    refused: [
      because('it names none', { id, type: 'offer.withdraw' }),
      {
        because: 'there is none of that id',
        value: { id, type: 'offer.withdraw', offer: foreign },
        status: 404,
        code: 'gone',
      },
      {
        because: 'it is a colleague’s',
        value: { id, type: 'offer.withdraw', offer: offer.id },
        when: 'a colleague has offered a chat',
        status: 422,
        code: 'offer.notYours',
      },
    ],
  },
}
