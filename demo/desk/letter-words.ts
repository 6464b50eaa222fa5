/** What the desk says of offline messages. */
export const letters = {
  title: 'Offline messages',
  fresh: '{n} new',
  none: 'none new',
  somebody: 'Somebody',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  handled: 'handled',
  handle: 'Mark as handled',
  reopen: 'Not handled after all',
  handledBy: 'Handled by {name} {moment}.',
  marks: { waiting: 'not mailed yet', refused: 'not mailed' },
  states: {
    kept: 'It is only here: there is no mailbox.',
    queued: 'On its way to the mailbox.',
    sent: 'Mailed {moment}.',
    folder: 'Written into the mailbox folder {moment}.',
    waiting: 'The mail server did not take it ({why}). It is tried again {moment}.',
    refused: 'The mail server refused it {moment} ({why}). It is only here.',
  },
} as const
