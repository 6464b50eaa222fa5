import type { DoneCommand } from '../../backend/parse-command.js'
import { MOST_FORM } from '../../backend/entry-form.js'
import type { Feedback } from '../../protocol/desk.js'
import { because, type Paper, type Refused } from './papers.js'
import { IDS } from './samples.js'
import { given, ID, NUMBER, object, optional, ref, said, short, TEXT, TIME, whole } from './schema.js'

const { command: id, session, foreign } = IDS

const LONG = 'x'.repeat(MOST_FORM / 2 + 1)

/** A session that does not begin, for what its entry form says. */
export const entryRefused: readonly Refused[] = [
  {
    because: 'the widget asks something first',
    value: { id, type: 'session.start', entry: 'webchat', widget: 'service' },
    when: 'no session is open',
    status: 422,
    code: 'form.missing',
  },
  {
    because: 'what it asks for is not there',
    value: { id, type: 'session.start', entry: 'webchat', widget: 'service', form: { name: 'Jana' } },
    when: 'no session is open',
    status: 422,
    code: 'form.wrong',
  },
  {
    because: 'nobody fills in as fast',
    value: { id, type: 'session.start', entry: 'webchat', widget: 'service', form: { name: 'Jana' }, took: 300 },
    when: 'no session is open',
    status: 422,
    code: 'form.automatic',
  },
  {
    because: 'the site’s own check says no',
    value: { id, type: 'session.start', entry: 'webchat', widget: 'service', form: { name: 'Jana' }, took: 9_000 },
    when: 'the check does not pass',
    status: 422,
    code: 'check.failed',
  },
  {
    because: 'nobody fills in that much',
    value: { id, type: 'session.start', entry: 'webchat', widget: 'main', form: { a: LONG, b: LONG } },
    when: 'no session is open',
    status: 413,
    code: 'tooLarge',
  },
]

/** What is known of a conversation’s feedback. */
export const feedbackEntity = object<Feedback>(
  {
    rating: said(NUMBER, 'From 1 to 5, whatever the scale.'),
    scale: ref('RatingScale'),
    given: optional(said(NUMBER, 'On the scale `ten` as it was given, from 0 to 10.')),
    at: TIME,
    comment: optional(TEXT),
    transcript: optional(
      said(
        object<NonNullable<Feedback['transcript']>>({ to: TEXT, delivery: ref('Delivery') }),
        'They wish to have the conversation, at this address.',
      ),
    ),
  },
  { description: 'What a client says of a conversation that is over.' },
)

/** What is said after the end. */
export const feedback = {
  summary: 'Says how it was, once, after the end; and asks for the conversation by mail, where that is offered.',
  fields: {
    session: said(ID, 'One of the visitor’s own.'),
    rating: said(whole(0), 'As it was chosen on the scale.'),
    scale: given(said(ref('RatingScale'), '`stars` if absent.')),
    comment: given(short(4_000)),
    transcriptTo: given(said(short(254), 'One plain address, which gets one conversation a day.')),
  },
  example: { id, type: 'feedback.send', session, rating: 5, comment: 'She knew at once' },
  when: 'the session has ended',
  refused: [
    because('feedback has a rating', { id, type: 'feedback.send', session }),
    because('there is no such scale', { id, type: 'feedback.send', session, rating: 2, scale: 'lamps' }),
    {
      because: 'the conversation goes on',
      value: { id, type: 'feedback.send', session, rating: 5 },
      status: 422,
      code: 'session.running',
    },
    {
      because: 'there are five stars',
      value: { id, type: 'feedback.send', session, rating: 6 },
      when: 'the session has ended',
      status: 422,
      code: 'feedback.scale',
    },
    {
      because: 'they have said so before',
      value: { id, type: 'feedback.send', session, rating: 1 },
      when: 'the feedback was given',
      status: 422,
      code: 'feedback.given',
    },
    {
      because: 'nothing is mailed from here',
      value: { id, type: 'feedback.send', session, rating: 5, transcriptTo: 'jana@mail.example' },
      when: 'the session has ended',
      status: 422,
      code: 'transcript.none',
    },
    {
      because: 'it is not theirs',
      value: { id, type: 'feedback.send', session: foreign, rating: 5 },
      status: 404,
      code: 'gone',
    },
  ],
} satisfies Paper<DoneCommand<'feedback.send'>>
