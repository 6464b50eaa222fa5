/** Forms of one text by CLDR plural category. */
const plural = (forms: Record<string, string>) => forms

/** Words of forms and of the message that is left. Default text and type at once: other languages have the same keys. */
export default {
  optional: 'optional',
  missing: plural({
    one: 'One thing is missing.',
    other: '{n} things are missing.',
  }),
  kept: 'Everything you wrote is still here.',
  /** What stands beside a field, by what is wrong with it. */
  faults: {
    missing: 'Please fill this in.',
    'missing.textarea': 'Please write a few words.',
    email: 'An e-mail looks like name@mail.example.',
    'email.domain': 'The part after @ looks unfinished, such as mail.example.',
    phone: 'A phone number has digits only, such as +420 601 234 567.',
    short: 'Please write at least {min} characters.',
    long: 'This is too long, the limit is {max} characters.',
    pattern: 'This does not look right.',
  } as Record<string, string>,

  unchecked: 'We could not make sure that a person sends this.',

  letter: 'Leave a message',
  away: 'Nobody is here now',
  /** {time} is a weekday or a date, and a time. */
  next: 'Back {time}',
  /** Above the form, by the reason why nobody can be reached. */
  leads: {
    hours: 'Nobody is at the desk now. Write to us, we answer on the next working day.',
    noOperators: 'Nobody is at the desk now. Write to us, we answer as soon as we can.',
    queueFull: 'Too many people are waiting just now. Write to us, we answer as soon as we can.',
  } as Record<string, string>,
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  message: 'Your message',
  send: 'Send',
  thanks: 'Thank you',
  /** {email} is where the answer goes. */
  thanksTo: 'Your message is with us. We will answer to {email}.',
  thanksText: 'Your message is with us. We will answer as soon as we can.',
  another: 'Write another',
  safe: 'Kept safe',
  safeText: 'There is no connection. Your message waits here and goes out by itself, even if you leave this page.',
  safeLine: 'Kept on this device',
  now: 'Send now',
  sending: 'Sending',
  sendingText: 'Your message is kept until it arrives, even if you leave this page.',
  refused: 'Your message could not be sent',
  refusedText: 'Everything you wrote is still here. Please look at it and send it again.',
  edit: 'Back to the message',
  here: 'Somebody is here now.',
  chat: 'Chat instead',
}
