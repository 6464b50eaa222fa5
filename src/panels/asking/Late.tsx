import type { Asking } from './Before.js'
import type { Feedback } from './feedback.js'
import { toSaid } from './words.js'

interface LateProps extends Asking {
  feedback: Feedback
}

/** That something is asked, while the visitor writes. */
export const sayLate = ({ view, parts, feedback }: LateProps) => {
  const { say } = toSaid(view, parts)
  return feedback.isWanted.value ? say.how : say.first
}

export const Late = (props: LateProps) => {
  const { view, parts } = props
  return <parts.Next view={view} text={sayLate(props)} action={toSaid(view, parts).say.answer} />
}
