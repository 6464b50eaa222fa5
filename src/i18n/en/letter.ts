/** Words of the message that is left when nobody is there, beside those that every form has. */
export default {
  letter: 'Leave a message',
  away: 'Nobody is here now',
  /** {time} is a weekday or a date, and a time. */
  next: 'Back {time}',
  /** Above the form, by the reason why nobody can be reached. */
  leads: {
    hours: 'Nobody is at the desk now. Write to us, we answer once we are back.',
    noOperators: 'Nobody is at the desk now. Write to us, we answer as soon as we can.',
    queueFull: 'Too many people are waiting just now. Write to us, we answer as soon as we can.',
  } as Record<string, string>,
  name: 'Name',
  phone: 'Phone',
  message: 'Your message',
  send: 'Send',
  /** Above what was given elsewhere, each with its name. */
  along: 'Goes with it:',
  /** {email} is where the answer goes. */
  thanksTo: 'Your message is with us. We will answer to {email}.',
  thanksText: 'Your message is with us. We will answer as soon as we can.',
  another: 'Write another',
  safeLine: 'Kept on this device',
  now: 'Send now',
  sending: 'Sending',
  sendingText: 'Your message is kept until it arrives, even if you leave this page.',
  refused: 'Your message could not be sent',
  edit: 'Back to the message',
  here: 'Somebody is here now.',
  chat: 'Chat instead',
}
