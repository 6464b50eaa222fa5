import type { Trier } from './attempts.js'
import type { Context } from './context.js'
import type { DoneCommand } from './parse-command.js'
import { refuse } from './refuse.js'

/** What a verifier is told beside the token. */
export interface Checked {
  form: 'entry' | 'letter'
  widget: string
  /** Whom the host counts it for, such as an IP address. */
  address: string | undefined
}

/**
 * A site's own verifier, such as one that asks the service whose script gave the token. Is asked once for each form.
 * When it throws, nobody knows, and the form is refused in the same way.
 */
export type Verify = (token: string | undefined, about: Checked) => Promise<boolean>

/** Lets a form that somebody has filled in pass, or not. @throws {TransportFailure} rejected `check.failed`. */
export const checkForm = async (context: Context, { address }: Trier, command: DoneCommand): Promise<void> => {
  const { verify, log, widgets } = context
  if (!verify || (command.type !== 'letter.send' && command.type !== 'session.start')) return
  // Where nothing is asked, there is nothing to check; where something is, nobody comes by without.
  if (command.type === 'session.start' && !widgets[command.widget]?.entryForm) return
  const form: Checked['form'] = command.type === 'letter.send' ? 'letter' : 'entry'
  const about = { form, widget: command.widget, address }
  const isGood = await verify(command.check, about).catch((error: unknown) => {
    log('warn', 'check.unanswered', error instanceof Error ? error.name : typeof error)
    return false
  })
  if (!isGood) throw refuse('check.failed', 'The check of this site did not pass: ask it for another token.')
}
