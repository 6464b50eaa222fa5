import { describe, expect, it } from 'vitest'
import { accepted, added, anna, boris, changed, client, said, session, sitDown } from './scripted-desk.js'

const two = { sessions: [accepted(1), accepted(2)] }
const texts = ({ desk }: Awaited<ReturnType<typeof sitDown>>) => desk.thread.value.map(row => row.body.text)

describe('conversations', () => {
  it('are this operator’s, in the order in which they were accepted', async () => {
    const { desk, live } = await sitDown()
    live({ sessions: [accepted(2), accepted(3, boris), accepted(1), session(4)] })
    expect(desk.talks.value.map(talk => talk.id)).toEqual(['s1', 's2'])
  })

  it('are walked around, whichever way', async () => {
    const { desk, live } = await sitDown()
    live(two)
    const walk = ([1, 1, 1, -1] as const).map(step => {
      desk.selectNext(step)
      return desk.selected.value?.id
    })
    // The first one stands in the middle from the start.
    expect(walk).toEqual(['s2', 's1', 's2', 's1'])
  })

  it('stay on the list when the visitor leaves, until they are closed', async () => {
    const { desk, live, hear } = await sitDown()
    live(two)
    hear(changed(accepted(1, anna, { version: 3, state: 'ended', endedBy: 'visitor' })))
    expect(desk.talks.value.map(talk => [talk.id, talk.open])).toEqual([
      ['s1', false],
      ['s2', true],
    ])
    desk.close('s1')
    expect(desk.talks.value.map(talk => talk.id)).toEqual(['s2'])
  })

  it('leave the list when this operator ends them, and stay in the middle with their end', async () => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live(two)
    desk.select('s1')
    desk.end('s1')
    desk.end('s1')
    await settle()
    expect(sent('session.end')).toHaveLength(1)
    hear(changed(accepted(1, anna, { version: 3, state: 'ended', endedBy: 'operator' })))
    expect(desk.talks.value.map(talk => talk.id)).toEqual(['s2'])
    expect(desk.selected.value).toMatchObject({ id: 's1', open: false })
  })
})

describe('unread', () => {
  it('counts the visitor’s words beyond the read mark', async () => {
    const { desk, live } = await sitDown()
    live({ sessions: [accepted(1, anna, { readByOperator: 1 })], messages: [1, 2, 3].map(seq => said(1, seq, 'x')) })
    expect(desk.talks.value[0]?.unread).toBe(2)
    expect(desk.unread.value).toBe(2)
  })

  it('falls to nothing when the conversation is looked at, and tells the visitor', async () => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live(two)
    hear(added(said(1, 1, 'a')), added(said(1, 2, 'b')))
    desk.select('s1')
    expect(desk.unread.value).toBe(2)
    desk.look(true)
    await settle()
    expect(desk.unread.value).toBe(0)
    expect(sent('read.mark').map(({ command }) => command)).toMatchObject([{ session: 's1', seq: 2 }])
  })

  it('draws the line “New” where the operator left, and takes it away with the answer', async () => {
    const { desk, live, hear } = await sitDown()
    live(two)
    hear(added(said(1, 1, 'a')))
    desk.look(true)
    desk.select('s1')
    desk.look(false)
    hear(added(said(1, 2, 'b')))
    desk.look(true)
    expect(desk.newFrom.value).toBe(2)
    desk.setDraft('Yes')
    desk.send()
    expect(desk.newFrom.value).toBeUndefined()
  })

  it('is told again after a cut that may have swallowed it', async () => {
    const { desk, live, streams, time, sent, settle } = await sitDown()
    const all = { sessions: [accepted(1, anna, { readByOperator: 0 })], messages: [said(1, 1, 'a')] }
    live(all)
    desk.select('s1')
    desk.look(true)
    streams[0]?.end({ kind: 'retry', done: 'no' })
    await time.pass(1000)
    live(all)
    await settle()
    expect(sent('read.mark')).toHaveLength(2)
    expect(desk.unread.value).toBe(0)
  })
})

describe('drafts', () => {
  it('belong to their conversation and outlive a reload', async () => {
    const first = await sitDown()
    first.live(two)
    first.desk.select('s1')
    first.desk.setDraft('for the first')
    first.desk.select('s2')
    expect(first.desk.draft.value).toBe('')
    first.desk.setDraft('for the second')

    const second = await sitDown(first.store)
    second.live(two)
    expect(second.desk.draft.value).toBe('for the second')
    second.desk.select('s1')
    expect(second.desk.draft.value).toBe('for the first')
  })

  it('are not sent when they are empty or too long', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live(two)
    desk.select('s1')
    for (const text of ['', '  \n', 'x'.repeat(4001)]) {
      desk.setDraft(text)
      desk.send()
    }
    await settle()
    expect(sent('message.send')).toEqual([])
    expect(desk.draft.value).toHaveLength(4001)
  })

  it('tell the visitor that somebody writes, and stop when they go out', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live(two)
    desk.select('s1')
    desk.setDraft('H')
    desk.setDraft('He')
    desk.send()
    await settle()
    expect(sent('typing.set').map(({ command }) => command)).toMatchObject([
      { session: 's1', on: true },
      { session: 's1', on: false },
    ])
  })
})

describe('own words', () => {
  it('survive a cut and a reload, and stand once when the echo comes first', async () => {
    const first = await sitDown()
    first.live(two)
    first.desk.select('s1')
    first.streams[0]?.end({ kind: 'retry', done: 'no' })
    await first.settle()
    first.desk.setDraft('said in the dark')
    first.desk.send()
    expect(first.desk.thread.value.map(row => row.state)).toEqual(['queued'])
    const key = first.desk.thread.value[0]?.key ?? ''

    const second = await sitDown(first.store)
    second.live(two)
    await second.settle()
    const message = { ...said(1, 1, 'said in the dark'), from: 'operator' as const, author: anna, command: key }
    second.hear(added(message))
    second.sent('message.send')[0]?.resolve({ message })
    await second.settle()
    expect(texts(second)).toEqual(['said in the dark'])
    expect(second.desk.thread.value[0]).toMatchObject({ key, state: 'sent' })
  })

  it('become read with the visitor’s mark', async () => {
    const { desk, live, hear } = await sitDown()
    live({ ...two, messages: [{ ...said(1, 1, 'Hello'), from: 'operator', author: anna }] })
    desk.select('s1')
    hear(changed(accepted(1, anna, { version: 3, readByVisitor: 1 })))
    expect(desk.thread.value[0]?.state).toBe('read')
  })

  it('stay with what went wrong, go out again as new ones, or are dropped', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live(two)
    desk.select('s1')
    desk.setDraft('Hello')
    desk.send()
    await settle()
    sent('message.send')[0]?.reject({ kind: 'rejected', code: 'session.ended' })
    await settle()
    expect(desk.thread.value[0]).toMatchObject({ state: 'failed', code: 'session.ended' })
    desk.retry(desk.thread.value[0]?.key ?? '')
    await settle()
    expect(sent('message.send').map(({ command }) => command.id)).toHaveLength(2)
    expect(new Set(sent('message.send').map(({ command }) => command.id)).size).toBe(2)
    desk.discard(desk.thread.value[0]?.key ?? '')
    expect(desk.thread.value).toEqual([])
  })
})

it('shows who writes, until their words come or they fall silent', async () => {
  const { desk, live, hear, time } = await sitDown()
  live(two)
  const writing = () => desk.talks.value.map(talk => talk.writing)
  hear({ type: 'typing.changed', session: 's1', on: true }, { type: 'typing.changed', session: 's2', on: true })
  expect(writing()).toEqual([true, true])
  hear(added(said(1, 1, 'Hello')))
  expect(writing()).toEqual([false, true])
  await time.pass(10_000)
  expect(writing()).toEqual([false, false])
})

it('shows the switch as it was left while the server has not heard of it', async () => {
  const { desk, live, hear, streams, settle, time, sent } = await sitDown()
  live()
  streams[0]?.end({ kind: 'retry', done: 'no' })
  await settle()
  desk.setAvailable(false)
  expect(desk.available.value).toBe(false)
  await time.pass(1000)
  live()
  await settle()
  expect(sent('operator.available')).toHaveLength(1)
  hear({ type: 'operator.changed', operator: { ...anna, version: 2, available: false } })
  sent('operator.available')[0]?.resolve()
  await settle()
  expect(desk.available.value).toBe(false)
})

it('tells a visitor who left from one who is here', async () => {
  const { desk, live, hear } = await sitDown()
  live(two)
  hear({ type: 'client.changed', client: client(1, { version: 2, online: false, leftAt: 5 }) })
  expect(desk.talks.value.map(talk => talk.client?.online)).toEqual([false, true])
})

it('keeps the settings open while somebody writes in the conversation behind them, and leaves them for another one', async () => {
  const { desk, live, hear } = await sitDown()
  live(two)
  desk.settings.open()
  hear(
    added(said(1, 1, 'Are you there?')),
    changed(accepted(1, anna, { version: 3, page: { url: 'https://a.example/' } })),
  )
  expect(desk.settings.isOpen.value).toBe(true)
  desk.selectNext(1)
  expect(desk.settings.isOpen.value).toBe(false)
})

it('leaves no timer behind', async () => {
  const { desk, live, time } = await sitDown()
  live(two)
  desk.select('s1')
  desk.setDraft('Hello')
  desk.setAvailable(false)
  const undo = desk.now.subscribe(() => {})
  undo()
  desk.dispose()
  await time.settle()
  expect(time.pending()).toBe(0)
})
