import { describe, expect, it } from 'vitest'
import type { Invitation } from '../../../demo/protocol/desk.js'
import { session, sitDown } from './scripted-desk.js'

const number = (change: Partial<Invitation> = {}): Invitation => ({
  id: 'i1',
  version: 1,
  operator: 'anna',
  kind: 'chat',
  use: 'once',
  createdAt: 1,
  expiresAt: 600_001,
  state: 'live',
  code: '482193',
  ...change,
})
const told = (invitation: Invitation) => ({ type: 'invitation.changed', invitation }) as const
const knock = (operator: string) =>
  ({ entry: 'invitation', knock: { invitation: 'i1', operator, kind: 'chat' } }) as const

describe('a number at the desk', () => {
  it('is asked for once, however often the button is pressed before it comes', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live()
    desk.invite()
    desk.invite()
    await settle()
    expect(sent('invitation.create')).toHaveLength(1)
    expect(desk.invitationCard.value).toBe(true)
    expect(desk.inviting.value).toBe(true)
  })

  it('shows those of this operator, the newest first', async () => {
    const { desk, live, hear } = await sitDown()
    live()
    hear(told(number()), told(number({ id: 'i2', createdAt: 2 })), told(number({ id: 'i3', operator: 'boris' })))
    expect(desk.invitations.value.map(({ id }) => id)).toEqual(['i2', 'i1'])
  })

  it('takes a change, and no older one', async () => {
    const { desk, live, hear } = await sitDown()
    live()
    hear(told(number({ version: 2, state: 'used' })), told(number()))
    expect(desk.invitations.value).toMatchObject([{ state: 'used' }])
  })
})

describe('who rings by a number', () => {
  it('waits at their operator’s desk alone', async () => {
    const { desk, live } = await sitDown()
    live({ sessions: [session(1, knock('anna')), session(2, knock('boris')), session(3)] })
    expect(desk.waiting.value.map(({ id }) => id)).toEqual(['s1', 's3'])
  })

  it('is not accepted by a key press elsewhere', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live({ sessions: [session(1, knock('boris'))] })
    desk.acceptNext()
    await settle()
    expect(sent('session.accept')).toEqual([])
  })
})
