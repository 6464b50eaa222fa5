import type { FileRef, Id } from '../../../src/protocol/entities.js'
import type { Form } from '../../../src/protocol/form.js'
import type { Context } from '../context.js'
import type { DoneCommand } from '../parse-command.js'
import type { Claiming } from './claims.js'
import { filesIn } from './forms.js'
import { taking } from './side.js'

interface Asking {
  client: Id
  command: DoneCommand
  entryFormOf(widget: string): Form | undefined
  offlineFormOf(widget: string): Form | undefined
  /** That was sent into the conversation. */
  slip: Form | undefined
}

/** Files that a command holds while it is decided. */
export interface Held {
  refs: readonly FileRef[]
  /** Decides; what is taken then holds its files for good, and what is refused holds none. */
  during<T>(decide: () => Promise<T>): Promise<T>
}

/** The files of a visitor's command. @throws {TransportFailure} rejected `file.unknown`, `unsupported`. */
export const claimFor = ({ files }: Pick<Context, 'files'>, { client, command, ...forms }: Asking): Promise<Held> =>
  hold(files, { scope: client, owner: client, command: command.id, ids: idsOf(command, forms) })

/** @throws {TransportFailure} */
export const hold = async (files: Context['files'], claiming: Claiming): Promise<Held> => {
  if (!claiming.ids.length) return { refs: [], during: decide => decide() }
  const { refs, keep, release } = await taking(files).claim(claiming)
  const during: Held['during'] = async decide => {
    try {
      const taken = await decide()
      await keep()
      return taken
    } finally {
      release()
    }
  }
  return { refs, during }
}

const idsOf = (command: DoneCommand, forms: Omit<Asking, 'client' | 'command'>): Id[] => {
  const { entryFormOf, offlineFormOf, slip } = forms
  if (command.type === 'message.send') return [...(command.files ?? [])]
  if (command.type === 'letter.send') return filesIn(offlineFormOf(command.widget), command.values)
  if (command.type === 'session.start') return filesIn(entryFormOf(command.widget), command.form)
  if (command.type === 'form.submit') return filesIn(slip, command.values)
  return []
}
