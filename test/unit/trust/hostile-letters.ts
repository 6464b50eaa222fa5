import type { Mail } from '../../support/post-office.js'
import type { Seeded } from '../../support/seeded-random.js'

/** What breaks out of a line, in every way that some program takes for one. */
const BREAKS = [
  '\r\n',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\v',
  '\f',
  '\0',
  '%0d%0a',
  '\\r\\n',
  '\r\n ',
  '\n\t',
  '\r\n\r\n',
]
/** What somebody would like to say to the mail server, or to a mail program. */
const WORDS = [
  'Bcc: victim@elsewhere.example',
  'To: victim@elsewhere.example',
  'Cc: a@elsewhere.example, b@elsewhere.example',
  'Subject: You have won',
  'Content-Type: text/html',
  'X-Mailer: evil',
  '.\r\nMAIL FROM:<x@elsewhere.example>\r\nRCPT TO:<victim@elsewhere.example>\r\nDATA\r\nSubject: smuggled',
  'RCPT TO:<victim@elsewhere.example>',
]
/** Addresses that are none, or more than one, or more than an address. */
const ADDRESSES = [
  'jana@mail.example',
  'jana@mail.example, victim@elsewhere.example',
  'jana@mail.example; victim@elsewhere.example',
  'friends: a@elsewhere.example, victim@elsewhere.example;',
  'Jana <jana@mail.example>',
  '<jana@mail.example>',
  '"victim@elsewhere.example" <jana@mail.example>',
  '(victim@elsewhere.example) jana@mail.example',
  'jana(victim)@mail.example',
  '"a\\"b"@mail.example',
  '@elsewhere.example,@other.example:jana@mail.example',
  'jana@[127.0.0.1]',
  'jana@localhost',
  'jana@@mail.example',
  '.jana@mail.example',
  'ja..na@mail.example',
  'jana@-mail.example',
  `${'x'.repeat(65)}@mail.example`,
  `jana@${'x'.repeat(64)}.example`,
  `jana@${'mail.'.repeat(60)}example`,
  'jana@mail.example\u202Emoc.live',
  'jаna@mail.example',
  'jana＠mail.example',
  'jana@mail。example',
  '=?utf-8?q?jana=40mail.example=0D=0ABcc:victim=40elsewhere.example?=',
  '=?utf-8?b?DQpCY2M6IHZpY3RpbUBlbHNld2hlcmUuZXhhbXBsZQ==?=',
  'jana+tag@mail.example',
  'jana%elsewhere.example@mail.example',
  'elsewhere.example!victim@mail.example',
]
const FIELDS = ['name', 'email', 'phone', 'message', 'order'] as const

export type Values = Record<string, string>

/** One hostile letter: something hostile in one field or in several, and perhaps in the name of one. */
export const hostileValues = ({ between, random }: Seeded): Values => {
  const one = <T>(list: readonly T[]) => list[between(0, list.length - 1)] as T
  const hostile = (): string => {
    const address = one(ADDRESSES)
    const line = one(BREAKS) + one(WORDS)
    const kind = between(0, 4)
    if (kind === 0) return address
    if (kind === 1) return address + line
    if (kind === 2) return `Jana${line}${one(BREAKS)}${line}`
    if (kind === 3) return `=?utf-8?q?${encodeURIComponent(line).replaceAll('%', '=')}?=`
    return `${'=?x?q?'.repeat(between(1, 300))}${'\ud800'.repeat(between(0, 3))}${line}`
  }
  const values: Values = { name: 'Jana', email: 'jana@mail.example', message: 'Do you deliver?' }
  for (const field of FIELDS) if (random() < 0.5) values[field] = hostile()
  values[FIELDS[between(0, FIELDS.length - 1)] ?? 'name'] = hostile()
  if (random() < 0.3) values[hostile().slice(0, 64)] = hostile()
  return values
}

const EXPECTED = [
  ...['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'auto-submitted', 'x-auto-response-suppress'],
]

/** Headers as they stand in a mail, unfolded; nothing is decoded. */
const headersOf = (raw: string): [name: string, value: string][] => {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1)
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n|\r/)
    .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])
}

const PLAIN = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+$/

/** What a mail holds that it should not, for the one address it may go to. */
export const faultsOf = ({ to, raw }: Mail, site: string): string[] => {
  const headers = headersOf(raw)
  const names = headers.map(([name]) => name)
  const value = (name: string) => headers.find(([one]) => one === name)?.[1] ?? ''
  return [
    ...(to.join() === site ? [] : [`handed in for ${to.join()}`]),
    ...names.filter(name => !EXPECTED.includes(name)).map(name => `header ${name}`),
    ...names.filter((name, index) => names.indexOf(name) < index).map(name => `twice ${name}`),
    ...(value('to') === site ? [] : [`to ${value('to')}`]),
    ...(value('subject') === 'Offline message: Shop' ? [] : ['subject']),
    ...(!names.includes('reply-to') || PLAIN.test(value('reply-to')) ? [] : [`reply to ${value('reply-to')}`]),
    ...(/^text\/plain; charset=utf-8$/.test(value('content-type')) ? [] : ['content type']),
  ]
}
