import type { Id } from '../../src/protocol/entities.js'
import type { Row } from './row.js'

/** Where the messages of a session stand in its client's log, by `seq`. */
export interface Span {
  first: number
  last: number
}

/** So that what was said long ago is found without reading all that came after it. */
export const noteSpan = (spans: Map<Id, Span>, { seq, change }: Pick<Row, 'seq' | 'change'>): void => {
  if (seq === undefined || change.type !== 'message.added') return
  const { session } = change.message
  spans.set(session, { first: spans.get(session)?.first ?? seq, last: seq })
}
