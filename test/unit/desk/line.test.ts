import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { createLine } from '../../../demo/desk/model/line.js'
import type { ConnectionState, ConnectionStatus } from '../../../src/core/model.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { accepted, anna, client, said, session, sitDown } from './scripted-desk.js'

const watch = () => {
  const time = createVirtualClock()
  const status = signal<ConnectionStatus>({ state: 'idle' })
  const { line, isHeard, dispose } = createLine(status, time.clock)
  return {
    time,
    line,
    isHeard,
    dispose,
    is: (state: ConnectionState, code?: string) => void (status.value = { state, ...(code && { code }) }),
  }
}

describe('the line to the server', () => {
  it('says nothing of a cut that nobody would notice', async () => {
    const { is, line, isHeard, time } = watch()
    is('online')
    is('reconnecting')
    await time.pass(1_900)
    is('online')
    await time.pass(60_000)
    expect([line.value, isHeard.value]).toEqual(['', true])
  })

  it('tells a cut that lasts, however often it is tried meanwhile, and the return for a while', async () => {
    const { is, line, isHeard, time } = watch()
    is('online')
    for (let tries = 0; tries < 4; tries++) {
      is('reconnecting', `try ${tries}`)
      await time.pass(600)
    }
    expect([line.value, isHeard.value]).toEqual(['reconnecting', false])
    is('offline')
    expect(line.value).toBe('offline')
    is('online')
    expect([line.value, isHeard.value]).toEqual(['back', true])
    await time.pass(4_000)
    expect(line.value).toBe('')
  })

  it('takes the good news back when it is cut again', async () => {
    const { is, line, time } = watch()
    is('connecting')
    await time.pass(2_000)
    expect(line.value).toBe('connecting')
    is('online')
    is('reconnecting')
    expect(line.value).toBe('')
    await time.pass(2_000)
    expect(line.value).toBe('reconnecting')
  })

  it.each(['authExpired', 'failed', 'ended'] as const)('tells at once that it is %s', state => {
    const { is, line, isHeard } = watch()
    is('online')
    is('reconnecting')
    is(state)
    expect([line.value, isHeard.value]).toEqual([state, false])
  })

  it('leaves no timer behind', () => {
    const { is, time, dispose } = watch()
    is('reconnecting')
    dispose()
    expect(time.pending()).toBe(0)
  })
})

describe('while the server is not heard', () => {
  const talking = async () => {
    const rig = await sitDown()
    rig.live({ sessions: [accepted(1), session(2)] })
    rig.desk.select('s1')
    rig.streams[0]?.end({ kind: 'retry', done: 'no', after: 60_000 })
    await rig.time.pass(2_000)
    return rig
  }

  it('own words wait for the connection from the first moment, and go out with it', async () => {
    const { desk, time, streams, live, sent, settle } = await talking()
    desk.setDraft('Are you there?')
    desk.send()
    expect(desk.thread.value.map(({ state }) => state)).toEqual(['slow'])
    expect(desk.outgoing.value).toBe(1)
    desk.reconnect()
    await time.settle()
    expect(streams).toHaveLength(2)
    live({ sessions: [accepted(1), session(2)] })
    await settle()
    expect(desk.thread.value.map(({ state }) => state)).toEqual(['sending'])
    const [message] = sent('message.send')
    message?.resolve({ message: { ...said(1, 5, 'Are you there?'), from: 'operator', author: anna } })
    await settle()
    expect(desk.outgoing.value).toBe(0)
  })

  it('counts every wish that waits, not only words', async () => {
    const { desk } = await talking()
    desk.accept('s2')
    desk.setAvailable(false)
    expect(desk.outgoing.value).toBe(2)
  })
})

describe('a client who is away', () => {
  const gone = client(1, { version: 2, online: false, leftAt: 1_700_000_050_000 })
  const overlong = accepted(1, anna, { version: 3, state: 'ended', endedBy: 'system', endedAt: 1_700_000_090_000 })

  it('is shown away, and here again, whatever was missed in between', async () => {
    const { desk, live, hear, streams, time } = await sitDown()
    live({ sessions: [accepted(1)] })
    hear({ type: 'client.changed', client: gone })
    expect(desk.talks.value[0]?.client).toMatchObject({ online: false, leftAt: gone.leftAt })
    streams[0]?.end({ kind: 'retry', done: 'no' })
    await time.pass(1_000)
    live({ sessions: [accepted(1)], clients: [client(1, { version: 5 })] })
    expect(desk.talks.value[0]?.client?.online).toBe(true)
    // What was said before the snapshot comes late and changes nothing.
    hear({ type: 'client.changed', client: gone })
    expect(desk.talks.value[0]?.client?.online).toBe(true)
  })

  it('may be answered after they were away too long, and the answer waits for them', async () => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live({ sessions: [accepted(1)], clients: [gone] })
    desk.select('s1')
    hear({ type: 'session.changed', session: overlong })
    expect(desk.selected.value).toMatchObject({ open: false, answerable: true })
    desk.setDraft('We found it')
    desk.send()
    await settle()
    expect(sent('typing.set')).toEqual([])
    expect(sent('message.send').map(({ command }) => command)).toMatchObject([{ session: 's1', text: 'We found it' }])
  })

  it.each(['visitor', 'operator'] as const)('not after the %s has said goodbye', async endedBy => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live({ sessions: [accepted(1)] })
    desk.select('s1')
    hear({ type: 'session.changed', session: { ...overlong, endedBy } })
    expect(desk.selected.value?.answerable).toBe(false)
    desk.setDraft('One more thing')
    desk.send()
    await settle()
    expect(sent('message.send')).toEqual([])
    expect(desk.draft.value).toBe('One more thing')
  })

  it('nor once they have rung anew: the answer belongs there', async () => {
    const { desk, live, hear } = await sitDown()
    live({ sessions: [accepted(1)], clients: [gone] })
    desk.select('s1')
    hear({ type: 'session.changed', session: overlong })
    hear({ type: 'session.changed', session: session(2, { client: 'c1' }) })
    expect(desk.selected.value?.answerable).toBe(false)
  })
})
