import {
  deviceOf,
  messengerButton,
  messengerLink,
  ZvonekError,
  type ButtonLink,
  type Device,
  type Messenger,
} from '../../src/messengers.js'
import { changeAccounts as changeBy } from '../backend/site/accounts.js'

/** Accounts at messengers, by messenger, in the order of their buttons. */
export type Accounts = Readonly<Partial<Record<Messenger, string>>>

/** The names of buttons that are no name of a messenger, by language. */
export const messengerWords = { en: { phone: 'Phone' }, cs: { phone: 'Telefon' } }

/**
 * What a browser runs on, as far as its request says: an iPad that calls itself a Mac is taken for one, and its buttons open
 * a panel, with the link in it, where an iPhone's would open the app.
 */
export const deviceIn = (userAgent = ''): Device => deviceOf({ userAgent, maxTouchPoints: 0 })

/** The buttons that lead somewhere from a device; the telephone is called by the launcher's words. */
export const toLinks = (accounts: Accounts, device: Device): Omit<ButtonLink, 'name'>[] =>
  Object.entries(accounts).flatMap(([messenger, account]) => {
    const button = messengerButton(messenger as Messenger, { account, device })
    if (!button) return []
    const { name, ...rest } = button
    return messenger === 'phone' ? rest : { ...rest, name }
  })

/**
 * Changes accounts by texts such as `whatsapp=+420601234567`; an empty account takes its button away.
 * @throws {ZvonekError} `options`: there is no such messenger, or that is no account of it.
 */
export const changeAccounts = (accounts: Accounts, texts: readonly string[]): Accounts => {
  const changes = texts.map((text): [string, string] => {
    const [, messenger = text, account = ''] = /^(\w+)=(.*)$/s.exec(text) ?? []
    if (account || !Object.hasOwn(accounts, messenger)) messengerLink(messenger as Messenger, { account })
    return [messenger, account.trim()]
  })
  return changeBy(accounts, Object.fromEntries(changes)) ?? {}
}

export { ZvonekError }
