import { describe, expect, it } from 'vitest'
import type { Mailer } from '../../../demo/backend/mailer.js'
import type { FeedbackForm } from '../../../src/protocol/form.js'
import { createMailbox, down } from './mailbox.js'
import { createRig, failureOf, ring, settled, type Rig, type Visitor } from './rig.js'

const DAY = 86_400_000

/** A mailbox that mails conversations out as well. */
const createOut = () => {
  const box = createMailbox()
  const out: { to: string; texts: string[] }[] = []
  const sendTranscript: Mailer['sendTranscript'] = async ({ to }, messages) => {
    out.push({ to, texts: messages.map(({ body }) => body.text) })
    return box.answer()
  }
  return Object.assign(box, { out, mailer: { ...box.mailer, sendTranscript } })
}

const setup = async (feedback: FeedbackForm = { scale: 'stars', transcript: true }, mailer?: Mailer) => {
  const box = createOut()
  const rig = await createRig({
    widgets: { main: { title: 'Shop', feedback } },
    mailer: mailer ?? box.mailer,
    virtual: box.virtual,
  })
  return { ...rig, box, anna: await rig.desk() }
}
let count = 0
/** A whole conversation, in which Anna answers or does not. */
const talk = async (
  rig: Pick<Rig, 'visitor'> & { anna: Awaited<ReturnType<Rig['desk']>> },
  answer = 'Good evening',
) => {
  const client = await rig.visitor()
  const { id: session } = await ring(client)
  const order = (command: object) => rig.anna.send({ id: `a${++count}`, session, ...command })
  await order({ type: 'session.accept' })
  if (answer) await order({ type: 'message.send', text: answer })
  await order({ type: 'session.end' })
  await settled()
  return { client, session }
}
const rate = (client: Visitor, session: string, more: object = {}) =>
  client.send({ id: `f${++count}`, type: 'feedback.send', session, rating: 4, ...more })
const transcriptOn = ({ anna }: { anna: Awaited<ReturnType<Rig['desk']>> }) =>
  anna.of('session.changed').at(-1)?.session.feedback?.transcript

describe('feedback', () => {
  it('is at the desk with the conversation, and the visitor hears that it is there and no more', async () => {
    const rig = await setup()
    const { client, session } = await talk(rig)
    await rate(client, session, { comment: ' She knew at once ' })
    await settled()
    expect(rig.anna.of('session.changed').at(-1)?.session).toMatchObject({
      rated: true,
      feedback: { rating: 4, scale: 'stars', comment: 'She knew at once', at: rig.box.virtual.clock.now() },
    })
    const heard = client.of('session.changed').at(-1)?.session
    expect([heard?.rated, heard && 'feedback' in heard]).toEqual([true, false])
    const again = await (await rig.restart()).desk()
    expect(again.of('snapshot')[0]?.sessions[0]?.feedback?.rating).toBe(4)
  })

  it.each([
    ['stars', 1, 1],
    ['smileys', 5, 5],
    ['thumbs', 1, 1],
    ['thumbs', 5, 5],
    ['ten', 0, 1],
    ['ten', 5, 3],
    ['ten', 8, 4],
    ['ten', 10, 5],
  ] as const)('on the scale %s a %d is a %d of five', async (scale, rating, five) => {
    const rig = await setup()
    const { client, session } = await talk(rig)
    await rate(client, session, { rating, scale })
    await settled()
    const feedback = rig.anna.of('session.changed').at(-1)?.session.feedback
    expect([feedback?.rating, feedback?.given]).toEqual([five, scale === 'ten' ? rating : undefined])
  })

  it.each([
    ['stars', 0],
    ['stars', 6],
    ['thumbs', 3],
    ['ten', 11],
  ] as const)('there is no place for %s %d', async (scale, rating) => {
    const rig = await setup()
    const { client, session } = await talk(rig)
    expect(await failureOf(rate(client, session, { rating, scale }))).toEqual({
      kind: 'rejected',
      code: 'feedback.scale',
    })
  })

  it('is given once, after the end, by who was there', async () => {
    const rig = await setup()
    const client = await rig.visitor()
    const { id } = await ring(client)
    expect(await failureOf(rate(client, id))).toEqual({ kind: 'rejected', code: 'session.running' })
    expect((await failureOf(rate(await rig.visitor(), id))).kind).toBe('gone')
    await client.send({ id: 'leave', type: 'session.leave', session: id })
    await rate(client, id)
    expect(await failureOf(rate(client, id))).toEqual({ kind: 'rejected', code: 'feedback.given' })
  })
})

describe('a conversation by mail', () => {
  const to = 'jana@mail.example'

  it('goes once to whom it was with, and the desk says so', async () => {
    const rig = await setup()
    const { client, session } = await talk(rig)
    await rate(client, session, { transcriptTo: ` ${to} ` })
    await settled()
    expect(rig.box.out).toEqual([
      { to, texts: ['Hello', 'Anna is here', 'Good evening', 'The conversation has ended'] },
    ])
    expect(transcriptOn(rig)).toMatchObject({ to, delivery: { state: 'sent', tries: 1, by: 'smtp' } })
    await client.send({ id: 'r', type: 'read.mark', session, seq: 3 })
    await settled()
    await (await rig.restart()).desk()
    await rig.box.virtual.pass(DAY)
    expect(rig.box.out).toHaveLength(1)
  })

  it('is tried again when the mail server is down, over a restart too, and arrives once', async () => {
    const rig = await setup()
    rig.box.answer = down
    const { client, session } = await talk(rig)
    await rate(client, session, { transcriptTo: to })
    await settled()
    expect(transcriptOn(rig)?.delivery).toMatchObject({ state: 'waiting', tries: 1, why: 'ECONNECTION' })
    await rig.backend.dispose()
    await rig.restart()
    rig.box.answer = async () => 'smtp'
    await rig.pass(10_000)
    expect(rig.box.out).toHaveLength(2)
    await rig.pass(DAY)
    expect(rig.box.out).toHaveLength(2)
  })

  it('does not go where nobody has answered, where it is not offered, or where nothing is mailed out', async () => {
    const box = createMailbox()
    for (const [rig, answer] of [
      [await setup(), ''],
      [await setup({ scale: 'stars' }), 'Good evening'],
      [await setup({ scale: 'stars', transcript: true }, box.mailer), 'Good evening'],
    ] as const) {
      const { client, session } = await talk(rig, answer)
      expect(await failureOf(rate(client, session, { transcriptTo: to }))).toEqual({
        kind: 'rejected',
        code: 'transcript.none',
      })
      // Without it the rest is taken.
      await rate(client, session)
      expect(rig.box.out).toEqual([])
    }
    const [hello] = (await (await setup(undefined, box.mailer)).visitor()).of('hello')
    expect(hello?.settings.feedback).toEqual({ scale: 'stars', transcript: false })
  })

  it('goes to one address once a day, however it is written', async () => {
    const rig = await setup()
    const first = await talk(rig)
    await rate(first.client, first.session, { transcriptTo: to })
    const second = await talk(rig)
    expect(await failureOf(rate(second.client, second.session, { transcriptTo: to.toUpperCase() }))).toEqual({
      kind: 'rejected',
      code: 'transcript.often',
    })
    await rig.pass(DAY)
    await rate(second.client, second.session, { transcriptTo: to })
    await settled()
    expect(rig.box.out.map(one => one.to)).toEqual([to, to])
  })

  it.each([
    'a@b.example, c@d.example',
    'Jana <jana@mail.example>',
    'jana@mail.example\r\nBcc: x@y.example',
    'jana',
    '',
  ])('does not go to “%s”', async transcriptTo => {
    const rig = await setup()
    const { client, session } = await talk(rig)
    expect(await failureOf(rate(client, session, { transcriptTo }))).toEqual({
      kind: 'rejected',
      code: 'transcript.address',
    })
    expect(rig.box.out).toEqual([])
  })

  it('of somebody who is forgotten meanwhile does not go', async () => {
    const rig = await setup()
    rig.box.answer = down
    const { client, session } = await talk(rig)
    await rate(client, session, { transcriptTo: to })
    await settled()
    await client.send({ id: 'forget', type: 'visitor.forget' })
    rig.box.answer = async () => 'smtp'
    await rig.pass(DAY)
    expect(rig.box.out).toHaveLength(1)
    expect(JSON.stringify(await rig.store.rows(0, 1_000))).not.toContain(to)
  })
})
