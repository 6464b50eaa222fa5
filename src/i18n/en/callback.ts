/** Words of the panel “Call me back”: they come with it. */
export default {
  title: 'Call me back',
  number: 'Invitation number',
  hint: 'Six digits that an operator gave you.',
  connect: 'Connect',
  connecting: 'Connecting',
  unheard: 'There is no connection. The number goes out by itself.',

  ringing: 'We are ringing',
  browse: 'You can go on browsing: we will let you know here.',
  stop: 'Stop ringing',
  stopped: 'We have stopped ringing.',
  ended: 'Nobody has answered. Ask the operator for a new number.',

  /** Why a number leads nowhere, by the code of the refusal; each says what to do next. */
  refusals: {
    digits: 'The number has six digits. Please check them.',
    unknown: 'We do not know this number. Please check the six digits.',
    used: 'This number has been used. Ask the operator for a new one.',
    expired: 'This number has run out. Ask the operator for a new one.',
    revoked: 'This number leads nowhere any more. Ask the operator for a new one.',
    away: 'The operator is away just now. Try again later, or write to us.',
    open: 'You are in a conversation. End it first, then connect.',
    unsupported: 'No numbers are taken here. Write to us instead.',
    failed: 'This did not work. Try again, or write to us.',
  } as Record<string, string>,
  /** {when} is such as “in 5 minutes”, in the language's own form. */
  often: 'Too many tries. You can go on {when}.',
  write: 'Write to us',
}
