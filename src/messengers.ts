import { ZvonekError } from './api/errors.js'
import type { ButtonLink } from './api/options.js'

export { ZvonekError }
export type { ButtonLink }

/** Where else a visitor may write or ring. */
export type Messenger = 'whatsapp' | 'messenger' | 'apple' | 'vk' | 'telegram' | 'viber' | 'line' | 'phone'

/** What a link carries, as far as its messenger allows: those without a place for texts take the reference alone. */
export interface MessengerLink {
  /**
   * Whom it leads to: `whatsapp` and `phone` a number in E.164 (`+420601234567`), `messenger` and `vk` the name or id of
   * the page, `apple` the business id, `telegram` the bot without `@`, `viber` the account, `line` the id with its `@`.
   */
  account: string
  /** Ties the far end to the page, such as six digits: letters, digits, `_` and `-`, at most 64 of them. */
  reference?: string
  /** Where in the house it belongs, by an id of the site's own: a group at Apple (`biz-group-id`), a source at VK (`ref_source`). Others leave it out. */
  group?: string
  /** What stands in the composer at first. Cut after 1,000 characters. */
  text?: string
}

/** What the visitor sits at. */
export type Device = 'ios' | 'android' | 'mac' | 'desktop'

/**
 * How a messenger can be reached from a device: `here` by the link itself, `phone` only by another device that reads the link
 * from a picture (QR), `nowhere` when that would not help either.
 */
export type Reach = 'here' | 'phone' | 'nowhere'

/**
 * The address that opens a conversation in a messenger.
 *
 * - WhatsApp and LINE have no place for a reference: it stands at the end of the text, as `#123456`.
 * - Messenger and Telegram take the reference alone; VK takes a group beside it.
 * - Apple takes no reserved characters: in the text they become spaces.
 * - `tel:` takes nothing.
 *
 * @throws {ZvonekError} `options`: the account, the reference or the group is none, or nobody knows the messenger.
 * @see https://developers.facebook.com/docs/messenger-platform/discovery/m-me-links/
 * @see https://register.apple.com/resources/messages/msp-api-tutorial/faq
 * @see https://core.telegram.org/bots
 * @see https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/
 *
 * @example
 * messengerLink('whatsapp', { account: '+420601234567', reference: '482913', text: 'Good day' })
 * // https://wa.me/420601234567?text=Good%20day%20%23482913
 */
export const messengerLink = (messenger: Messenger, link: MessengerLink): string => {
  const rule = RULES.get(messenger)
  if (!rule) throw wrong(`there is no messenger “${messenger}”; there are ${[...RULES.keys()].join(', ')}`)
  const account = `${link.account}`.trim()
  if (!rule.account.test(account)) throw wrong(`“${account}” is no account of ${messenger}: ${rule.wants}`)
  const { reference = '', group = '', text = '' } = link
  checkId('reference', reference)
  checkId('group', group)
  return rule.build({ account, reference, group, text: cut(text) })
}

const checkId = (what: string, id: string): void => {
  if (!/^[\w-]{0,64}$/.test(id)) throw wrong(`a ${what} has letters, digits, _ and -, at most 64: “${id}”`)
}

/** What a button for a messenger is made of. */
export interface MessengerButton extends Pick<MessengerLink, 'account' | 'group' | 'text'> {
  device: Device
  /** What the button says. Default: the messenger's own name. */
  name?: string
}

/**
 * A button for the widget's option `links`; undefined where the messenger cannot be reached. Where its app is on another
 * device, and for the telephone, the button opens a panel with a picture for a phone and the link.
 *
 * @throws {ZvonekError} `options`: the account is none, or nobody knows the messenger.
 *
 * @example
 * const button = messengerButton('whatsapp', { account: '+420601234567', device: deviceOf(navigator) })
 * createWidget({ server, links: button ? [button] : [] })
 */
export const messengerButton = (messenger: Messenger, button: MessengerButton): ButtonLink | undefined => {
  const face = FACES.get(messenger)
  const { device, name = face?.[0] ?? '', ...link } = button
  const reach = messengerReach(messenger, device)
  // Every link ends with its reference: without it, it is open for the one that is made at the press.
  const address = messengerLink(messenger, { ...link, reference: '0' }).replace(/0$/, messenger === 'phone' ? '0' : '')
  if (reach === 'nowhere') return undefined
  const isDirect = reach === 'here' && messenger !== 'phone'
  return { entry: messenger, name, icon: face?.[1] ?? '', ...(isDirect ? { href: address } : { shows: address }) }
}

/** How a messenger can be reached from a device. */
export const messengerReach = (messenger: Messenger, device: Device): Reach => {
  if (messenger === 'apple') return device === 'android' ? 'nowhere' : device === 'desktop' ? 'phone' : 'here'
  const needsPhone = messenger === 'viber' || messenger === 'line' || messenger === 'phone'
  return needsPhone && (device === 'desktop' || device === 'mac') ? 'phone' : 'here'
}

/** The device that a browser says it runs on. An iPad calls itself a Mac, but can be touched. */
export const deviceOf = ({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Device => {
  if (/Android/.test(userAgent)) return 'android'
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  if (!/Macintosh/.test(userAgent)) return 'desktop'
  return maxTouchPoints > 1 ? 'ios' : 'mac'
}

const ROUND = 'M12 4a8.5 7.8 0 0 1 0 15.6 9.5 9.5 0 0 1-3.1-.5L4.4 20.4l1-3.6A7.5 7.5 0 0 1 12 4z'
const SQUARE =
  'M6.5 4.5h11A3.5 3.5 0 0 1 21 8v6a3.5 3.5 0 0 1-3.5 3.5H12L7.5 21v-3.5h-1A3.5 3.5 0 0 1 3 14V8a3.5 3.5 0 0 1 3.5-3.5z'
/** Names, and drawings of our own on a grid of 24: nobody's mark, the name stands beside them. */
const FACES = new Map<Messenger, readonly [name: string, icon: string]>([
  ['whatsapp', ['WhatsApp', `${ROUND}M8.6 11.8v.1M12 11.8v.1M15.4 11.8v.1`]],
  ['messenger', ['Messenger', `${ROUND}M8.5 11.8h7`]],
  ['apple', ['Apple Messages', `${SQUARE}M8.2 11v.1M12 11v.1M15.8 11v.1`]],
  ['vk', ['VK', `${SQUARE}M7.5 9.2h9M7.5 12.8h6`]],
  ['telegram', ['Telegram', 'M21 4L3 11l6 2.5M21 4l-4 16-8-6.5M21 4L9 13.5V20l3.5-3.8']],
  ['viber', ['Viber', `${ROUND}M8.8 11a4.6 4.6 0 0 1 6.4 0M10.7 13.6a2 2 0 0 1 2.6 0`]],
  ['line', ['LINE', `${ROUND}M8.5 10.2h7M8.5 13.4h4.5`]],
  [
    'phone',
    [
      'Phone',
      'M6 3.5h3l1.7 4.3-2 1.7a12.3 12.3 0 0 0 5.8 5.8l1.7-2 4.3 1.7v3a2 2 0 0 1-2.1 2A16.4 16.4 0 0 1 4 5.6a2 2 0 0 1 2-2.1z',
    ],
  ],
])

interface Parts {
  account: string
  reference: string
  group: string
  text: string
}
interface Rule {
  account: RegExp
  /** For whoever gave another. */
  wants: string
  build(parts: Parts): string
}

const E164 = { account: /^\+[1-9]\d{6,14}$/, wants: 'a number in E.164, such as +420601234567' }
const PAGE = { account: /^\w[\w.-]{1,63}$/, wants: 'letters, digits, dots, _ and -' }

const messenger: Rule = {
  ...PAGE,
  build: ({ account, reference }) => query(`https://m.me/${account}`, { ref: reference }),
}

const vk: Rule = {
  ...PAGE,
  // The reference last: it is put there at the press.
  build: ({ account, reference, group }) => query(`https://vk.me/${account}`, { ref_source: group, ref: reference }),
}

const whatsapp: Rule = {
  ...E164,
  build: ({ account, ...parts }) => query(`https://wa.me/${account.slice(1)}`, { text: said(parts) }),
}

const apple: Rule = {
  account: /^[\da-f]{8}(-?[\da-f]{4}){3}-?[\da-f]{12}$/i,
  wants: 'the business id of Apple Messages for Business, as 8-4-4-4-12 hexadecimal digits',
  build: ({ account, reference, group, text }) =>
    query(`https://bcrw.apple.com/urn:biz:${account}`, {
      body: text.replace(/\s*[!#$&'()*+,/:;=?@[\]]+\s*/g, ' ').trim(),
      'biz-group-id': group,
      'biz-intent-id': reference,
    }),
}

const telegram: Rule = {
  account: /^[a-z]\w{4,31}$/i,
  wants: 'the name of the bot, without @',
  build: ({ account, reference }) => query(`https://t.me/${account}`, { start: reference }),
}

const viber: Rule = {
  ...PAGE,
  build: ({ account, reference, text }) => query('viber://pa', { chatURI: account, text, context: reference }),
}

const line: Rule = {
  account: /^@\w[\w.-]{1,63}$/,
  wants: 'the id of the official account, with its @',
  build: ({ account, ...parts }) => {
    const text = said(parts)
    return `https://line.me/R/oaMessage/${encodeURIComponent(account)}/${text && `?${encodeURIComponent(text)}`}`
  },
}

const RULES = new Map<Messenger, Rule>([
  ['whatsapp', whatsapp],
  ['messenger', messenger],
  ['apple', apple],
  ['vk', vk],
  ['telegram', telegram],
  ['viber', viber],
  ['line', line],
  ['phone', { ...E164, build: ({ account }) => `tel:${account}` }],
])

/** The text with its reference, for those that have only the text. */
const said = ({ text, reference }: Pick<Parts, 'text' | 'reference'>) =>
  [text, reference && `#${reference}`].filter(Boolean).join(' ')

/** What is empty is left out. Encoded once, spaces as `%20`: not every app takes `+` for one. */
const query = (address: string, params: Record<string, string>) => {
  const given = Object.keys(params).filter(name => params[name])
  return (
    address +
    (given.length ? `?${given.map(name => `${name}=${encodeURIComponent(params[name] ?? '')}`).join('&')}` : '')
  )
}

const LONGEST = 1_000

/** Whole characters; half of a pair could not be encoded. */
const cut = (text: string) =>
  [...`${text}`.trim()]
    .slice(0, LONGEST)
    .map(one => (/^\p{Surrogate}$/u.test(one) ? '\ufffd' : one))
    .join('')

const wrong = (message: string) => new ZvonekError('options', message)
