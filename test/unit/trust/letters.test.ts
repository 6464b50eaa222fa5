import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mailer } from '../../../demo/backend/mailer.js'
import { compose } from '../../../demo/server/mail/compose.js'
import { createSmtpMailer } from '../../../demo/server/mail/smtp-mailer.js'
import { openPostOffice, until, type Mail, type PostOffice } from '../../support/post-office.js'
import { createRandom } from '../../support/seeded-random.js'
import { bearer, logIn, openStream, readEvents, startServer, type Served } from '../backend/served.js'
import { createRig } from '../backend/rig.js'
import { faultsOf, hostileValues, type Values } from './hostile-letters.js'

const SITE = 'help@shop.example'
const letter = (id: string, values: Values, more: object = {}) => ({
  id,
  type: 'letter.send',
  widget: 'main',
  values,
  took: 9_000,
  ...more,
})

/** Builds mails as the mail server would get them, and sends none. */
const createDraftsman = () => {
  const mails: Mail[] = []
  const builder = createTransport({ streamTransport: true, buffer: true })
  const mailer: Mailer = {
    send: async (one, site) => {
      const { message, envelope } = await builder.sendMail(compose(one, { from: SITE, to: SITE }, site))
      mails.push({ from: String(envelope.from), to: envelope.to, raw: (message as Buffer).toString('utf8') })
      return 'smtp'
    },
    forget: async () => {},
  }
  return { mails, mailer }
}

describe('S15: what a letter makes of the mail it becomes', () => {
  const seed = 15
  const MANY = 300
  const TOLD = 20
  const STOLEN = 1_000
  let office: PostOffice
  beforeAll(async () => void (office = await openPostOffice()))
  afterAll(() => office.close())

  it('is nothing: one receiver, the headers we know, whatever was written', async () => {
    const chance = createRandom(seed)
    const { mails, mailer } = createDraftsman()
    const client = await (await createRig({ mailer })).visitor()
    for (let n = 0; n < MANY; n++) await client.send(letter(`h${n}`, hostileValues(chance)))
    await until(() => mails.length === MANY)
    expect(mails.flatMap(mail => faultsOf(mail, SITE))).toEqual([])
    // Another's parser finds the same: one receiver, and nobody in a copy.
    const parsed = await Promise.all(mails.map(({ raw }) => simpleParser(raw)))
    for (const { to, cc, bcc, attachments, html } of parsed) {
      expect([to].flat().flatMap(one => one?.value.map(({ address }) => address))).toEqual([SITE])
      expect([cc, bcc, attachments, html]).toEqual([undefined, undefined, [], false])
    }
    const answerable = parsed.filter(({ replyTo }) => replyTo).length
    expect(answerable).toBeGreaterThan(50)
    expect(answerable).toBeLessThan(MANY - 50)
    console.log('S15 run', JSON.stringify({ seed, hostile: MANY, mails: mails.length, answerable, faults: 0 }))
  })

  it('is nothing to a mail server either: what it is told stays one mail to one receiver', async () => {
    const chance = createRandom(seed)
    const rig = await createRig({ mailer: createSmtpMailer({ url: office.url, to: SITE }) })
    const client = await rig.visitor()
    for (let n = 0; n < TOLD; n++) await client.send(letter(`t${n}`, hostileValues(chance)))
    await until(() => office.mails.length === TOLD)
    expect(office.mails.flatMap(mail => faultsOf(mail, SITE))).toEqual([])
    await rig.backend.dispose()
    expect(office.mails).toHaveLength(TOLD)
    console.log('S15 run', JSON.stringify({ seed, told: TOLD, mails: office.mails.length }))
  })

  it('a thousand with addresses that are somebody else’s bring no mail to them', async () => {
    const { mails, mailer } = createDraftsman()
    const client = await (await createRig({ mailer })).visitor()
    for (let n = 0; n < STOLEN; n++)
      await client.send(letter(`s${n}`, { email: `victim${n}@elsewhere.example`, message: 'Please write to me' }))
    await until(() => mails.length === STOLEN)
    const receivers = new Set(mails.flatMap(({ to }) => to))
    expect([...receivers]).toEqual([SITE])
    expect(mails.every(({ raw }) => /^auto-submitted: auto-generated$/im.test(raw))).toBe(true)
    console.log('S15 run', JSON.stringify({ stolen: STOLEN, mails: mails.length, receivers: receivers.size }))
  })

  it('would be seen in mails that are put together as text, or answered by themselves', () => {
    const chance = createRandom(seed)
    const naive = ({ name, email, message }: Values): Mail => ({
      from: SITE,
      to: [SITE],
      raw: `From: ${SITE}\r\nTo: ${SITE}\r\nReply-To: ${name} <${email}>\r\nSubject: Offline message: Shop\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${message}`,
    })
    const caught = Array.from({ length: MANY }, () => faultsOf(naive(hostileValues(chance)), SITE))
    expect(caught.filter(faults => faults.length).length).toBeGreaterThan(MANY / 2)
    expect(caught.flat().filter(fault => fault === 'header bcc').length).toBeGreaterThan(5)
    const answered = { from: SITE, to: ['victim@elsewhere.example'], raw: naive({ email: 'a@b.example' }).raw }
    expect(faultsOf(answered, SITE)).toContain('handed in for victim@elsewhere.example')
  })
})

describe('S16: who fills in letters without end', () => {
  const MANY = 200
  const PERSON = { email: 'jana@mail.example', message: 'Do you deliver?' }
  /** Time stands still: nothing is refilled. */
  const clock = { now: () => 1_790_000_000_000, after: () => () => {} }

  /** Sends from an address of its own; gives the statuses. */
  const createSender = async (served: Served, address: string) => {
    const headers = { 'x-forwarded-for': address }
    const { token, close } = await openStream(served, {}, headers)
    await close()
    return (command: object) => served.post('/v1/commands', command, { ...headers, ...bearer(token) })
  }
  const keptOn = async (served: Served): Promise<number> => {
    const { headers } = await logIn(served)
    const stream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
    const events = await stream.until('live')
    await stream.close()
    const shown = events.flatMap(event => (event.type === 'snapshot' ? (event.letters as object[]) : []))
    return shown.length + events.filter(({ type }) => type === 'letter.added').length
  }
  /** A program that knows nothing of us, and one that waits as a person would; then somebody from elsewhere. */
  const attack = async (served: Served) => {
    const send = await createSender(served, '192.0.2.1')
    for (let n = 0; n < MANY; n++)
      await send(letter(`q${n}`, PERSON, n % 2 ? { took: 40 } : { trap: 'https://pills.example' }))
    const simple = await keptOn(served)
    const patient = await createSender(served, '192.0.2.2')
    let last = 0
    for (let n = 0; n < MANY; n++) last = (await patient(letter(`p${n}`, PERSON))).status
    const flood = (await keptOn(served)) - simple
    const person = (await (await createSender(served, '198.51.100.7'))(letter('mine', PERSON))).status
    return { tries: 2 * MANY, simple, flood, last, person }
  }

  it('leaves none without patience, a handful with it, and nobody else is kept out', async () => {
    const served = await startServer({ clock, proxies: ['127.0.0.1'] })
    const found = await attack(served)
    expect(found).toEqual({ tries: 2 * MANY, simple: 0, flood: 20, last: 429, person: 200 })
    console.log('S16 run', JSON.stringify(found))
    await served.close()
  })

  it('would be seen where nobody counts', async () => {
    const much = { burst: 100_000, perSecond: 1 }
    const served = await startServer({
      clock,
      proxies: ['127.0.0.1'],
      rates: { lettersOfAddress: much, lettersOfSite: much, commands: much, commandsOfAddress: much },
    })
    expect((await attack(served)).flood).toBe(MANY)
    await served.close()
  })
})
