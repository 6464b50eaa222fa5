/** Words of the panel “Call me back” as it opens. What the chat says too it takes from there; `called` has the others. */
export default {
  title: 'Call me back',
  person: 'A person will ring you',

  when: 'When',
  nowish: 'Now',
  later: 'At a time',
  phone: 'Phone number',
  country: 'Country',
  used: 'Used for this call only.',
  call: 'Call me',
  number: 'Invitation number',
  hint: 'Six digits that an operator gave you.',
  connect: 'Connect',
  /** Something comes that is to be shown here. */
  moment: 'One moment',
}
