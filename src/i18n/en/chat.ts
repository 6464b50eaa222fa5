/** Forms of one text by CLDR plural category. */
const plural = (forms: Record<string, string>) => forms

/** Words of the frame and the chat panel. Default text and type at once: other languages have the same keys. */
export default {
  webchat: 'Chat',
  close: 'Close',

  online: 'We are here',
  busy: 'Everybody is busy',
  offline: 'Nobody is at the desk now',

  welcome: 'How can we help?',
  /** {names} is a list in the language's own form; the number counts them. */
  team: plural({ one: '{names} answers here.', other: '{names} answer here.' }),
  teamSoon: plural({
    one: '{names} answers here, usually within a minute.',
    other: '{names} answer here, usually within a minute.',
  }),

  ringing: 'We are ringing',
  /** {place} is the next text, in bold. */
  youAre: 'You are {place}.',
  place: 'number {n}',
  wait: plural({ one: 'It usually takes about {n} minute.', other: 'It usually takes about {n} minutes.' }),
  browse: 'You can go on browsing: we will let you know here.',
  leave: 'Leave the queue',

  joined: '{name} is here',
  writing: 'is writing…',
  end: 'End conversation',
  startVideo: 'Start video',
  ended: 'Conversation ended {time}',
  /** What happened between the messages, by its name. */
  notices: {
    'operator.joined': '{name} is here',
    'operator.left': '{name} left the conversation',
    'session.redirected': '{name} takes over',
    'session.regrouped': 'A colleague takes over',
    'session.ended': 'Conversation ended {time}',
    'history.reset': 'We have lost some messages',
  } as Record<string, string>,
  again: 'Write again',

  log: 'Conversation',
  you: 'You',
  earlier: 'Earlier messages',
  earlierHere: 'Earlier messages are here',
  earlierFailed: 'Earlier messages did not come. Try again',
  new: 'New',
  newMessages: plural({ one: '{n} new message', other: '{n} new messages' }),
  removed: 'This message was removed',
  edited: 'Edited',
  sending: 'Sending',
  slow: 'Waiting for the connection',
  sent: 'Sent',
  read: 'Read',
  failed: 'Not sent',
  retry: 'Try again',
  discard: 'Delete',
  unsure: 'May not have been sent',
  check: 'Check',
  /** After “Not sent: ”, by the code of the refusal. */
  reasons: {
    tooLarge: 'it is too long',
    'session.ended': 'the conversation has ended',
  } as Record<string, string>,

  leaving: 'It ends as soon as there is a connection.',
  message: 'Message',
  write: 'Write a message',
  writeAlready: 'Write already, it will be here',
  send: 'Send',
  attach: 'Attach a file',
  tooLong: plural({
    one: '{n} character too many, the limit is {limit}',
    other: '{n} characters too many, the limit is {limit}',
  }),
  /** {link} is the next text, as a link. */
  privacy: 'By writing you agree to our {link}',
  notice: 'privacy notice',

  now: 'Try now',
  lost: 'No connection. What you write is kept and goes out by itself.',
  back: 'Connected again',
  /** What stands when the connection does not mend itself; `faults` knows more by its code. */
  fault: 'We cannot reach our desk. What you write is kept.',
  faults: {
    'protocol.newer': 'This page is out of date. Reload it, what you write is kept.',
    origin: 'The chat is not open to this website. What you write is kept.',
  } as Record<string, string>,
}
