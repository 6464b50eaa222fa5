import { describe, expect, it } from 'vitest'
import { said, session, sitDown } from './scripted-desk.js'

const ended = (n: number) => session(n, { client: 'c1', state: 'ended', endedAt: 1_700_000_090_000 })
const sitDownLive = async () => {
  const sat = await sitDown()
  sat.live()
  await sat.settle()
  return sat
}

describe('what was before, at the desk', () => {
  it('comes when somebody looks, part by part, each once', async () => {
    const { desk, sent, settle } = await sitDownLive()
    expect(sent('sessions.get')).toHaveLength(0)
    desk.past.look('c1')
    await settle()
    expect(desk.past.sessionsOf('c1')?.state).toBe('coming')
    sent('sessions.get')[0]!.resolve({ sessions: [ended(9), ended(8)], more: true })
    await settle()
    desk.past.older('c1')
    await settle()
    expect(sent('sessions.get')[1]!.command).toMatchObject({ client: 'c1', before: 's8' })
    sent('sessions.get')[1]!.resolve({ sessions: [ended(8), ended(7)], more: false })
    await settle()
    const found = desk.past.sessionsOf('c1')
    expect(found?.items.map(({ id }) => id)).toEqual(['s9', 's8', 's7'])
    expect(found).toMatchObject({ more: false, state: 'there' })
  })

  it('says that it did not come, and keeps what is there', async () => {
    const { desk, sent, settle } = await sitDownLive()
    desk.past.read('s1')
    await settle()
    sent('messages.get')[0]!.resolve({ messages: [said(1, 2, 'Hello')], more: true })
    await settle()
    desk.past.readOn('s1')
    await settle()
    expect(sent('messages.get')[1]!.command).toMatchObject({ session: 's1', after: 2 })
    sent('messages.get')[1]!.reject({ kind: 'retry', done: 'no' })
    await settle()
    expect(desk.past.saidIn('s1')).toMatchObject({ state: 'failed', items: [{ seq: 2 }] })
  })

  it('is gone with a new snapshot, whatever is still on its way, and is asked for anew', async () => {
    const { desk, sent, settle, live, streams, time } = await sitDownLive()
    desk.past.look('c1')
    await settle()
    const round = desk.past.round.value
    streams.at(-1)!.end({ kind: 'retry', done: 'no' })
    await time.pass(60_000)
    live()
    await settle()
    sent('sessions.get')[0]!.resolve({ sessions: [ended(9)], more: false })
    await settle()
    expect(desk.past.sessionsOf('c1')).toBeUndefined()
    expect(desk.past.round.value).toBe(round + 1)
  })
})
