import firstWords from '../first-words.js'
import type { Plural } from '../words.js'

/** The doorbell's words, with those that come with the app. */
export default {
  ...firstWords,
  /** The push that holds unread messages; {name} is its own word. */
  unread: { one: '{name}, {n} unread message', other: '{name}, {n} unread messages' } as Plural,
}
