import type { Id } from '../../src/protocol/entities.js'
import type { Moment } from './changes.js'
import { endSession } from './course.js'
import { SITE } from './row.js'

/**
 * Nobody opens at this door: who rings there is not left ringing. Their number has led to nobody, so one for one use may
 * be tried again as long as it lives.
 */
export const endKnocksAt = (moment: Moment, operator: Id): void => {
  const { knocks, sessions } = moment.draft.state
  for (const id of [...knocks]) {
    const session = sessions.get(id)
    if (session?.knock?.operator !== operator) continue
    endSession(moment, session, 'system')
    giveBack(moment, session.knock.invitation)
  }
}

const giveBack = ({ draft }: Moment, id: Id) => {
  const invitation = draft.state.invitations.get(id)
  if (invitation?.state === 'used')
    draft.change(SITE, {
      type: 'invitation.changed',
      invitation: { ...invitation, state: 'live', version: invitation.version + 1 },
    })
}
