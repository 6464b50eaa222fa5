/** What the desk says of those who write by a messenger. */
export const messengerWords = {
  writesBy: 'writes by {channel}',
  cameFrom: 'came from {page}',
  undelivered: {
    title: 'Not delivered',
    waits: {
      one: '{n} message has not reached {channel} yet.',
      other: '{n} messages have not reached {channel} yet.',
    },
    again: 'The bridge did not take it ({why}). It is tried again {moment}.',
    dead: 'This did not reach {channel} ({why}): “{text}”',
    retry: 'Try again',
    why: {
      noWebhook: 'it has no webhook',
      noChannel: 'the channel is gone',
      WrongAddress: 'its webhook is not by https',
    },
  },
  facts: { cameFrom: 'Came from', onSite: 'On the site', pressed: '{label}, {moment}' },
} as const
