import type { Availabilities, Id } from '../../src/protocol/entities.js'
import type { KnownClient } from './row.js'
import { changeClient } from './changes.js'
import { endSession } from './course.js'
import type { DeskMoment } from './desk-commands.js'
import { checkMine } from './mine.js'
import { withoutOffer } from './offers.js'
import { gone } from './refuse.js'
import { without } from './without.js'

/** What is told to a client who is blocked, whatever is told to others. */
export const closedDoor: Availabilities = {
  webchat: { state: 'offline', reason: 'blocked' },
  callback: { state: 'offline', reason: 'blocked' },
  video: { state: 'offline', reason: 'blocked' },
}

export const isBlocked = ({ blocked }: KnownClient): boolean => blocked !== undefined

/** Lets a client not through any more, or lets them again. What goes on with them ends, unless it is a colleague’s. */
export const block = (moment: DeskMoment, { client: id, on }: { client: Id; on: boolean }): void => {
  const { clients, sessions } = moment.draft.state
  const owner = clients.get(id)
  if (!owner) throw gone('client')
  if (isBlocked(owner.client) === on) return
  const session = sessions.get(owner.open ?? '')
  if (on && session?.state === 'accepted') checkMine(moment, session)
  const { id: by, name } = moment.operator
  changeClient(
    moment,
    without(owner.client, 'blocked'),
    on ? { blocked: { by, name, at: moment.now }, ...withoutOffer(owner.client, moment.now) } : {},
  )
  if (on && session) endSession(moment, session, 'operator')
}
