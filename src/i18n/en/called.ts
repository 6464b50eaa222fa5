/** Words of the panel “Call me back” that are said once something was typed, asked for or arranged: they come with the room `called`. */
export default {
  /** {day} is such as “today” or “Friday”. */
  callAt: 'Call me {day} at {time}',
  away: 'Nobody is here to call now. Leave a message with your number, or choose a time.',
  /** What is wrong with a number, or with the whole wish. */
  numbers: {
    missing: 'Please write your phone number.',
    coming: 'One moment, then press again.',
    digit: 'One digit seems to be missing.',
    short: 'Some digits seem to be missing.',
    long: 'This number looks too long.',
    number: 'We do not know such a number. Please check it.',
    country: 'We cannot call this country.',
    dialled: 'We are calling you already.',
  } as Record<string, string>,

  day: 'Day',
  time: 'Time',
  coming: 'Looking for free times',
  noTimes: 'No time can be offered just now.',
  choose: 'Please choose a time.',
  taken: '{time} has just been taken.',
  next: 'The nearest free time is {time}.',
  zones: 'These are your own times ({zone}). Ours: {site}.',
  /** The same moment by two clocks: {site} is such as “15:30 Central European Time”. */
  both: '{time} your time ({site})',

  near: 'Keep your phone near',
  /** {phone} is the number, in bold. */
  calling: 'We will call {phone} in a moment.',
  dialling: 'We are calling {phone}.',
  late: 'Sorry for the wait',
  overdue: 'It takes longer than we thought. We will call {phone} as soon as we can.',
  /** {when} is such as “Monday 30 November at 9:00”. */
  shut: 'We did not get to you before we closed. We will call {phone} when we open: {when}.',
  fold: 'You may close this window.',
  stopCall: 'Cancel the call',
  arranged: 'We will ring you',
  relax: 'There is no need to do anything.',
  zone: 'Your time zone',
  ours: 'Our time',
  cancel: 'Cancel',
  change: 'Change',
  /** What has become of the last one. */
  ends: {
    cancelled: 'Cancelled, we will not call.',
    notReached: 'We did not reach you. Shall we try again?',
    invalid: 'This number did not work. Please check it.',
  } as Record<string, string>,

  stop: 'Stop ringing',

  /** Why a number leads nowhere, by the code of the refusal; each says what to do next. */
  refusals: {
    stopped: 'We have stopped ringing.',
    ended: 'Nobody has answered. Ask the operator for a new number.',
    digits: 'The number has six digits. Please check them.',
    unknown: 'We do not know this number. Please check the six digits.',
    used: 'This number has been used. Ask the operator for a new one.',
    expired: 'This number has run out. Ask the operator for a new one.',
    revoked: 'This number leads nowhere any more. Ask the operator for a new one.',
    away: 'The operator is away just now. Try again later, or write to us.',
    open: 'You are in a conversation. End it first, then connect.',
  } as Record<string, string>,
  /** {when} is such as “in 5 minutes”, in the language's own form. */
  often: 'Too many tries. You can go on {when}.',
}
