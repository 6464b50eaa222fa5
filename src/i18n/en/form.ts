/** Forms of one text by CLDR plural category. */
const plural = (forms: Record<string, string>) => forms

/** Words that every form has. Default text and type at once: other languages have the same keys. */
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
  refusedText: 'Everything you wrote is still here. Please look at it and send it again.',
  email: 'E-mail',
  thanks: 'Thank you',
  safe: 'Kept safe',
  safeText: 'There is no connection. What you wrote waits here and goes out by itself, even if you leave this page.',
}
