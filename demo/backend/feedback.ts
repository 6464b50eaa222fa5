import type { RatingScale } from '../../src/protocol/form.js'
import type { DeskSession, Feedback } from '../protocol/desk.js'
import { toAddress } from './address.js'
import { changeSession } from './changes.js'
import type { DoneCommand } from './parse-command.js'
import { refuse } from './refuse.js'
import type { VisitorMoment } from './visitor-commands.js'

/** Ms in which one address gets one conversation. */
const DAY = 86_400_000

/** Keeps what the visitor says of a conversation that is over; who wishes and may, gets it by mail. */
export const takeFeedback = (
  moment: VisitorMoment,
  session: DeskSession,
  command: DoneCommand<'feedback.send'>,
): object => {
  const { now } = moment
  const { rating, scale = 'stars', comment = '', transcriptTo } = command
  if (session.state !== 'ended')
    throw refuse('session.running', 'The session is not over: send feedback once it has ended.')
  if (session.feedback) throw refuse('feedback.given', 'This session has its feedback already.')
  if (!isOn(scale, rating)) throw refuse('feedback.scale', `There is no ${rating} on the scale “${scale}”.`)
  const to = transcriptTo === undefined ? undefined : checkReceiver(moment, transcriptTo)
  const feedback: Feedback = {
    rating: toFive(scale, rating),
    scale,
    ...(scale === 'ten' && { given: rating }),
    at: now,
    ...(comment.trim() && { comment: comment.trim() }),
    ...(to !== undefined && { transcript: { to, delivery: { state: 'queued', tries: 0 } } }),
  }
  changeSession(moment, session, { rated: true, feedback })
  return {}
}

const LIMITS: Readonly<Record<RatingScale, readonly [least: number, most: number]>> = {
  stars: [1, 5],
  smileys: [1, 5],
  thumbs: [1, 5],
  ten: [0, 10],
}

const isOn = (scale: RatingScale, rating: number) => {
  const [least, most] = LIMITS[scale]
  return rating >= least && rating <= most && (scale !== 'thumbs' || rating === least || rating === most)
}

/** From 1 to 5, whatever the scale. */
export const toFive = (scale: RatingScale, rating: number): number =>
  scale === 'ten' ? 1 + Math.round((rating * 4) / 10) : rating

/** One plain address, and not one that had a conversation today: nobody's mailbox is filled from here. */
const checkReceiver = ({ draft, now, mayMail }: VisitorMoment, given: string): string => {
  if (!mayMail) throw refuse('transcript.none', 'This conversation is not sent by mail from here.')
  const to = toAddress(given.trim())
  if (to === undefined) throw refuse('transcript.address', 'A conversation goes to one plain e-mail address.')
  const hasOne = [...draft.state.sessions.values()].some(
    ({ feedback }) => feedback?.transcript?.to.toLowerCase() === to.toLowerCase() && feedback.at > now - DAY,
  )
  if (hasOne) throw refuse('transcript.often', 'This address had a conversation today: it gets the next one tomorrow.')
  return to
}
