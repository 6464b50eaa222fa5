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
  refusals: {
    'transcript.often': 'This address had a conversation today already. Leave it out, or try again tomorrow.',
  } as Record<string, string>,
}
