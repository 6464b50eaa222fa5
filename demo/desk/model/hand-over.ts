import { fill } from '../../../src/i18n/format.js'
import type { DeskSession } from '../../protocol/desk.js'
import { toName } from '../format.js'
import { words } from '../words.js'
import type { Board } from './board.js'

interface Step {
  was: DeskSession
  is: DeskSession
}

const { handOver } = words

/** What has become of a conversation among the operators, if it concerns this one: that it came to them, or went. */
export const toHandOver = ({ was, is }: Step, board: Board): { text: string; isMine: boolean } | undefined => {
  const me = board.me.peek()?.id
  const isIn = ({ operators }: DeskSession) => operators.some(({ id }) => id === me)
  const client = toName(board.clients.peek().get(is.client))
  if (!isIn(was) && isIn(is)) {
    const [first] = was.operators
    const gone = was.operators.find(one => !is.operators.some(({ id }) => id === one.id))
    const operator = (gone ?? first)?.name ?? ''
    return { text: fill(gone ? handOver.toMe : handOver.askedIn, { client, operator }), isMine: true }
  }
  if (!isIn(was) || isIn(is)) return undefined
  const [next] = is.operators
  const text = next
    ? fill(handOver.away, { client, operator: next.name })
    : fill(handOver.toGroup, { client, group: is.group ?? '' })
  return { text, isMine: false }
}
