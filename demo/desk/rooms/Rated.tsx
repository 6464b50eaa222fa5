import { fill } from '../../../src/i18n/format.js'
import type { Time } from '../../../src/protocol/entities.js'
import type { Feedback } from '../../protocol/desk.js'
import { toMoment } from '../format.js'
import type { Desk, Talk } from '../model/model.js'
import { words } from '../words.js'

const { rated } = words

/** How the client found it, below the end of the conversation. */
export const Rated = ({ desk, talk }: { desk: Desk; talk: Talk }) => {
  const { feedback } = talk.session
  return feedback ? <Rating feedback={feedback} now={desk.now.peek()} /> : null
}

export const Rating = ({ feedback, now }: { feedback: Feedback; now: Time }) => {
  const { comment, transcript } = feedback
  return (
    <section class="rated" aria-label={rated.title}>
      <p>
        <b>{toRating(feedback)}</b>
      </p>
      {comment && <p dir="auto">{comment}</p>}
      {transcript && <p class="hint">{toDelivery(transcript, now)}</p>}
    </section>
  )
}

export const toRating = ({ rating, given }: Feedback): string =>
  given === undefined ? fill(rated.five, { n: rating }) : fill(rated.ten, { n: given })

const toDelivery = ({ to, delivery }: NonNullable<Feedback['transcript']>, now: Time): string => {
  const { state, at, why = '' } = delivery
  return fill(rated.states[state], { to, why, moment: at === undefined ? '' : toMoment(at, now) })
}
