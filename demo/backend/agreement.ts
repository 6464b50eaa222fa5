import { visibleFields } from '../../src/protocol/form-visible.js'
import type { Form, FormField, FormValues } from '../../src/protocol/form.js'
import { toAddress } from './address.js'
import type { Context } from './context.js'
import type { DoneCommand } from './parse-command.js'
import type { KnownClient } from './row.js'
import type { State } from './state.js'
import { without } from './without.js'

/*
 * Whether answers may be told by e-mail is asked by a field of this name: a consent or a tick in the entry form or the
 * offline form. What is not asked is not agreed to, and who is asked again and does not tick it takes it back.
 */

const FIELD = 'tellByEmail'

/** That somebody may be told of answers at an address. */
export interface Agreement {
  to: string
  /** SHA-256 of the address: by it a stop is known again, also of whom nothing else is left. */
  key: string
  /** Of the wording. */
  version: string
}

const isAsking = ({ name, type }: FormField) => name === FIELD && (type === 'consent' || type === 'checkbox')

/** A form as it is asked: nobody is asked for mails that never go out. */
export const askable = <F extends Form | undefined>(form: F, tellsAnswers: boolean): F =>
  !form || tellsAnswers ? form : { ...form, fields: form.fields.filter(field => !isAsking(field)) }

/** What was agreed to in a form: `no` when it was asked and not agreed to; undefined when it was not asked. */
const agreedIn = (form: Form | undefined, values: FormValues | undefined) => {
  if (!form || !values) return undefined
  const fields = visibleFields(form.fields, values)
  const asked = fields.find(isAsking)
  if (!asked) return undefined
  const { version = 'yes' } = asked
  const address = fields.find(({ type }) => type === 'email')
  const to = address && toAddress(values[address.name]?.trim())
  return values[FIELD] === version && to !== undefined ? { to, version } : 'no'
}

/** What a command says of it. */
export const agreementIn = async (
  { widgets, secrets, tellsAnswers }: Pick<Context, 'widgets' | 'secrets' | 'tellsAnswers'>,
  command: DoneCommand,
  slip?: Form,
): Promise<Agreement | 'no' | undefined> => {
  if (!tellsAnswers) return undefined
  const agreed = saidIn(widgets, command, slip)
  return typeof agreed === 'object' ? { ...agreed, key: await keyOf(secrets, agreed.to) } : agreed
}

const saidIn = (widgets: Context['widgets'], command: DoneCommand, slip: Form | undefined) => {
  if (command.type === 'form.submit') return agreedIn(slip, command.values)
  if (command.type !== 'session.start' && command.type !== 'letter.send') return undefined
  const { entryForm, offlineForm } = (Object.hasOwn(widgets, command.widget) && widgets[command.widget]) || {}
  return command.type === 'session.start' ? agreedIn(entryForm, command.form) : agreedIn(offlineForm, command.values)
}

/** By what an address is known without being kept. */
export const keyOf = ({ hash }: Pick<Context['secrets'], 'hash'>, address: string): Promise<string> =>
  hash(`mail ${address.toLowerCase()}`)

/** A client who has agreed, or has taken it back; who has stopped mails before gets none for agreeing again. */
export const withAgreement = (
  client: KnownClient,
  agreed: Agreement | 'no' | undefined,
  { stopped, now }: { stopped: State['stopped']; now: number },
): KnownClient => {
  if (agreed === undefined) return client
  const rest = without(client, 'mail')
  if (agreed === 'no') return rest
  const { upTo, notBefore, latest } = client.mail ?? {}
  const isSame = client.mail?.key === agreed.key
  const before = {
    ...(upTo !== undefined && { upTo }),
    ...(isSame && notBefore !== undefined && { notBefore }),
    ...(isSame && latest && { latest }),
  }
  return { ...rest, mail: { ...agreed, at: now, ...before, ...(stopped.has(agreed.key) && { stopped: now }) } }
}
