import firstWords from '../first-words.js'
import type { Plural } from '../words.js'

/** The doorbell's words, with those that come with the app. */
export default {
  ...firstWords,
  /** The push that holds unread messages; {name} is its own word. */
  unread: { one: '{name}, {n} unread message', other: '{name}, {n} unread messages' } as Plural,
  /** What to expect of a push, below its word. */
  busy: 'Everybody is busy',
  wait: { one: 'About {n} minute to wait', other: 'About {n} minutes to wait' } as Plural,
  offline: 'Nobody is at the desk now',
  letter: 'Leave a message',
}
