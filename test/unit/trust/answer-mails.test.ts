import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { QUIET } from '../../../demo/backend/answer-mails.js'
import type { AnswerMail } from '../../../demo/backend/mailer.js'
import { createNodeSecrets } from '../../../demo/server/node-secrets.js'
import { composeAnswer } from '../../../demo/server/mail/compose-answer.js'
import type { Form } from '../../../src/protocol/form.js'
import { createRandom } from '../../support/seeded-random.js'
import { createMailbox } from '../backend/mailbox.js'
import { createRig } from '../backend/rig.js'
import { hostileValues } from './hostile-letters.js'
import { checkHeaders, headersOf } from './mail-headers.js'

const STOLEN = 1_000
const MANY = 300
const SITE = 'help@shop.example'
const TO = 'jana@mail.example'
const STOP = 'https://help.shop.example/stop/en/0123456789abcdef'

const form: Form = {
  id: 'entry',
  fields: [
    { name: 'mail', type: 'email', label: 'E-mail' },
    { name: 'tellByEmail', type: 'consent', label: 'Tell me of answers', version: '1' },
  ],
}

/** Many visitors give addresses that are somebody else's, are answered after they have left, and never come back. */
const answerMany = async (many: number, values: Record<string, string> = {}) => {
  const box = createMailbox()
  const told: string[] = []
  const sendAnswer = async ({ to }: AnswerMail) => (told.push(to), 'smtp' as const)
  const operators = [{ id: 'anna', name: 'Anna', available: true, maxChats: STOLEN }]
  const rig = await createRig({
    ...{ mailer: { ...box.mailer, sendAnswer }, virtual: box.virtual, operators },
    secrets: createNodeSecrets('of tests'),
    widgets: { main: { entryForm: form } },
    stopUrl: () => STOP,
  })
  const anna = await rig.desk()
  const client = { entry: 'webchat', widget: 'main', took: 9_000 }
  for (let n = 0; n < many; n++) {
    const visitor = await rig.visitor()
    const mail = `victim${n}@elsewhere.example`
    const { session } = await visitor.send({ id: 's', type: 'session.start', ...client, form: { mail, ...values } })
    await anna.send({ id: `a${n}`, type: 'session.accept', session: session.id })
    await anna.send({ id: `m${n}`, type: 'message.send', session: session.id, text: 'We found it' })
    visitor.end()
  }
  await rig.pass(3 * QUIET)
  return told
}

describe('S15: mails about answers', () => {
  it('go to nobody who has not agreed to them: not to a thousand addresses that are somebody else’s', async () => {
    const told = await answerMany(STOLEN)
    expect(told).toEqual([])
    console.log('S15 run', JSON.stringify({ answered: STOLEN, agreed: 0, mails: told.length }))
  })

  it('would be seen if they went out without asking', async () => {
    // As if nobody had been asked: the same run finds every one of them.
    const told = await answerMany(100, { tellByEmail: '1' })
    expect(new Set(told).size).toBe(100)
  })
})

const faultsOf = checkHeaders(TO, ['list-unsubscribe', 'list-unsubscribe-post'])

describe('a mail about an answer', () => {
  const builder = createTransport({ streamTransport: true, buffer: true })
  const build = async (more: Partial<AnswerMail>, name = 'Shop') => {
    const mail = { id: 'c.1', to: TO, at: 1, by: 'Anna', locale: 'en', home: undefined, stop: STOP, ...more }
    const { message } = await builder.sendMail(composeAnswer(mail, { from: SITE, to: SITE, name }))
    return (message as Buffer).toString('utf8')
  }

  it('has one receiver and the headers we know, whatever an operator or a site is called', async () => {
    const chance = createRandom(15)
    const raws = await Promise.all(
      Array.from({ length: MANY }, () => {
        const { name, message } = hostileValues(chance)
        return build({ by: name ?? '' }, message)
      }),
    )
    expect(raws.flatMap(faultsOf)).toEqual([])
    console.log('S15 run', JSON.stringify({ seed: 15, hostile: MANY, faults: 0 }))
  })

  it('would be seen to have more when it is put together as text', () => {
    const chance = createRandom(15)
    const naive = Array.from({ length: MANY }, () => `To: ${TO}\r\nSubject: ${hostileValues(chance).message}\r\n\r\n`)
    expect(naive.filter(raw => headersOf(raw).length > 2).length).toBeGreaterThan(20)
  })

  it('stops by one click where a mail program offers it, as RFC 8058 wants', async () => {
    const headers = Object.fromEntries(headersOf(await build({}))) as Record<string, string>
    expect(headers['list-unsubscribe']).toBe(`<${STOP}>, <mailto:${SITE}?subject=unsubscribe>`)
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  })

  it.each(['jana@mail.example, b@c.example', 'Jana <jana@mail.example>', `${TO}\r\nBcc: b@c.example`, ''])(
    'is not made for “%s”',
    async to => {
      await expect(build({ to })).rejects.toThrow(RangeError)
    },
  )
})
