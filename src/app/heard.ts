import { report } from './report.js'

/** What there is to hear in this version. */
const EVENTS =
  '* ready availability open close connection session.created session.queued session.accepted session.ended message message.failed unread callback.changed form.submitted rule consent erased call.started call.ended params.changed error'.split(
    ' ',
  )

/** Who waits for what never comes should know. */
export const checkEvent = (type: string): void => {
  if (!EVENTS.includes(type)) report('warn', 'no event', type)
}
