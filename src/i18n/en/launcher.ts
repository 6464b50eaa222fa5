import type { Plural } from '../words.js'

/** The doorbell's words: all that the first paint says. */
export default {
  group: 'Contact us',
  webchat: 'Chat',
  video: 'Video call',
  callback: 'Call me back',
  /** The push that holds unread messages; {name} is its own word. */
  unread: { one: '{name}, {n} unread message', other: '{name}, {n} unread messages' } as Plural,
}
