import type { WidgetState } from '../../api/events.js'
import type { Finding } from '../../api/findings.js'
import type { ConnectionStatus } from '../../core/model.js'
import type { Availabilities, Availability, Entry } from '../../protocol/entities.js'
import { fault, note } from './finding.js'

export const consentFindings = (isAsked: boolean): Finding[] =>
  isAsked
    ? [
        note(
          'consent',
          'The option “consent” is set and consent(true) was not said on this page: all that is pressed waits for it.',
        ),
      ]
    : []

/** How the visitor's own connection stands, once there is one. */
export const connectionFindings = (
  { connection }: Pick<WidgetState, 'connection'>,
  { code = 'no reason given' }: Partial<ConnectionStatus> = {},
): Finding[] => {
  if (connection === 'authExpired')
    return [
      fault(
        'identity',
        'The backend refuses who the visitor is: look at the token given to identify(), its “exp”, “aud” and key.',
      ),
    ]
  if (connection === 'failed')
    return [fault('connection', `The connection has failed and is not tried again: ${code}.`)]
  if (connection === 'reconnecting') return [note('connection', `The connection is lost (${code}) and is tried again.`)]
  return []
}

/** Why nobody answers now. */
export const availabilityFindings = (availability: Availabilities, buttons: readonly Entry[]): Finding[] =>
  buttons.flatMap(entry => {
    const now = availability[entry]
    return now?.state === 'offline'
      ? [
          note(
            'availability',
            `Nobody answers “${entry}” now: ${(now.reason && WHY[now.reason]) ?? 'no reason given'}.`,
          ),
        ]
      : []
  })

const WHY: Partial<Record<NonNullable<Availability['reason']>, string>> = {
  hours: 'its group is closed at this hour',
  noOperators: 'no operator of its group is available',
  queueFull: 'its queue is full',
  away: 'the operator is away',
  blocked: 'this visitor is blocked',
  unreachable: 'the backend cannot be reached',
}
