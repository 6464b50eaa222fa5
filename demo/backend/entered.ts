import type { FileRef, Parameter } from '../../src/protocol/entities.js'
import type { DeskSession } from '../protocol/desk.js'
import { withAgreement } from './agreement.js'
import { addMessage, changeClient } from './changes.js'
import { whoIn, withEntered } from './entry-form.js'
import { fileBody } from './files/refs.js'
import { clip } from './params.js'
import type { VisitorMoment } from './visitor-commands.js'

/** What somebody has filled in while a conversation runs: it says who they are, and files stand among what was said. */
export const noteEntered = (moment: VisitorMoment, session: DeskSession, entered: readonly Parameter[]): void => {
  const { stopped } = moment.draft.state
  const client = withAgreement(moment.owner.client, moment.agreed, { stopped, now: moment.now })
  if (entered.length)
    changeClient(moment, client, { ...whoIn(entered), params: clip(withEntered(client.params, entered)) })
  sayFiles(moment, session, moment.files)
}

/** Each stands in the conversation by itself. */
export const sayFiles = (moment: VisitorMoment, session: DeskSession, files: readonly FileRef[]): void => {
  for (const file of files) addMessage(moment, session, { from: 'visitor', body: fileBody(file) })
}
