/** Choices that are typed as one text: what they mean, and what is wrong with them in words. */
import { messengerButton, ZvonekError, type ButtonLink, type Device, type Messenger } from '../../src/messengers.js'
import type { Rules } from '../../src/protocol/rule.js'
import { words } from './words.js'

/**
 * Buttons of accounts such as `whatsapp=+420601234567 telegram=shop_bot`, those that can be reached from a device.
 * @throws {ZvonekError} `options`: there is no such messenger, or that is no account of it.
 */
export const toLinks = (text: string, device: Device): ButtonLink[] =>
  text.split(/[\s,]+/).flatMap(one => {
    const at = one.indexOf('=')
    const messenger = (at < 0 ? one : one.slice(0, at)) as Messenger
    const button = one && messengerButton(messenger, { account: at < 0 ? '' : one.slice(at + 1), device })
    return button || []
  })

/** Of `plan=gold&name=Jana`. */
export const toParams = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

/** @throws {SyntaxError} */
export const toRules = (text: string): Rules => JSON.parse(text) as Rules

export const toMessengerProblem = (text: string): string => {
  try {
    toLinks(text, 'desktop')
    return ''
  } catch (error) {
    if (error instanceof ZvonekError) return `${error.message}.`
    throw error
  }
}

export const toRulesProblem = (text: string): string => {
  try {
    return Array.isArray((toRules(text) as Rules | null)?.list) ? '' : words.wrongRules
  } catch {
    return words.wrongRules
  }
}
