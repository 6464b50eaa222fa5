import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { accepted, anna, boris, changed, said, session, sitDown } from './scripted-desk.js'

const groups = [{ name: 'sales' }, { name: 'repairs', operators: ['boris'] }]

describe('a conversation that goes to a colleague', () => {
  it('leaves the list and the middle, and a word stays', async () => {
    const { desk, live, hear, told } = await sitDown()
    live({ sessions: [accepted(1), accepted(2)] })
    desk.select('s1')
    hear(changed(accepted(1, boris, { version: 3 })))
    expect(desk.talks.value.map(talk => talk.id)).toEqual(['s2'])
    expect([desk.selected.value, told()]).toEqual([undefined, ['Visitor 1 is with Boris now.']])
    expect(desk.handed.value).toBeUndefined()
  })

  it('stands among those who wait when it goes to a group', async () => {
    const { desk, live, hear, told, waiting } = await sitDown()
    live({ sessions: [accepted(1)] })
    hear(changed(session(1, { version: 3, group: 'repairs' })))
    expect([desk.talks.value, waiting(), told()]).toEqual([[], ['s1'], ['Visitor 1 waits for repairs now.']])
  })

  it('comes into the free middle with all that is unread, and is told who gave it', async () => {
    const { desk, live, hear, told } = await sitDown()
    live({ sessions: [accepted(1, boris, { readByOperator: 1 })], messages: [said(1, 1, 'a'), said(1, 2, 'b')] })
    hear(changed(accepted(1, anna, { version: 3, readByOperator: 1 })))
    expect(told()).toEqual(['Boris has handed Visitor 1 to you.'])
    expect(desk.handed.value?.text).toBe('Boris has handed Visitor 1 to you.')
    expect([desk.selected.value?.id, desk.talks.value[0]?.unread]).toEqual(['s1', 1])
  })

  it('takes nobody out of the conversation they are in', async () => {
    const { desk, live, hear } = await sitDown()
    live({ sessions: [accepted(1), accepted(2, boris)] })
    hear(changed(accepted(2, anna, { version: 3 })))
    expect([desk.selected.value?.id, desk.talks.value.map(talk => talk.id)]).toEqual(['s1', ['s1', 's2']])
  })

  it('is told apart from one that this operator is asked into', async () => {
    const { live, hear, told } = await sitDown()
    live({ sessions: [accepted(1, boris)] })
    hear(changed(accepted(1, anna, { version: 3, operators: [boris, anna] })))
    expect(told()).toEqual(['Boris has asked you into the conversation with Visitor 1.'])
  })
})

describe('handing over', () => {
  it.each([
    ['operator.away', 'Boris is not available: Visitor 1 stays where they are.'],
    ['operator.full', 'Boris has all the conversations they may have: Visitor 1 stays where they are.'],
    ['gone', 'Visitor 1 could not be handed to Boris. Try again.'],
    ['constructor', 'Visitor 1 could not be handed to Boris. Try again.'],
  ])('that is refused with %s is told in words, and all stays as it was', async (code, text) => {
    const { desk, live, sent, settle, told } = await sitDown()
    live({ sessions: [accepted(1)] })
    desk.redirect('s1', { to: 'operator', name: 'boris' })
    desk.redirect('s1', { to: 'operator', name: 'boris' })
    await settle()
    expect(desk.pending.value.has('s1')).toBe(true)
    expect(sent('session.redirect')).toHaveLength(1)
    sent('session.redirect')[0]?.reject({ kind: 'rejected', code })
    await settle()
    expect([told(), desk.pending.value.has('s1'), desk.selected.value?.id]).toEqual([[text], false, 's1'])
  })

  it('goes out once the connection is back, also after a reload', async () => {
    const store = createMemoryStorage()
    const first = await sitDown(store)
    first.desk.redirect('s1', { to: 'group', name: 'sales' })
    const second = await sitDown(store)
    second.live({ sessions: [accepted(1)] })
    await second.settle()
    expect(second.sent('session.redirect').map(({ command }) => command)).toMatchObject([
      { session: 's1', to: 'group', name: 'sales' },
    ])
  })

  it('shows how much the others have to do, and which groups somebody is there for', async () => {
    const { desk, live, hear } = await sitDown()
    live({ sessions: [accepted(1, boris), accepted(2, boris)] })
    hear({ type: 'groups.changed', groups })
    expect(desk.colleagues.value.map(({ name, chats }) => [name, chats])).toEqual([['Boris', 2]])
    hear({ type: 'operator.changed', operator: { ...boris, version: 2, available: false } })
    expect(desk.groups.value.map(({ name, isAttended }) => [name, isAttended])).toEqual([
      ['sales', true],
      ['repairs', false],
    ])
  })
})

describe('who waits for others', () => {
  it('is accepted by Alt+A when nobody waits who rings here, and not before', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live({ sessions: [session(1, { waitsFor: 'boris' }), session(2)] })
    expect([desk.waiting.value.map(({ id }) => id), desk.next.value?.id]).toEqual([['s1', 's2'], 's2'])
    desk.acceptNext()
    desk.acceptNext()
    await settle()
    expect(sent('session.accept').map(({ command }) => command)).toMatchObject([{ session: 's2' }])
    sent('session.accept')[0]?.resolve()
    await settle()
    expect(sent('session.accept').map(({ command }) => command)).toMatchObject([{ session: 's2' }, { session: 's1' }])
  })

  it('does not ring here', async () => {
    const { desk, live, hear } = await sitDown()
    live()
    hear({ type: 'groups.changed', groups })
    const rings = (change: object) => desk.isForMe(session(1, change))
    expect([rings({}), rings({ group: 'sales' }), rings({ waitsFor: 'anna' })]).toEqual([true, true, true])
    expect([rings({ group: 'repairs' }), rings({ group: 'sales', waitsFor: 'boris' })]).toEqual([false, false])
  })
})
