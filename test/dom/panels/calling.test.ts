import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { VisitorConversation } from '../../../src/core/conversation.js'
import type { KeptCommand } from '../../../src/core/speech.js'
import english from '../../../src/i18n/en/called.js'
import type { Numbers } from '../../../src/panels/callback/ways.js'
import { createCalling, type CallingOptions } from '../../../src/panels/called/calling.js'
import * as numbers from '../../../src/panels/phone/index.js'
import type { Callback } from '../../../src/protocol/entities.js'
import { createConversationDouble } from '../../support/conversation-double.js'

const asked: Callback = { id: 'c', version: 1, phone: '+420601234567', requestedAt: 0, dueAt: 0, state: 'requested' }

/** A visitor who has pressed “Change” on what is arranged. */
const changing = (arranged: Callback = asked) => {
  const conversation = createConversationDouble()
  conversation.callback.value = arranged
  conversation.post = command =>
    void (conversation.kept.value = [{ command: command as KeptCommand, at: 0, state: 'sending' }])
  const life = {
    newId: () => 'wish',
    connect: () => conversation as unknown as VisitorConversation,
    start: () => ({ entry: 'webchat' as const, widget: 'main' }),
    ready: () => undefined,
  }
  const isLater = signal(false)
  const calling = createCalling({
    ...{ life, isLater, conversation: signal(conversation), numbers: signal<Numbers>(numbers) },
    phone: { input: { current: null }, text: signal(''), isBusy: signal(false), said: signal({}) },
    ...{ country: signal('CZ'), where: signal(''), countries: signal([]), locale: signal('en') },
    ...{ words: signal(english), zone: 'Europe/Prague', fetchNumbers: async () => {}, onAway: () => {} },
  } as unknown as CallingOptions)
  onTestFinished(calling.dispose)
  calling.change()
  const tell = (news: Partial<Callback>) => {
    conversation.callback.value = { ...conversation.callback.value!, ...news }
    return calling.isChanging.value
  }
  return { calling, conversation, tell }
}

describe('a callback that is being changed', () => {
  it('stays in the visitor’s hands while it grows late, the site closes and opens again', () => {
    const { calling, tell } = changing()
    expect(calling.isChanging.value).toBe(true)
    expect(tell({ version: 2, overdueAt: 600_000 })).toBe(true)
    expect(tell({ version: 3, opensAt: 900_000 })).toBe(true)
    expect(tell({ version: 4, opensAt: undefined as never })).toBe(true)
  })

  it.each<[string, Partial<Callback>]>([
    ['is moved', { at: 1_800_000 }],
    ['has another number', { phone: '+420602000000' }],
    ['is dialled', { state: 'dialled' }],
    ['is over', { state: 'cancelled' }],
  ])('is shown again once it %s', (_, news) => {
    expect(changing().tell({ version: 2, ...news })).toBe(false)
  })

  it('is shown again once the same was asked for once more, and the backend has it', async () => {
    const { calling, conversation } = changing()
    await calling.send({ text: '601 234 567', isLater: false })
    expect(conversation.kept.value).toHaveLength(1)
    expect(calling.isChanging.value).toBe(true)
    conversation.kept.value = []
    await vi.waitFor(() => expect(calling.isChanging.value).toBe(false))
  })
})
