import { describe, expect, it } from 'vitest'
import { accepted, added, boris, changed, client, said, session, sitDown } from './scripted-desk.js'

describe('waiting clients', () => {
  it('stand in the order in which they came, whatever order they are told in', async () => {
    const { live, waiting } = await sitDown()
    live({ sessions: [session(3), session(1), session(2)] })
    expect(waiting()).toEqual(['s1', 's2', 's3'])
  })

  it('join at the end and never move when something about them changes', async () => {
    const { live, hear, waiting } = await sitDown()
    live({ sessions: [session(1), session(2)] })
    hear(changed(session(3)), changed(session(1, { version: 2, position: 1 })))
    expect(waiting()).toEqual(['s1', 's2', 's3'])
  })

  it('leave when they are accepted or gone, and an older word does not bring them back', async () => {
    const { live, hear, waiting } = await sitDown()
    live({ sessions: [session(1), session(2)] })
    hear(changed(accepted(1, boris)), changed(session(1)), changed(session(2, { version: 2, state: 'ended' })))
    expect(waiting()).toEqual([])
  })

  it('are asked for once, however often the button is pressed', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live({ sessions: [session(1)] })
    desk.accept('s1')
    desk.accept('s1')
    await settle()
    expect(sent('session.accept')).toHaveLength(1)
    expect([...desk.pending.value]).toEqual(['s1'])
  })

  it('come to the middle when this operator gets them', async () => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live({ sessions: [session(1), session(2)] })
    desk.acceptNext()
    await settle()
    sent('session.accept')[0]?.resolve()
    hear(changed(accepted(1)))
    await settle()
    expect(desk.selected.value?.name).toBe('Visitor 1')
    expect([...desk.pending.value]).toEqual([])
  })

  it('go one after the other when the longest waiting is accepted twice in a row', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live({ sessions: [session(1), session(2)] })
    desk.acceptNext()
    desk.acceptNext()
    await settle()
    sent('session.accept')[0]?.resolve()
    await settle()
    expect(sent('session.accept').map(({ command }) => command)).toMatchObject([{ session: 's1' }, { session: 's2' }])
  })
})

describe('a client whom a colleague took first', () => {
  const asked = async () => {
    const rig = await sitDown()
    rig.live({ sessions: [session(1)] })
    rig.desk.accept('s1')
    await rig.settle()
    return { ...rig, refuse: () => rig.sent('session.accept')[0]?.reject({ kind: 'rejected', code: 'session.taken' }) }
  }
  const sentence = 'Boris has already accepted Visitor 1.'

  it('is told in words, once, when the refusal comes first', async () => {
    const { hear, refuse, settle, told } = await asked()
    refuse()
    await settle()
    hear(changed(accepted(1, boris)))
    expect(told()).toEqual([sentence])
  })

  it('is told in words, once, when the news comes first', async () => {
    const { hear, refuse, settle, told, desk } = await asked()
    hear(changed(accepted(1, boris)))
    refuse()
    await settle()
    expect(told()).toEqual([sentence])
    expect(desk.selected.value).toBeUndefined()
    expect([...desk.pending.value]).toEqual([])
  })

  it('leaves the preview, which says why', async () => {
    const { desk, live, hear, told } = await sitDown()
    live({ sessions: [session(1)] })
    desk.showPreview('s1')
    hear(changed(accepted(1, boris)))
    expect(desk.preview.value).toBeUndefined()
    expect(told()).toEqual([sentence])
  })

  it('is a sentence that goes away by itself', async () => {
    const { desk, live, hear, told, time } = await sitDown()
    live({ sessions: [session(1)] })
    desk.showPreview('s1')
    hear(changed(accepted(1, boris)))
    await time.pass(30_000)
    expect(told()).toEqual([])
  })
})

describe('a preview', () => {
  it('shows what was written so far and marks nothing as read', async () => {
    const { desk, live, hear, sent, settle } = await sitDown()
    live({ sessions: [session(1)] })
    desk.look(true)
    desk.showPreview('s1')
    hear(added(said(1, 1, 'Hello')))
    await settle()
    expect(desk.messagesOf('s1').map(one => one.body.text)).toEqual(['Hello'])
    expect(sent('read.mark')).toEqual([])
  })

  it('says that the client left', async () => {
    const { desk, live, hear, told } = await sitDown()
    live({ sessions: [session(1)], clients: [client(1, { name: 'Eva' })] })
    desk.showPreview('s1')
    hear(changed(session(1, { version: 2, state: 'ended', endedBy: 'visitor' })))
    expect(told()).toEqual(['Eva has left the queue.'])
  })
})

it('says which limit stands in the way', async () => {
  const { desk, live, sent, settle, told } = await sitDown()
  live({ sessions: [session(1)] })
  desk.accept('s1')
  await settle()
  sent('session.accept')[0]?.reject({ kind: 'rejected', code: 'operator.full' })
  await settle()
  expect(told()).toEqual(['You have 4 conversations, which is your limit. End one first.'])
  expect([...desk.pending.value]).toEqual([])
})
