import { LARGEST_BODY } from '../body.js'
import { object, optional, said, TEXT, whole, type Schema } from './schema.js'

/** Every code a refusal may carry, and the status it comes with. */
export const refusals = {
  malformed: [400, 'The body, or a named field of it, has not the form it should have.'],
  unknown: [400, 'There is no command of this type.'],
  auth: [401, 'The credential is missing, expired or not known here. A visitor opens a stream without one.'],
  'signature.wrong': [401, 'The signature of a bridge does not fit its message.'],
  'signature.old': [401, 'The timestamp of a bridge’s message is too far from the hour here.'],
  origin: [403, 'Pages of this origin may not ask. A developer may read the reason, and gets nothing else.'],
  gone: [404, 'There is no such thing for you: the same words whether it is another’s or nobody’s.'],
  conflict: [409, 'This command id was used before for something else.'],
  tooLarge: [413, 'Too large; `limit` says what is taken, in bytes of a request or in UTF-16 code units of a text.'],
  type: [415, 'The body must be JSON and say so.'],
  unsupported: [422, 'Of the protocol, but not done by this backend.'],
  'widget.unknown': [422, 'There is no widget of this name.'],
  'group.closed': [422, 'Nobody of the group is there for this visitor at this hour.'],
  'queue.full': [422, 'As many wait for the group as may.'],
  'session.none': [422, 'There is no open session to write into.'],
  'session.ended': [422, 'The session has ended.'],
  'session.taken': [422, 'Another operator has accepted the session.'],
  'session.notYours': [422, 'The operator has not accepted the session.'],
  'session.open': [422, 'The visitor is in a conversation: that must end first.'],
  'session.invited': [422, 'The client was invited by another operator, and rings there alone.'],
  'invitation.unknown': [422, 'There is no such number.'],
  'invitation.used': [422, 'The number was for one use, and has been used.'],
  'invitation.revoked': [422, 'Its operator has taken the number back.'],
  'invitation.expired': [422, 'The number has run out.'],
  'invitation.away': [422, 'The number is good, but its operator is away.'],
  'invitation.often': [422, 'Too many wrong numbers; `after` and `Retry-After` say when to try the next one.'],
  'invitation.until': [422, 'That moment is past, or too far away.'],
  'invitation.many': [422, 'The operator has as many numbers as they may have.'],
  'offer.gone': [422, 'The client is not on the site any more, or talks to somebody already.'],
  'offer.taken': [422, 'Somebody has offered them a chat already.'],
  'offer.declined': [422, 'They have declined a chat in this visit.'],
  'offer.one': [422, 'The operator offers a chat to somebody else: one at a time.'],
  'offer.notYours': [422, 'It is a colleague’s offer.'],
  'callback.number': [422, 'There is no such phone number.'],
  'callback.country': [422, 'The site calls no numbers of this kind or country.'],
  'callback.full': [422, 'The half hour is taken by now, or is not offered.'],
  'callback.dialled': [422, 'They are being called: nothing can be moved.'],
  'callback.taken': [422, 'Another operator has taken the callback.'],
  'callback.over': [422, 'The callback is not to be dialled now.'],
  'session.alone': [422, 'The operator is the only one in the session.'],
  'session.waiting': [422, 'Nobody has accepted the session.'],
  'operator.busy': [422, 'A video call needs an operator alone: other conversations have to end first.'],
  'operator.calling': [422, 'The operator is in a video call, and there for nobody else.'],
  'call.own': [422, 'It is for the other side to accept it.'],
  'call.over': [422, 'The call is over.'],
  'call.waiting': [422, 'The other side has not accepted the call yet.'],
  'call.elsewhere': [422, 'Another tab of this side is in the call.'],
  'call.notYours': [422, 'Another operator is in the call.'],
  'picture.unasked': [422, 'The client has not agreed to this picture of their video.'],
  'ticket.taken': [422, 'A ticket is for one tab and one page.'],
  'operator.full': [422, 'The operator is in as many conversations as they may have.'],
  'operator.away': [422, 'The operator is not available, or nobody of the group is.'],
  'session.running': [422, 'The session has not ended.'],
  'form.missing': [422, 'The widget asks something first: `form` is missing, and `skipForm` too.'],
  'form.wrong': [422, 'A field of the form is missing or not right; the sentence says which.'],
  'form.unknown': [422, 'The widget has no such form.'],
  'form.channel': [422, 'Who writes by a messenger can fill in no form.'],
  'form.unseen': [422, 'The client is on a call page, which shows no forms.'],
  'form.old': [422, 'The form is asked for no longer: another one was sent since, or none ever was.'],
  'form.done': [422, 'The form was filled in already.'],
  'form.automatic': [422, 'The form looks filled in by a program: quicker than a person, or where nobody looks.'],
  'check.failed': [422, 'The site’s own check did not pass, or could not be asked.'],
  'feedback.given': [422, 'The session has its feedback already.'],
  'feedback.scale': [422, 'There is no such place on the scale.'],
  'transcript.none': [
    422,
    'The conversation is not sent by mail: it is not offered here, or nobody has answered in it.',
  ],
  'transcript.address': [422, 'The receiver of a conversation is one plain e-mail address.'],
  'transcript.often': [422, 'The address had a conversation within a day.'],
  'file.kind': [422, 'Its name or its bytes are of no kind that is taken, or not of the same.'],
  'file.pixels': [422, 'The picture has too many pixels.'],
  'file.broken': [422, 'What came is not the file that was told, or there is nothing in it.'],
  'file.many': [422, 'They have brought as many files as they may.'],
  'file.full': [422, 'There is no room for more files here.'],
  'file.unknown': [422, 'There is no such file of theirs that may be sent.'],
  'text.empty': [422, 'The text says nothing.'],
  'reference.many': [422, 'The visitor has as many references to messengers as they may have.'],
  'letter.automatic': [422, 'The letter looks filled in by a program: quicker than a person, or where nobody looks.'],
  'admin.only': [422, 'Settings are for administrators.'],
  'settings.changed': [
    422,
    'Somebody else has changed these settings meanwhile, or there are some of that name already.',
  ],
  'params.many': [422, 'All parameters together are too long.'],
  rate: [429, 'Too many requests; `after` and `Retry-After` say when to come back.'],
  crowded: [
    429,
    'Too much is open already for this client, or on this connection; `Retry-After` says when to come back.',
  ],
  retry: [500, 'The store failed, and nobody knows whether it holds the command: send the same one again.'],
  failed: [500, 'The server failed: to be taken like `retry`.'],
  unavailable: [503, 'For certain nothing was taken; `Retry-After` says when to send the same again.'],
  closing: [503, 'The server is being restarted; `after` and `Retry-After` say when to come back.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type Code = keyof typeof refusals

/** The body of every refusal. */
export const refusalSchema: Schema = object<{ code: string; message: string; limit?: number; after?: number }>(
  {
    code: said(TEXT, 'For programs. Treat one you do not know by its status.'),
    message: said(TEXT, 'A sentence for the developer who reads it in the network panel. Not for visitors.'),
    limit: optional(said(whole(0), 'With `tooLarge`.')),
    after: optional(said(whole(0), 'With `rate`, `crowded`, `closing` and `invitation.often`: milliseconds to wait.')),
  },
  { description: 'A refusal. Nothing was changed, unless its status is 500: then nobody knows.' },
)

const DETAILS: Partial<Record<Code, object>> = {
  tooLarge: { limit: LARGEST_BODY },
  rate: { after: 2_000 },
  crowded: { after: 5_000 },
  closing: { after: 2_000 },
  'invitation.often': { after: 600_000 },
}

/** The responses for some codes, one for each status. */
export const refused = (...codes: readonly Code[]): Record<string, object> => {
  const statuses = [...new Set(codes.map(code => refusals[code][0]))].sort()
  return Object.fromEntries(
    statuses.map(status => [
      String(status),
      response(
        status,
        codes.filter(code => refusals[code][0] === status),
      ),
    ]),
  )
}

const response = (status: number, codes: readonly Code[]) => ({
  description: codes.map(code => `\`${code}\`: ${refusals[code][1]}`).join(' '),
  ...([429, 503].includes(status) && { headers: { 'Retry-After': { description: 'Seconds.', schema: whole(1) } } }),
  content: {
    'application/json': {
      schema: { $ref: '#/components/schemas/Refusal' },
      examples: Object.fromEntries(
        codes.map(code => [code, { value: { code, ...DETAILS[code], message: refusals[code][1] } }]),
      ),
    },
  },
})
