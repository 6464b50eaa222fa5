import type { ComponentChild } from 'preact'
import type { VisitorConversation } from '../../core/conversation.js'
import english from '../../i18n/en/filing.js'
import { adopt } from '../../styles/sheet.js'
import type { View } from '../chat/view.js'
import type { FieldProps } from '../form/field.js'
import type { Parts } from '../form/index.js'
import { FileField } from './FileField.js'
import css from './Filing.css'
import { hold } from './held.js'

/** What a form asks for a file with. */
export interface Lent {
  Field(props: FieldProps): ComponentChild
  dispose(): void
}

/** Files of forms go the way of those in the conversation: what brings them is taken from their room. */
export const lend = async (view: View, parts: Parts): Promise<Lent> => {
  const { parts: files } = await import('../files/index.js')
  await Promise.all([view.speak?.('files'), view.speak?.('filing')])
  const { uploads } = files.hold(view.conversation as VisitorConversation)
  const held = hold(view.conversation)
  const undo = [adopt(view.root, files.css + css), files.tellUploads(view, uploads, true)]
  return {
    Field: props => (
      <FileField {...props} {...{ view, parts, files, uploads, held }} say={view.words.filing ?? english} />
    ),
    dispose: () => undo.forEach(off => off()),
  }
}
