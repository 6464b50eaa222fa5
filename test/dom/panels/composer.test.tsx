import { describe, expect, it } from 'vitest'
import { drawn, openChat } from '../../support/chat-rig.js'

describe('the composer', () => {
  it('sends with Enter and is empty after it', async () => {
    const { conversation, field, type, press } = openChat()
    type('  Hello ')
    press('Enter')
    await drawn()
    expect(conversation.calls).toEqual([['send', 'Hello']])
    expect(field.value).toBe('')
  })

  it('breaks the line with Shift and Enter', () => {
    const { conversation, type, press } = openChat()
    type('Hello')
    expect(press('Enter', { shiftKey: true }).defaultPrevented).toBe(false)
    expect(conversation.calls).toEqual([])
  })

  it('breaks the line with Enter on touch', () => {
    const { conversation, media, type, press } = openChat()
    media.touch.set(true)
    type('Hello')
    expect(press('Enter').defaultPrevented).toBe(false)
    expect(conversation.calls).toEqual([])
  })

  it.each([
    ['the standard way', { isComposing: true }],
    ['the way of Safari', { keyCode: 229 }],
  ])('leaves Enter inside an IME composition alone, told %s', (_, init) => {
    const { conversation, type, press } = openChat()
    type('こんにちは')
    press('Enter', init)
    expect(conversation.calls).toEqual([])
  })

  it('keeps what was typed while the connection fails and messages fail', async () => {
    const { conversation, field, type } = openChat()
    type('Half a sentence')
    conversation.connection.value = { state: 'failed', code: 'origin' }
    await drawn()
    expect(field.value).toBe('Half a sentence')
    expect(conversation.draft.value).toBe('Half a sentence')
  })

  it('shows the draft of an earlier page', () => {
    const { field } = openChat(conversation => conversation.setDraft('From before'))
    expect(field.value).toBe('From before')
  })

  it('puts focus into the field when Send is pressed with nothing to send', () => {
    const { conversation, root, field, button } = openChat()
    const send = button('Send')
    expect(send?.ariaDisabled).toBe('true')
    expect(send?.disabled).toBe(false)
    send?.click()
    expect(root.activeElement).toBe(field)
    expect(conversation.calls).toEqual([])
  })

  it('says by how much a text is too long, and loses nothing of it', async () => {
    const { conversation, field, assertive, find, type, press } = openChat(({ limits }) => {
      limits.value = { text: 5 }
    })
    type('Hello!!')
    await drawn()
    expect(find('#excess').textContent).toBe('2 characters too many, the limit is 5')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    press('Enter')
    await drawn()
    expect(conversation.calls).toEqual([])
    expect(assertive()).toBe('2 characters too many, the limit is 5')
    expect(field.value).toBe('Hello!!')
  })
})
