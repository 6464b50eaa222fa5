import type { Id, Time } from '../../src/protocol/entities.js'
import type { FormField } from '../../src/protocol/form.js'
import type { Delivery, Letter, LetterProgress } from '../protocol/desk.js'
import { withAgreement } from './agreement.js'
import { isAutomatic } from './automatic.js'
import { changeClient, timeIn } from './changes.js'
import type { DeskMoment } from './desk-commands.js'
import { checkFiles, withNames } from './files/forms.js'
import type { DoneCommand } from './parse-command.js'
import { gone, refuse, tooLong } from './refuse.js'
import type { State } from './state.js'
import type { VisitorMoment } from './visitor-commands.js'
import type { Draft } from './writer.js'

/** Characters of all keys and values of a letter, so that it fits into one frame. */
export const MOST_LETTER = 8_000

/** Keeps a letter for good; where there is a way to the site's mailbox, it goes there next. */
export const takeLetter = (moment: VisitorMoment, command: DoneCommand<'letter.send'>): object => {
  const { draft, owner, now, newId, groupOf, offlineFormOf, entryFormOf, hasMailer, agreed, files } = moment
  const form = offlineFormOf(command.widget)
  const { widget, values, took, trap } = command
  if (!groupOf(widget, undefined)) throw refuse('widget.unknown', `There is no widget “${widget}” here.`)
  if (isAutomatic({ took, trap }))
    throw refuse(
      'letter.automatic',
      'This looks as if a program had filled it in: take two seconds, and send it again.',
    )
  checkFiles(form, values)
  const filled = Object.entries(withNames(form, values, files)).filter(([, value]) => value.trim())
  if (!filled.length) throw refuse('text.empty', 'A letter needs some text.')
  if (filled.reduce((sum, [key, value]) => sum + key.length + value.length, 0) > MOST_LETTER)
    throw tooLong(MOST_LETTER, 'letter')
  const letter: Letter = {
    id: newId(),
    version: 1,
    client: owner.client.id,
    widget,
    at: timeIn(moment, owner.client.id),
    ...toParts(filled, [...(form?.fields ?? []), ...(entryFormOf(widget)?.fields ?? [])]),
    ...(files.length && { files }),
    delivery: unsent(hasMailer),
  }
  const { stopped } = draft.state
  const client = withAgreement(owner.client, agreed, { stopped, now })
  if (client !== owner.client) changeClient(moment, client, {})
  draft.change(owner.client.id, { type: 'letter.added', letter })
  return {}
}

const PARTS = ['name', 'email', 'phone', 'message'] as const

/** The fields that every form of this kind has, and whatever else it or the form before the queue asked for, by their labels. */
const toParts = (
  filled: readonly [string, string][],
  fields: readonly FormField[] = [],
): Pick<Letter, 'name' | 'email' | 'phone' | 'text' | 'more'> => {
  const { name, email, phone, message } = Object.fromEntries(filled)
  return {
    ...(name !== undefined && { name: toLine(name) }),
    ...(email !== undefined && { email: toLine(email) }),
    ...(phone !== undefined && { phone: toLine(phone) }),
    text: message?.trim() ?? '',
    more: filled
      .filter(([key]) => !PARTS.some(part => part === key))
      .map(([key, value]) => {
        const field = fields.find(({ name }) => name === key)
        return { key: toLine(field?.label ?? key), value: toText(field, value.trim()) }
      }),
  }
}

/** What was chosen, in the words of the form. */
const toText = (field: FormField | undefined, value: string) =>
  field?.options?.find(one => one.value === value)?.label ?? value

/** One line, whatever was in it: these stand where lines mean something. */
const toLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** An operator has answered it, or has not after all. */
export const handleLetter = (
  { draft, now, operator }: DeskMoment,
  { letter: id, on }: { letter: Id; on: boolean },
): Letter => {
  const letter = draft.state.letters.get(id)
  if (!letter) throw gone('letter')
  const { version, delivery, handled } = letter
  if (on === (handled !== undefined)) return letter
  const { id: by, name } = operator
  change(draft, letter, { id, version: version + 1, delivery, ...(on && { handled: { by, name, at: now } }) })
  return letter
}

/**
 * What the mail server has refused goes out once more, as when it was left; anything else stays as it is.
 * @throws {TransportFailure} gone.
 */
export const retryLetter = ({ draft, hasMailer }: DeskMoment, id: Id): Letter => {
  const letter = draft.state.letters.get(id)
  if (!letter) throw gone('letter')
  if (letter.delivery.state === 'refused') moveLetter(draft, id, unsent(hasMailer))
  return letter
}

const unsent = (hasMailer: boolean): Delivery => ({ state: hasMailer ? 'queued' : 'kept', tries: 0 })

/** A letter has come as far as this; one that is gone meanwhile, has not. */
export const moveLetter = (draft: Draft, id: Id, delivery: Delivery): void => {
  const letter = draft.state.letters.get(id)
  if (!letter) return
  const { version, handled } = letter
  change(draft, letter, { id, version: version + 1, delivery, ...(handled && { handled }) })
}

const change = (draft: Draft, { client }: Letter, progress: LetterProgress) =>
  draft.change(client, { type: 'letter.changed', progress })

/** Ms a handled letter stays on the desk. */
const RECENT = 3_600_000

/** What belongs on a desk: what nobody has handled, or somebody has only just. */
export const lettersAt = ({ letters }: State, now: Time): Letter[] =>
  [...letters.values()].filter(({ handled }) => !handled || handled.at > now - RECENT)
