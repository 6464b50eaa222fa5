/** Words of what is asked before the queue and after the end. Default text and type at once: other languages have the same keys. */
export default {
  choose: 'Choose',
  pick: 'Please choose one.',
  more: 'More',
  good: 'Good',
  bad: 'Bad',
  best: 'Very good',
  worst: 'Not good',
  /** What stands beside a field, by what is wrong with it; the rest is said by the words of forms. */
  faults: {
    'missing.consent': 'We need your consent.',
    number: 'Please write a number.',
    small: 'The least is {min}.',
    large: 'The most is {max}.',
  } as Record<string, string>,

  /** While they write already. */
  first: 'A few questions come first. What you write stays.',
  answer: 'Answer',
  before: 'Before we start',
  start: 'Start chat',
  /** Beside a department, by the reason why no chat can begin there. */
  shut: {
    hours: 'closed',
    noOperators: 'nobody there now',
    queueFull: 'too many waiting',
  } as Record<string, string>,
  /** {time} is a weekday or a date, and a time. */
  openAt: 'closed, opens {time}',
  busy: 'busy',
  /** What can be done then; without messages only the second. */
  orLeave: 'Leave a message there, or choose another.',
  elsewhere: 'Please choose another.',
  leave: 'Leave a message',
  callMe: 'Call me back instead',
  after: 'What you wrote goes out as soon as the chat has started.',

  /** How a form in the conversation stands. */
  filled: 'Filled in',
  over: 'This is asked for no longer',

  how: 'How was it?',
  comment: 'Comment',
  transcript: 'Send me the conversation by e-mail',
  feedback: 'Send feedback',
  /** {name} is who they talked to. */
  read: '{name} will be glad to read it.',
  /** {email} is where it goes. */
  sentTo: 'The conversation is on its way to {email}.',
  /** Why something was refused, by the code; what can be done next stands beside it. */
  refusals: {
    'group.closed': 'Nobody is there any more.',
    'queue.full': 'Too many are waiting there just now.',
    'form.automatic': 'That was quicker than a person could be. Please send it once more.',
    tooLarge: 'This is more than we can take. Please write less.',
    'transcript.often': 'This address had a conversation today already. Leave it out, or try again tomorrow.',
  } as Record<string, string>,
}
