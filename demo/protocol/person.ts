/** Everything that is kept of one person: as it is now, and each step by which it came to that. */
export interface PersonFile {
  client: object
  conversations: readonly { session: object; messages: readonly object[] }[]
  letters: readonly object[]
  callbacks: readonly object[]
  /** Every row of their log, in order: nothing of theirs is in any other. */
  log: readonly object[]
}
