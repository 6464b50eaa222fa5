import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Mailer } from '../../../demo/backend/mailer.js'
import { createFolderMailer } from '../../../demo/server/mail/folder-mailer.js'
import { createMailer } from '../../../demo/server/mail/mailer.js'
import { createSmtpMailer } from '../../../demo/server/mail/smtp-mailer.js'
import { createSqliteStore } from '../../../demo/server/stores/sqlite.js'
import type { Delivery } from '../../../demo/protocol/desk.js'
import { openPostOffice, until, type PostOffice } from '../../support/post-office.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, type Desk } from '../backend/rig.js'
import type { Message } from '../../../src/protocol/entities.js'
import { bearer, logIn, openStream, startServer } from '../backend/served.js'

const folder = mkdtempSync(join(tmpdir(), 'zvonek-mail-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TO = 'help@shop.example'
const LETTER = {
  id: 'l',
  type: 'letter.send',
  widget: 'main',
  values: {
    name: 'Jana Nováková',
    email: 'jana@mail.example',
    phone: '+420 601 234 567',
    message: 'Dobrý den,\n\ndoručujete na Slovensko? 🔔',
    order: '2026-1184',
  },
  took: 41_000,
}

let office: PostOffice
beforeEach(async () => void (office = await openPostOffice()))
afterEach(() => office.close())

/** How far the newest letter has come, as a desk hears it. */
const lastOn = (desk: Desk): Delivery | undefined =>
  desk.of('letter.changed').at(-1)?.progress.delivery ?? desk.of('snapshot').at(-1)?.letters.at(-1)?.delivery

/** A backend whose letters go through a real mail server, in a time of its own. */
const createPost = async (url = office.url, more: Parameters<typeof createRig>[0] = {}) => {
  const virtual = createVirtualClock()
  const rig = await createRig({ mailer: createSmtpMailer({ url, to: TO }), virtual, ...more })
  return { ...rig, virtual, client: await rig.visitor(), anna: await rig.desk() }
}

describe('a mail server', () => {
  it('gets what was written, to the one address of the site, with the visitor to be answered to', async () => {
    const served = await startServer({ mailer: createMailer({ smtp: office.url, to: TO }, undefined) })
    const { token, close } = await openStream(served)
    const response = await served.post('/v1/commands', LETTER, bearer(token))
    expect(response.status).toBe(200)
    await until(() => office.mails.length > 0)
    const [mail] = office.mails
    expect(mail).toMatchObject({ from: TO, to: [TO] })
    const parsed = await simpleParser(mail!.raw)
    expect(parsed).toMatchObject({
      subject: 'Offline message: Zvonek',
      from: { text: `"Zvonek" <${TO}>` },
      to: { text: TO },
      replyTo: { text: 'jana@mail.example' },
    })
    expect(parsed.messageId).toMatch(/^<[\w-]{22}@shop\.example>$/)
    expect(parsed.text).toBe(`Dobrý den,

doručujete na Slovensko? 🔔

Name: Jana Nováková
E-mail: jana@mail.example
Phone: +420 601 234 567
order: 2026-1184

-- 
Left in the widget “main”. Answer to this mail to write to them.
`)
    await close()
    await served.close()
  })

  it.each([
    ['the receiver', { to: 550 }, '550'],
    ['the text', { text: 554 }, '554'],
  ])('that refuses %s is not asked again: the letter stays on the desk, with its number', async (_, manners, why) => {
    office.set(manners)
    const { client, anna, virtual } = await createPost()
    await client.send(LETTER)
    await until(() => lastOn(anna)?.state === 'refused')
    expect(lastOn(anna)).toMatchObject({ tries: 1, why })
    office.set({})
    await virtual.pass(86_400_000)
    expect(office.mails).toEqual([])
    expect(lastOn(anna)?.state).toBe('refused')
  })

  it('that is too busy is asked again', async () => {
    office.set({ to: 451 })
    const { client, anna, virtual } = await createPost()
    await client.send(LETTER)
    await until(() => lastOn(anna)?.state === 'waiting')
    expect(lastOn(anna)).toEqual({ state: 'waiting', tries: 1, why: '451', at: virtual.clock.now() + 5_000 })
    office.set({})
    await virtual.pass(5_000)
    await until(() => lastOn(anna)?.state === 'sent')
    expect(office.mails).toHaveLength(1)
  })

  it('that is down for a while gets it once, when it is up: over a restart of ours as well', async () => {
    const store = () => createSqliteStore({ path: join(folder, 'down.db'), epoch: 'e' })
    const { client, anna, virtual, backend, store: first } = await createPost(office.url, { store: store() })
    await office.close()
    await client.send(LETTER)
    await until(() => lastOn(anna)?.tries === 1)
    expect(lastOn(anna)).toMatchObject({ state: 'waiting', why: 'ESOCKET' })
    await virtual.pass(5_000)
    await until(() => lastOn(anna)?.tries === 2)
    await backend.dispose()
    await first.close()

    const mailer = createSmtpMailer({ url: office.url, to: TO })
    const again = await createRig({ store: store(), virtual, mailer })
    const boris = await again.desk('boris')
    expect(lastOn(boris)).toMatchObject({ state: 'waiting', tries: 2, at: virtual.clock.now() + 15_000 })
    await office.open()
    await virtual.pass(15_000)
    await until(() => lastOn(boris)?.state === 'sent')
    // What the visitor's outbox had not heard of, it sends again.
    await (await again.visitor({ token: client.token })).send(LETTER)
    await virtual.pass(86_400_000)
    expect(office.mails).toHaveLength(1)
    await again.backend.dispose()
    await again.store.close()
  })

  it('that lets us in no more keeps the letter waiting: what is wrong there is ours to mend', async () => {
    office.set({ password: 'correct horse' })
    const url = (password: string) => `smtp://zvonek%40shop.example:${password}@127.0.0.1:${office.port}`
    const { client, anna } = await createPost(url('guessed'))
    await client.send(LETTER)
    await until(() => lastOn(anna)?.state === 'waiting')
    expect(lastOn(anna)?.why).toBe('535')
    const inside = await createPost(url('correct%20horse'))
    await inside.client.send(LETTER)
    await until(() => lastOn(inside.anna)?.state === 'sent')
    expect(office.mails).toMatchObject([{ from: 'zvonek@shop.example', to: [TO] }])
  })

  it('that breaks off when it has it gets it again, as the same mail', async () => {
    office.set({ breaksOff: true })
    const { client, anna, virtual } = await createPost()
    await client.send(LETTER)
    await until(() => lastOn(anna)?.state === 'waiting')
    office.set({})
    await virtual.pass(5_000)
    await until(() => lastOn(anna)?.state === 'sent')
    const ids = await Promise.all(office.mails.map(async ({ raw }) => (await simpleParser(raw)).messageId))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('without a mail server', () => {
  const post = async (mailer: Mailer) => {
    const rig = await createRig({ mailer })
    const client = await rig.visitor()
    const anna = await rig.desk()
    await client.send(LETTER)
    await until(() => ['sent', 'waiting'].includes(lastOn(anna)?.state ?? ''))
    return { client, anna }
  }

  it('a letter is a mail in the mailbox of the data folder, for its owner only, and gone when its writer is forgotten', async () => {
    const data = join(folder, 'data')
    const { client, anna } = await post(createMailer({ smtp: undefined, to: TO }, data)!)
    expect(lastOn(anna)).toMatchObject({ state: 'sent', by: 'folder', tries: 1 })
    const [name = '', ...more] = readdirSync(join(data, 'mailbox'))
    expect([name, more]).toEqual([expect.stringMatching(/^letter-.+\.eml$/), []])
    const parsed = await simpleParser(readFileSync(join(data, 'mailbox', name)))
    expect(parsed.to).toMatchObject({ text: TO })
    expect(parsed.text).toContain('doručujete na Slovensko? 🔔')
    await client.send({ id: 'f', type: 'visitor.forget' })
    expect(readdirSync(join(data, 'mailbox'))).toEqual([])
  })

  it('a folder that cannot be written keeps the letter waiting', async () => {
    const { anna } = await post(createFolderMailer({ folder: 'package.json/mailbox' }))
    expect(lastOn(anna)).toMatchObject({ state: 'waiting', why: 'ENOTDIR' })
  })

  it('and without a data folder there is no mailbox at all', () => {
    expect(createMailer({ smtp: undefined, to: TO }, undefined)).toBeUndefined()
  })
})

describe('word of an answer', () => {
  const FORM = {
    id: 'entry',
    fields: [
      { name: 'mail', type: 'email', label: 'E-mail' },
      { name: 'tellByEmail', type: 'consent', label: 'Tell me of answers by e-mail', version: '1' },
    ],
  } as const
  const start = (form: object) => ({ type: 'session.start', entry: 'webchat', widget: 'main', form, took: 9_000 })

  /** A server on which Anna answers somebody who has gone, in a time of its own. */
  const answered = async (locale: string) => {
    const virtual = createVirtualClock()
    const { clock } = virtual
    const pass = (ms: number) => virtual.pass(ms)
    const widgets = {
      main: { title: 'Shop', origins: ['https://shop.example'], entryForm: FORM, buttons: [], words: {} },
    }
    const served = await startServer({ mailer: createSmtpMailer({ url: office.url, to: TO }), widgets, clock })
    const { token, close } = await openStream(served, { locale })
    const say = (command: object) => served.post('/v1/commands', command, bearer(token))
    const form = { mail: 'jana@mail.example', tellByEmail: '1' }
    const { session } = (await (await say({ id: 's', ...start(form) })).json()) as { session: { id: string } }
    const { headers } = await logIn(served)
    const order = (command: object) => served.post('/v1/desk/commands', { session: session.id, ...command }, headers)
    await order({ id: 'a', type: 'session.accept' })
    await close()
    await until(() => served.counts().streams === 0)
    await pass(10_000)
    const answer = (id: string) => order({ id, type: 'message.send', text: 'Your parcel is at the depot' })
    await answer('m')
    return { served, pass, answer }
  }

  it('goes to who has agreed, in their language, with a link that only asks when it is opened and stops when pressed', async () => {
    const { served, pass, answer } = await answered('cs-CZ')
    await pass(200_000)
    await until(() => office.mails.length > 0)
    const [mail] = office.mails
    expect(mail).toMatchObject({ from: TO, to: ['jana@mail.example'] })
    const parsed = await simpleParser(mail!.raw)
    expect(parsed).toMatchObject({ subject: 'Odpověď pro vás: Shop', replyTo: { text: TO } })
    const [link = ''] = /http:\/\/localhost:\d+\/stop\/cs\/\w+/.exec(parsed.text ?? '') ?? []
    expect(parsed.text).toBe(`Čeká na vás odpověď. Píše Anna, Shop.

Rozhovor je tam, kde jste skončili. Otevřete web ve stejném prohlížeči: https://shop.example

-- 
Souhlasili jste, že se o odpovědích dozvíte e-mailem. Tyto e-maily vypnete zde: ${link}
`)
    expect(parsed.headers.get('list')).toMatchObject({ unsubscribe: { url: link, mail: `${TO}?subject=unsubscribe` } })
    expect(mail!.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)

    // Programs that look for bad links open them all, and ask for their heads.
    for (const method of ['GET', 'HEAD', 'GET']) {
      const page = await fetch(link, { method })
      expect(page.status).toBe(200)
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    await answer('m2')
    await pass(3_700_000)
    await until(() => office.mails.length > 1)

    // As RFC 8058 has it: without cookies, without anything but the address.
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expect((await fetch(link, { method: 'POST', body, redirect: 'error' })).status).toBe(200)
    await answer('m3')
    await pass(7_200_000)
    expect(office.mails).toHaveLength(2)
    await served.close()
  })

  it('stops by no link that is not ours, and says so to whoever pressed', async () => {
    const served = await startServer()
    const post = (accept: string) => fetch(`${served.base}/stop/en/made-up`, { method: 'POST', headers: { accept } })
    expect([(await post('*/*')).status, await (await post('*/*')).json()]).toMatchObject([404, { code: 'gone' }])
    const page = await post('text/html')
    expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('Answer to the e-mail')])
    await served.close()
  })
})

describe('a conversation that was asked for', () => {
  it('goes out in the client’s language, by the clock of the site', async () => {
    const at = Date.UTC(2026, 6, 1, 22, 30)
    const say = (text: string, more: object = {}): Message => ({
      ...{ id: 'm', version: 1, session: 's', seq: 1, at, from: 'visitor' },
      body: { kind: 'text', text },
      ...more,
    })
    const notice = (text: string, data: object) => say(text, { from: 'system', body: { kind: 'notice', text, data } })
    const anna = { id: 'a', name: 'Anna' }
    const talk = [
      say('Dobrý večer'),
      notice('Anna is here', { notice: 'operator.joined', name: 'Anna' }),
      say('Dobrý,\npomohu vám', { from: 'operator', author: anna, at: at + 90 * 60_000 }),
      notice('Something new', { notice: 'of.tomorrow' }),
      notice('The conversation has ended', { notice: 'session.ended' }),
    ]
    const mailer = createSmtpMailer({ url: office.url, to: TO })
    const zone = 'Europe/Prague'
    await mailer.sendTranscript?.({ id: 's', to: 'jana@mail.example', at, locale: 'cs', zone }, talk, 'Shop')
    const parsed = await simpleParser(office.mails[0]!.raw)
    expect(parsed.subject).toBe('Váš rozhovor: Shop')
    expect(parsed.text).toBe(`čtvrtek 2. července 2026
00:30  Vy: Dobrý večer
00:30  (Je tu Anna)
02:00  Anna: Dobrý,
       pomohu vám
00:30  (Something new)
00:30  (Rozhovor skončil v 00:30)

-- 
Časy platí pro Europe/Prague.
O tento rozhovor jste požádali, když skončil. Posílá se jednou.
`)
  })
})
