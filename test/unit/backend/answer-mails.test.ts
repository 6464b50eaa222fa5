import { describe, expect, it } from 'vitest'
import { EVERY, QUIET } from '../../../demo/backend/answer-mails.js'
import type { AnswerMail } from '../../../demo/backend/mailer.js'
import type { WidgetSettings } from '../../../demo/backend/context.js'
import { createNodeSecrets } from '../../../demo/server/node-secrets.js'
import { createMailbox, down } from './mailbox.js'
import { createRig, failureOf, settled, type Rig, type Visitor } from './rig.js'

const MINUTE = 60_000
const TO = 'jana@mail.example'
const CONSENT = {
  name: 'tellByEmail',
  type: 'consent',
  label: 'Tell me of answers by e-mail',
  version: '2026-11',
} as const
const FORM = {
  id: 'entry',
  fields: [{ name: 'mail', type: 'email', label: 'E-mail' } as const, CONSENT],
}
const WIDGETS = { main: { title: 'Shop', entryForm: FORM, offlineForm: { ...FORM, id: 'offline' } } }

/** A mailbox that tells of answers as well. */
const createBox = () => {
  const box = createMailbox()
  const told: (AnswerMail & { site: string | undefined })[] = []
  const sendAnswer = async (mail: AnswerMail, site: string | undefined) => {
    told.push({ ...mail, site })
    return box.answer()
  }
  return Object.assign(box, { told, mailer: { ...box.mailer, sendAnswer } })
}

const setup = async (widgets: Readonly<Record<string, WidgetSettings>> = WIDGETS) => {
  const box = createBox()
  // Real ones: what is signed goes out and comes back.
  const secrets = createNodeSecrets('of tests')
  const stopUrl = (token: string) => `https://help.example/stop/${token}`
  const rig = await createRig({ widgets, mailer: box.mailer, virtual: box.virtual, secrets, stopUrl })
  return { ...rig, box, anna: await rig.desk() }
}
type Setup = Awaited<ReturnType<typeof setup>>

let count = 0
/** Somebody comes in by the entry form, talks with Anna, and leaves. */
const talk = async (rig: Setup, form: Record<string, string> = { mail: TO, tellByEmail: '2026-11' }, locale = 'en') => {
  const client = await rig.visitor({ locale })
  const start = { id: `s${++count}`, type: 'session.start', entry: 'webchat', widget: 'main', form, took: 9_000 }
  const { session } = await client.send(start)
  await rig.anna.send({ id: `a${++count}`, type: 'session.accept', session: session.id })
  client.end()
  await rig.pass(MINUTE)
  return { client, session: session.id }
}
const answer = (rig: Setup, session: string, text = 'We found it') =>
  rig.anna.send({ id: `m${++count}`, type: 'message.send', session, text })
const back = (rig: Pick<Rig, 'visitor'>, { client }: { client: Visitor }) => rig.visitor({ token: client.token })
const mailOn = (rig: Setup) => rig.anna.of('client.changed').at(-1)?.client.mail

describe('an answer that came after its client had left', () => {
  it('is told by e-mail some minutes later, once for all of them, without a word of what was said', async () => {
    const rig = await setup()
    const { session } = await talk(rig)
    await answer(rig, session)
    await rig.pass(MINUTE)
    await answer(rig, session, 'Your parcel is at the depot')
    await rig.pass(QUIET - 10_000)
    expect(rig.box.told).toEqual([])
    await rig.pass(20_000)
    expect(rig.box.told).toMatchObject([{ to: TO, by: 'Anna', site: 'Shop', locale: 'en' }])
    expect(JSON.stringify(rig.box.told)).not.toMatch(/parcel|found/)
    expect(mailOn(rig)).toMatchObject({
      to: TO,
      version: '2026-11',
      latest: { by: 'Anna', delivery: { state: 'sent' } },
    })
    expect(mailOn(rig)).not.toHaveProperty('key')
    await rig.pass(24 * EVERY)
    expect(rig.box.told).toHaveLength(1)
  })

  it('is not told when it was read meanwhile, or while its client is here', async () => {
    const rig = await setup()
    const one = await talk(rig)
    const { message } = await answer(rig, one.session)
    const here = await back(rig, one)
    await rig.pass(10 * MINUTE)
    expect(rig.box.told).toEqual([])
    await here.send({ id: 'read', type: 'read.mark', session: one.session, seq: message.seq })
    here.end()
    await rig.pass(EVERY)
    expect(rig.box.told).toEqual([])
  })

  it('is not told to who has not agreed, has given no address, or takes it back in a later form', async () => {
    const rig = await setup()
    for (const form of [{ mail: TO }, { tellByEmail: '2026-11' }, {}]) {
      const { session } = await talk(rig, form)
      await answer(rig, session)
    }
    const { client } = await talk(rig)
    const again = await back(rig, { client })
    await again.send({ id: 'leave', type: 'session.leave', session: again.of('snapshot')[0]!.sessions.at(-1)!.id })
    const start = {
      id: 'again',
      type: 'session.start',
      entry: 'webchat',
      widget: 'main',
      form: { mail: TO },
      took: 9_000,
    }
    const { session } = await again.send(start)
    await rig.anna.send({ id: 'again', type: 'session.accept', session: session.id })
    again.end()
    await answer(rig, session.id)
    await rig.pass(EVERY)
    expect(rig.box.told).toEqual([])
    expect(mailOn(rig)).toBeUndefined()
  })

  it('is told to one address once an hour, whoever gave it; what came meanwhile goes together', async () => {
    const rig = await setup()
    const one = await talk(rig)
    const other = await talk(rig, { mail: TO.toUpperCase(), tellByEmail: '2026-11' })
    await answer(rig, one.session)
    await rig.pass(QUIET + 10_000)
    await answer(rig, other.session)
    await answer(rig, one.session, 'More')
    await rig.pass(50 * MINUTE)
    expect(rig.box.told).toHaveLength(1)
    await rig.pass(15 * MINUTE)
    expect(rig.box.told).toHaveLength(2)
    await rig.pass(2 * EVERY)
    expect(rig.box.told).toHaveLength(3)
  })

  it('is tried again while the mail server is down, over a restart too, and dropped when it is read meanwhile', async () => {
    const rig = await setup()
    rig.box.answer = down
    const one = await talk(rig)
    const other = await talk(rig, { mail: 'jan@mail.example', tellByEmail: '2026-11' })
    const { message } = await answer(rig, one.session)
    await answer(rig, other.session)
    await rig.pass(QUIET + 10_000)
    expect(mailOn(rig)?.latest?.delivery).toMatchObject({ state: 'waiting', why: 'ECONNECTION' })
    await rig.backend.dispose()
    const next = await rig.restart()
    const here = await back(next, one)
    await here.send({ id: 'read', type: 'read.mark', session: one.session, seq: message.seq })
    here.end()
    rig.box.told.length = 0
    rig.box.answer = async () => 'smtp'
    await next.pass(EVERY)
    expect(rig.box.told).toMatchObject([{ to: 'jan@mail.example' }])
  })

  it('is told after a restart in the middle of the wait', async () => {
    const rig = await setup()
    const { session } = await talk(rig)
    await answer(rig, session)
    await rig.backend.dispose()
    const next = await rig.restart()
    await next.pass(QUIET + MINUTE)
    expect(rig.box.told).toHaveLength(1)
  })

  it('is told to who left a letter and agreed there, when they talk later', async () => {
    const rig = await setup()
    const client = await rig.visitor()
    const values = { mail: TO, message: 'Hello', tellByEmail: '2026-11' }
    await client.send({ id: 'l', type: 'letter.send', widget: 'main', values, took: 9_000 })
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main', skipForm: true }
    const { session } = await client.send(start)
    await rig.anna.send({ id: 'a', type: 'session.accept', session: session.id })
    client.end()
    await rig.pass(MINUTE)
    await answer(rig, session.id)
    await rig.pass(QUIET + MINUTE)
    expect(rig.box.told).toMatchObject([{ to: TO }])
  })

  it('is told with the way back to a page of the site’s owner, whatever page was told', async () => {
    const origins = ['https://shop.example', 'https://www.shop.example']
    const rig = await setup({ main: { ...WIDGETS.main, origins } })
    for (const [at, url] of ['https://www.shop.example/basket', 'https://shop.example.evil.example/'].entries()) {
      const client = await rig.visitor()
      const form = { mail: `v${at}@mail.example`, tellByEmail: '2026-11' }
      const start = { entry: 'webchat', widget: 'main', form, took: 9_000, page: { url } }
      const { session } = await client.send({ id: 's', type: 'session.start', ...start })
      await rig.anna.send({ id: `p${at}`, type: 'session.accept', session: session.id })
      client.end()
      await rig.pass(MINUTE)
      await answer(rig, session.id)
    }
    await rig.pass(EVERY)
    expect(rig.box.told.map(({ home }) => home)).toEqual([origins[1], origins[0]])
  })
})

describe('mails about answers', () => {
  const stopOf = (rig: Setup) => rig.box.told.at(-1)!.stop.split('/').at(-1)!
  const tellOnce = async (rig: Setup) => {
    const one = await talk(rig)
    await answer(rig, one.session)
    await rig.pass(QUIET + 10_000)
    expect(rig.box.told).toHaveLength(1)
    return one
  }

  it('end for good for an address by their link, over a restart, for whoever gives it; the desk says so', async () => {
    const rig = await setup()
    const { session } = await tellOnce(rig)
    await rig.backend.stopMails(stopOf(rig))
    await rig.backend.stopMails(stopOf(rig))
    await settled()
    expect(mailOn(rig)?.stopped).toBe(rig.box.virtual.clock.now())
    await answer(rig, session, 'More')
    await rig.pass(2 * EVERY)
    const again = await rig.restart()
    const next = { ...again, box: rig.box, anna: await again.desk() }
    const other = await talk(next, { mail: 'JANA@mail.example', tellByEmail: '2026-11' })
    await answer(next, other.session)
    await next.pass(2 * EVERY)
    expect(rig.box.told).toHaveLength(1)
  })

  it('end also when their client was forgotten meanwhile', async () => {
    const rig = await setup()
    const { client } = await tellOnce(rig)
    await client.send({ id: 'f', type: 'visitor.forget' })
    await rig.backend.stopMails(stopOf(rig))
    const other = await talk(rig)
    await answer(rig, other.session)
    await rig.pass(2 * EVERY)
    expect(rig.box.told).toHaveLength(1)
  })

  it('do not end by a link that was made up', async () => {
    const rig = await setup()
    const { session } = await tellOnce(rig)
    const token = stopOf(rig)
    for (const made of ['', 'x', token.slice(1), `${token.slice(0, -1)}0`, token.replace(/^./, 'x')])
      if (made !== token) expect((await failureOf(rig.backend.stopMails(made))).kind).toBe('gone')
    await answer(rig, session, 'More')
    await rig.pass(2 * EVERY)
    expect(rig.box.told).toHaveLength(2)
  })

  it('are asked for only where they go out', async () => {
    const { box } = await setup()
    const [hello] = (await (await setup()).visitor()).of('hello')
    expect(hello?.settings.entryForm?.fields.map(({ name }) => name)).toEqual(['mail', 'tellByEmail'])
    const rig = await createRig({ widgets: WIDGETS, mailer: box.mailer })
    const [mute] = (await rig.visitor()).of('hello')
    expect(mute?.settings.entryForm?.fields.map(({ name }) => name)).toEqual(['mail'])
    expect(mute?.settings.offlineForm?.fields.map(({ name }) => name)).toEqual(['mail'])
  })
})
