import { describe, expect, it } from 'vitest'
import { createRig, failureOf, ring, settled, textsOf } from './rig.js'

const MINUTE = 60_000

/** Anna talks with somebody who then goes without a word, for so long (ms). */
const abandon = async (ms: number) => {
  const rig = await createRig()
  const anna = await rig.desk()
  const client = await rig.visitor()
  const { id: session } = await ring(client)
  await anna.send({ id: 'accept', type: 'session.accept', session })
  client.end()
  await rig.pass(ms)
  const answer = (id = 'answer') => anna.send({ id, type: 'message.send', session, text: 'We found it' })
  /** They come back on another page, with what this browser kept. */
  const back = async () => {
    const next = await rig.visitor({ token: client.token })
    const [snapshot] = next.of('snapshot')
    return { next, sessions: snapshot?.sessions ?? [], answers: snapshot?.messages.filter(m => m.from === 'operator') }
  }
  return { rig, anna, client, session, answer, back }
}

describe('an answer to a client who has left', () => {
  it('waits for their next visit', async () => {
    const { answer, back } = await abandon(MINUTE)
    await answer()
    const { sessions, answers } = await back()
    expect(answers).toMatchObject([{ body: { text: 'We found it' }, author: { name: 'Anna' } }])
    expect(sessions.at(-1)).toMatchObject({ state: 'accepted' })
    expect(sessions.at(-1)?.readByVisitor ?? 0).toBeLessThan(answers?.[0]?.seq ?? 0)
  })

  it('waits also when the session has ended over their absence, and the session stays ended', async () => {
    const { answer, back, anna } = await abandon(31 * MINUTE)
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', endedBy: 'system' })
    await answer()
    await settled()
    expect(textsOf(anna).slice(-2)).toEqual(['The conversation has ended', 'We found it'])
    const { sessions, answers } = await back()
    expect(answers).toMatchObject([{ body: { text: 'We found it' } }])
    expect(sessions.at(-1)).toMatchObject({ state: 'ended', endedBy: 'system' })
  })

  it('is read by them then, and the operator sees it', async () => {
    const { answer, back, anna, session } = await abandon(31 * MINUTE)
    const { message } = await answer()
    const { next } = await back()
    await next.send({ id: 'read', type: 'read.mark', session, seq: message.seq })
    await settled()
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({ state: 'ended', readByVisitor: message.seq })
  })

  it('stands there once, however often it is sent, and after a restart', async () => {
    const { answer, client, session, rig } = await abandon(31 * MINUTE)
    await Promise.all([answer(), answer()])
    const again = await rig.restart()
    const anna = await again.desk()
    await anna.send({ id: 'answer', type: 'message.send', session, text: 'We found it' })
    const next = await again.visitor({ token: client.token })
    expect(textsOf(next).filter(text => text === 'We found it')).toHaveLength(1)
  })

  it('is refused after a goodbye of either side', async () => {
    for (const side of ['visitor', 'operator'] as const) {
      const { answer, anna, client, session } = await abandon(MINUTE)
      if (side === 'visitor') await client.send({ id: 'bye', type: 'session.leave', session })
      else await anna.send({ id: 'bye', type: 'session.end', session })
      expect(await failureOf(answer())).toEqual({ kind: 'rejected', code: 'session.ended' })
    }
  })

  it('is refused once they have rung anew: it belongs there', async () => {
    const { answer, back } = await abandon(31 * MINUTE)
    const { next } = await back()
    await ring(next, 'Me again')
    expect(await failureOf(answer())).toEqual({ kind: 'rejected', code: 'session.ended' })
  })

  it('is refused to an operator whose session it was not', async () => {
    const { rig, session } = await abandon(31 * MINUTE)
    const boris = await rig.desk('boris')
    const answer = boris.send({ id: 'x', type: 'message.send', session, text: 'Me too' })
    expect(await failureOf(answer)).toEqual({ kind: 'rejected', code: 'session.notYours' })
  })
})
