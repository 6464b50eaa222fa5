/** Words of the panel “Call me back”: they come with it. What the chat says too it takes from there. */
export default {
  title: 'Call me back',
  number: 'Invitation number',
  hint: 'Six digits that an operator gave you.',
  connect: 'Connect',
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
