import { describe, expect, it, vi } from 'vitest'
import type { OutboxItem } from '../../../src/core/shelf.js'
import type { KeptCommand } from '../../../src/core/speech.js'
import type { FeedbackForm } from '../../../src/protocol/form.js'
import { drawn, openChat } from '../../support/chat-rig.js'
import { aMessage, aSession } from '../../support/conversation-double.js'

const over = (change = {}) => aSession({ state: 'ended', acceptedAt: 1, endedAt: Date.now(), ...change })

/** A panel in which a conversation has just ended. */
const openEnded = (feedback: FeedbackForm = { scale: 'stars', transcript: true }, session = over()) => {
  const rig = openChat(conversation => {
    conversation.settings.value = { feedback }
    conversation.thread.value = [aMessage('operator', 'Good evening', { seq: 1 })]
    conversation.session.value = session
  })
  const isAsked = () => vi.waitFor(() => expect(rig.root.querySelector('form')).not.toBeNull(), { timeout: 30_000 })
  const submit = async () => {
    rig.find('form').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await drawn()
  }
  const press = async (selector: string) => {
    rig.find(selector).click()
    await drawn()
  }
  const keep = async (state: OutboxItem['state'] | 'arrived', code?: string) => {
    const [, command] = rig.conversation.calls.find(([verb]) => verb === 'post') as [string, KeptCommand]
    rig.conversation.kept.value = state === 'arrived' ? [] : [{ command: { ...command, id: 'f' }, at: 1, state, code }]
    await drawn()
  }
  return { ...rig, isAsked, submit, press, keep }
}

describe('feedback', () => {
  it('is asked after the end, with the conversation by mail only where it is offered', async () => {
    const { isAsked, texts, find } = openEnded({ scale: 'ten', transcript: false })
    await isAsked()
    expect(find('form').ariaLabel ?? find('form').getAttribute('aria-label')).toBe('How was it?')
    expect(texts('.tick')).toEqual([])
    expect(texts('.rate label')).toHaveLength(11)
  })

  it('needs a rating, and goes with comment and address', async () => {
    const { isAsked, submit, press, texts, find, conversation, keep } = openEnded()
    await isAsked()
    await press('[type=checkbox]')
    await submit()
    expect(texts('.err')).toEqual(['Please choose one.', 'Please fill this in.'])
    await press('.rate [value="4"]')
    for (const [name, text] of [
      ['comment', 'She knew at once'],
      ['email', 'jana@mail.example'],
    ] as const) {
      find<HTMLInputElement>(`[name=${name}]`).value = text
      find(`[name=${name}]`).dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    await submit()
    expect(conversation.calls.at(-1)).toEqual([
      'post',
      {
        type: 'feedback.send',
        session: 's1',
        rating: 4,
        scale: 'stars',
        comment: 'She knew at once',
        transcriptTo: 'jana@mail.example',
      },
    ])
    await keep('sending')
    expect(texts('.calm h3')).toEqual(['Thank you'])
    await keep('slow')
    expect(texts('.calm h3')).toEqual(['Kept safe'])
    await keep('arrived')
    expect(texts('.calm p')).toEqual([
      'Anna will be glad to read it.',
      'The conversation is on its way to jana@mail.example.',
    ])
  })

  it('that is refused stands there again with all that was in it, and why', async () => {
    const { isAsked, submit, press, texts, find, keep } = openEnded()
    await isAsked()
    await press('.rate [value="2"]')
    await submit()
    await keep('failed', 'transcript.often')
    expect(texts('[role=alert]')).toEqual([
      'This address had a conversation today already. Leave it out, or try again tomorrow.',
    ])
    expect(find<HTMLInputElement>('.rate [value="2"]').checked).toBe(true)
  })

  it('may be passed over, and is not asked for again', async () => {
    const { isAsked, button, root, conversation } = openEnded()
    await isAsked()
    button('Write again')?.click()
    await vi.waitFor(() => expect(root.querySelector('form')).toBeNull())
    expect(conversation.store.get('feedback')).toBe('s1')
  })

  it('makes room for reading what was said', async () => {
    const { isAsked, button, bubbles, conversation } = openEnded()
    await isAsked()
    button('Conversation')?.click()
    await vi.waitFor(() => expect(bubbles()).toEqual(['Good evening']))
    expect(conversation.store.get('feedback')).toBeUndefined()
  })

  it.each([
    ['nobody came', { acceptedAt: undefined }],
    ['it was given', { rated: true }],
    ['it is long over', { endedAt: 1 }],
  ])('is not asked when %s', async (_, change) => {
    const { root, bubbles } = openEnded(undefined, over(change))
    await vi.waitFor(() => expect(root.adoptedStyleSheets.length).toBeGreaterThan(1))
    expect([root.querySelector('form'), bubbles()]).toEqual([null, ['Good evening']])
  })
})
