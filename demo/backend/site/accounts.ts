import { messengerLink, ZvonekError, type Messenger } from '../../../src/messengers.js'
import { MESSENGERS } from '../../protocol/messengers.js'
import type { WidgetRecord } from './record.js'
import { Unfit } from './unfit.js'

type Accounts = NonNullable<WidgetRecord['messengers']>

/**
 * Reads an account as one types it; nothing in it takes its button away.
 * @throws {Unfit}
 */
export const readAccount = (messenger: Messenger, text: string): string => {
  const account = text.trim()
  if (!account) return ''
  try {
    messengerLink(messenger, { account })
  } catch (error) {
    throw error instanceof ZvonekError ? new Unfit(`${error.message}.`) : error
  }
  return account
}

/** Accounts with others in their place, by messenger; undefined where none is left. */
export const changeAccounts = (
  accounts: Accounts = {},
  changes: Readonly<Record<string, string>>,
): Accounts | undefined => {
  const changed = new Map(Object.entries(accounts))
  for (const [messenger, account] of Object.entries(changes)) {
    if (account) changed.set(messenger, account)
    else changed.delete(messenger)
  }
  return changed.size ? Object.fromEntries(changed) : undefined
}

/** Accounts as one would type them. */
export const toAccountTexts = (accounts: Accounts = {}): Record<Messenger, string> =>
  Object.fromEntries(MESSENGERS.map(one => [one, Object.hasOwn(accounts, one) ? accounts[one] : ''])) as Record<
    Messenger,
    string
  >
