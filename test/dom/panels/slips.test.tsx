import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { ThreadItem } from '../../../src/core/model.js'
import type { Form } from '../../../src/protocol/form.js'
import { drawn, openChat } from '../../support/chat-rig.js'
import { aMessage, aSession, type ConversationDouble } from '../../support/conversation-double.js'

/* A form among the messages. */

beforeAll(async () => {
  await import('../../../src/panels/form/index.js')
  await import('../../../src/panels/asking/index.js')
})

const form: Form = {
  id: 'return',
  title: 'Return of goods',
  fields: [{ name: 'order', type: 'text', label: 'Order number', required: true }],
}
const asking = (key: string, seq: number, data: unknown = form): ThreadItem =>
  aMessage('operator', '', { key, seq, body: { kind: 'form', text: 'Return of goods', data } })
const answer = (of: string, seq: number): ThreadItem =>
  aMessage('visitor', '', { seq, body: { kind: 'filled', text: 'Order number: 7', data: { form: of, values: [] } } })

const open = (prepare: (conversation: ConversationDouble) => void = () => {}) => {
  const rig = openChat(conversation => {
    conversation.session.value = aSession()
    conversation.thread.value = [asking('m1', 1)]
    prepare(conversation)
  })
  const there = () => vi.waitFor(() => expect(rig.root.querySelector('.slip')).not.toBeNull())
  const forms = () => rig.root.querySelectorAll('.slip form').length
  const fill = async (order: string) => {
    rig.find<HTMLInputElement>('.slip input').value = order
    rig.find('.slip input').dispatchEvent(new InputEvent('input', { bubbles: true }))
    rig.find('.slip form').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await drawn()
  }
  const posts = () => rig.conversation.calls.filter(([verb]) => verb === 'post').map(([, command]) => command)
  return { ...rig, there, forms, fill, posts }
}

/** As the outbox shows what is on its way. */
const kept = (state: 'sending' | 'slow' | 'failed', code?: string): ConversationDouble['kept']['value'] => [
  { command: { id: 'c1', type: 'form.submit', form: 'm1', values: { order: '7' } }, at: 0, state, code } as never,
]

describe('a form in the conversation', () => {
  it('is filled in there, named, with what is wrong beside its field, and goes out once', async () => {
    const { there, find, texts, fill, posts, field, root } = open()
    await there()
    expect(find('.slip form').getAttribute('aria-label')).toBe('Return of goods')
    await fill('')
    expect(texts('.err')).toEqual(['Please fill this in.'])
    expect(posts()).toEqual([])
    await fill('7')
    expect(posts()).toEqual([{ type: 'form.submit', form: 'm1', session: 's1', values: { order: '7' } }])
    expect(root.activeElement).toBe(field)
  })

  it.each([
    ['on its way', (c: ConversationDouble) => void (c.kept.value = kept('sending')), 'Sending'],
    ['kept for want of a line', (c: ConversationDouble) => void (c.kept.value = kept('slow')), 'Kept safe'],
    ['filled in', (c: ConversationDouble) => void (c.thread.value = [asking('m1', 1), answer('m1', 2)]), 'Filled in'],
    [
      'of a conversation that is over',
      (c: ConversationDouble) => void (c.session.value = aSession({ state: 'ended', endedAt: 1 })),
      'This is asked for no longer',
    ],
    [
      'of an earlier conversation',
      (c: ConversationDouble) => void (c.session.value = aSession({ id: 's2' })),
      'This is asked for no longer',
    ],
  ])('%s: a calm word stands in its place', async (_, prepare, word) => {
    const { there, forms, texts } = open(prepare)
    await there()
    expect([texts('.slip [role=status]'), forms()]).toEqual([[word], 0])
  })

  it('gives way to a later one', async () => {
    const { there, conversation, forms, texts } = open()
    await there()
    conversation.thread.value = [asking('m1', 1), asking('m2', 2)]
    await drawn()
    expect([texts('.slip [role=status]'), forms()]).toEqual([['This is asked for no longer'], 1])
  })

  it('that was refused is there as it was filled in, and says so; sent again it is another command', async () => {
    const { there, conversation, find, texts, fill, posts } = open()
    await there()
    await fill('7')
    conversation.kept.value = kept('failed', 'form.wrong')
    await drawn()
    expect(texts('.slip [role=alert]')).toEqual([
      'Everything you wrote is still here. Please look at it and send it again.',
    ])
    expect(find<HTMLInputElement>('.slip input').value).toBe('7')
    await fill('8')
    expect(conversation.calls.filter(([verb]) => verb === 'discard')).toEqual([['discard', 'c1']])
    expect(posts()).toHaveLength(2)
  })

  it.each(['form.old', 'form.done', 'session.ended'])(
    'that is settled by %s leaves nothing in the outbox',
    async code => {
      const { there, conversation } = open(conversation => void (conversation.kept.value = kept('failed', code)))
      await there()
      expect(conversation.calls).toContainEqual(['discard', 'c1'])
    },
  )

  it('keeps what is typed until it has arrived, and no longer', async () => {
    const { there, conversation, fill } = open()
    await there()
    await fill('7')
    expect(conversation.store.get('form:slip:m1')).toContain('7')
    conversation.thread.value = [asking('m1', 1), answer('m1', 2)]
    expect(conversation.store.get('form:slip:m1') ?? '').toBe('')
  })

  it('that cannot be read is its words, and another’s answer is none of its', async () => {
    const { there, conversation, bubbles, forms } = open(conversation => {
      conversation.thread.value = [asking('m1', 1, { fields: 7 }), asking('m2', 2), answer('m1', 3), answer('m0', 4)]
    })
    await there()
    expect(bubbles()[0]).toBe('Return of goods')
    expect(forms()).toBe(1)
    expect(conversation.calls).toEqual([])
  })
})
