import type { Id, MessageBody, Parameter } from '../../src/protocol/entities.js'
import type { Form, FormField } from '../../src/protocol/form.js'
import type { DeskForm, DeskSession } from '../protocol/desk.js'
import { addMessage, changeSession, toOperator } from './changes.js'
import type { Context, WidgetSettings } from './context.js'
import type { DeskMoment } from './desk-commands.js'
import { noteEntered } from './entered.js'
import { readEntry } from './entry-form.js'
import { readBack } from './history.js'
import { checkMine } from './mine.js'
import type { DoneCommand } from './parse-command.js'
import { ended, refuse } from './refuse.js'
import type { VisitorMoment } from './visitor-commands.js'

/*
 * A form that an operator sends into a conversation is a message that holds it. What the visitor fills in comes back as a
 * message of theirs, in words that every end can show, and stands among the parameters. Only the last form that was sent
 * may be filled in, and once: so nobody answers what is asked no longer.
 *
 *   form.send → waits ─form.submit→ filled      waits ─form.send→ the next one waits
 */

/** Forms of a widget that may be sent: those made for it, and what is asked before the queue, but for the choice of a group. */
export const formsOf = ({ chatForms = [], entryForm }: WidgetSettings): readonly Form[] => {
  if (!entryForm || chatForms.some(({ id }) => id === entryForm.id)) return chatForms
  const fields = entryForm.fields.filter(({ group }) => !group)
  return fields.length ? [...chatForms, { ...entryForm, fields }] : chatForms
}

export const toDeskForms = (widgets: Context['widgets']): DeskForm[] =>
  Object.entries(widgets).flatMap(([widget, settings]) =>
    formsOf(settings).map(form => ({ widget, id: form.id, title: titleOf(form) })),
  )

/** What an end says that cannot draw it. */
const titleOf = ({ title, text, fields }: Form): string => title ?? text ?? fields.map(({ label }) => label).join(', ')

/** @throws {TransportFailure} rejected `session.ended`, `session.notYours`, `form.unknown`, `form.channel`, `form.unseen`. */
export const sendForm = (moment: DeskMoment, session: DeskSession, wanted: Id): object => {
  if (session.state === 'ended') throw ended()
  checkMine(moment, session)
  if (moment.draft.state.clients.get(session.client)?.client.channel !== undefined)
    throw refuse('form.channel', 'Who writes by a messenger can fill in no form: ask in words.')
  if (session.wordless)
    throw refuse('form.unseen', 'They are on a call page, which shows no forms: ask in words, in the call.')
  const form = moment.formOf(session.widget, wanted)
  if (!form) throw refuse('form.unknown', `There is no form “${wanted}” for the widget “${session.widget}”.`)
  const body: MessageBody = { kind: 'form', text: titleOf(form), data: form }
  const author = toOperator(moment.operator)
  // Without its command: all ends know it by its own id, which is what is answered.
  const message = addMessage(moment, session, { from: 'operator', author, body })
  changeSession(moment, session, { form: { message: message.id, seq: message.seq } })
  return { message }
}

/**
 * Takes what a visitor has filled in.
 * @throws {TransportFailure} rejected `session.ended`, `form.old`, `form.done`, `form.wrong`, or `tooLarge`.
 */
export const takeForm = (
  moment: VisitorMoment,
  session: DeskSession,
  { id, form: message, values }: DoneCommand<'form.submit'>,
): object => {
  if (session.state === 'ended') throw ended()
  const { form } = session
  const { slip } = moment
  if (!slip || form?.message !== message)
    throw refuse('form.old', 'This form is asked for no longer: look for a later one in the conversation.')
  if (form.filled) throw refuse('form.done', 'This form was filled in already.')
  const { params } = readEntry(slip, { form: values, files: moment.files }, moment.now)
  const said = params.map(param => ({ ...param, source: 'form' as const }))
  changeSession(moment, session, { form: { ...form, filled: true } })
  const answer = addMessage(moment, session, { from: 'visitor', command: id, body: toAnswer(slip, message, said) })
  noteEntered(moment, session, said)
  return { message: answer }
}

const toAnswer = (form: Form, message: Id, params: readonly Parameter[]): MessageBody => {
  const values = params.map(({ key, label = key, value, text }) => {
    const { type } = form.fields.find(({ name }) => name === key) ?? {}
    return { label, value: isTick(type) ? '✓' : (text ?? value) }
  })
  // A question has its mark already.
  const lines = values.map(({ label, value }) => (/[?:.!]$/.test(label) ? `${label} ${value}` : `${label}: ${value}`))
  return { kind: 'filled', text: lines.join('\n') || titleOf(form), data: { form: message, values } }
}

const isTick = (type: FormField['type'] | undefined) => type === 'checkbox' || type === 'consent'

/** The form that a command fills in, as it was sent: the settings may have changed since. */
export const slipFor = async (
  { writer, store }: Pick<Context, 'writer' | 'store'>,
  client: Id,
  command: DoneCommand,
): Promise<Form | undefined> => {
  if (command.type !== 'form.submit') return undefined
  const { form: message, session: named } = command
  const seq = await writer.run(({ state }) => {
    const session = state.sessions.get(named ?? state.clients.get(client)?.open ?? '')
    return session?.client === client && session.form?.message === message ? session.form.seq : undefined
  })
  if (seq === undefined) return undefined
  const room = { take: () => true }
  const { messages } = await readBack(store, { client, before: seq + 1, limit: 1, room })
  const body = messages.at(0)?.body
  return body?.kind === 'form' ? (body.data as Form) : undefined
}
