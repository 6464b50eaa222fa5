import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { composeTranscript } from '../../../demo/server/mail/compose-transcript.js'
import type { Message } from '../../../src/protocol/entities.js'
import { createRandom } from '../../support/seeded-random.js'
import { hostileValues, type Values } from './hostile-letters.js'
import { checkHeaders, headersOf } from './mail-headers.js'

const MANY = 300
const SITE = 'help@shop.example'
const TO = 'jana@mail.example'
const faultsOf = checkHeaders(TO)

const says = (from: Message['from'], text: string, name = 'Anna'): Message => ({
  ...{ id: 'm', version: 1, session: 's', seq: 1, at: 1_790_000_000_000, from },
  author: { id: 'a', name },
  body: { kind: 'text', text },
})
const talk = ({ name, message, order = '' }: Values) => [
  says('visitor', message ?? ''),
  says('operator', order, name),
  says('system', name ?? ''),
]

describe('a conversation by mail', () => {
  const builder = createTransport({ streamTransport: true, buffer: true })
  const build = async (values: Values, site = 'Shop') => {
    const mail = composeTranscript({ id: 's', to: TO, at: 1, locale: 'en' }, talk(values), {
      from: SITE,
      to: SITE,
      name: site,
    })
    const { message, envelope } = await builder.sendMail(mail)
    return { raw: (message as Buffer).toString('utf8'), to: envelope.to }
  }

  it('has one receiver and the headers we know, whatever was said, and by whom', async () => {
    const chance = createRandom(16)
    const mails = await Promise.all(Array.from({ length: MANY }, () => build(hostileValues(chance))))
    expect(mails.flatMap(({ raw }) => faultsOf(raw))).toEqual([])
    expect(new Set(mails.flatMap(({ to }) => to))).toEqual(new Set([TO]))
    console.log('transcripts run', JSON.stringify({ seed: 16, hostile: MANY, faults: 0 }))
  })

  it('would be seen to have more when it is put together as text', () => {
    const chance = createRandom(16)
    const naive = ({ name, message }: Values) => `To: ${TO}\r\nSubject: Conversation with ${name}\r\n\r\n${message}`
    const caught = Array.from({ length: MANY }, () => headersOf(naive(hostileValues(chance))))
    expect(
      caught.filter(headers => headers.some(([name]) => name !== 'to' && name !== 'subject')).length,
    ).toBeGreaterThan(20)
  })

  it.each(['jana@mail.example, b@c.example', 'Jana <jana@mail.example>', 'jana@mail.example\r\nBcc: b@c.example', ''])(
    'is not made for “%s”',
    to => {
      expect(() => composeTranscript({ id: 's', to, at: 1, locale: undefined }, [], { from: SITE, to: SITE })).toThrow(
        RangeError,
      )
    },
  )
})
