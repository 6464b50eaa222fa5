import { signal } from '@preact/signals'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createForm } from '../../../src/core/form.js'
import { createAlong } from '../../../src/panels/letter/along.js'
import { createCarried } from '../../../src/panels/letter/carried.js'
import type { Form, FormField } from '../../../src/protocol/form.js'
import { drawn, openChat } from '../../support/chat-rig.js'
import { createConversationDouble } from '../../support/conversation-double.js'

/* What comes late does not change what the visitor has their hands in. */

beforeAll(async () => {
  await import('../../../src/panels/form/index.js')
  await import('../../../src/panels/asking/index.js')
  await import('../../../src/panels/letter/index.js')
})

const entryForm: Form = { id: 'e', fields: [{ name: 'name', type: 'text', label: 'Name', required: true }] }
const away = { webchat: { state: 'offline', reason: 'noOperators' } } as const

/** A panel whose backend speaks only after the visitor has done something. */
const open = () => {
  const rig = openChat()
  rig.panel.focus()
  const until = (selector: string) =>
    vi.waitFor(() => expect(rig.root.querySelector(selector)).not.toBeNull(), { timeout: 30_000 })
  return {
    ...rig,
    until,
    asks: () => (rig.conversation.settings.value = { entryForm }),
    leave: () => (rig.conversation.availability.value = away),
  }
}

describe('a form that is told late', () => {
  it.each([
    ['a key', (field: HTMLElement) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))],
    ['a finger', (field: HTMLElement) => field.dispatchEvent(new Event('pointerdown', { bubbles: true }))],
    ['a letter', (field: HTMLElement) => field.dispatchEvent(new InputEvent('input', { bubbles: true }))],
  ])('waits, after %s in the field, and is said once', async (_, touch) => {
    const { root, conversation, field, asks, until, texts, polite } = open()
    touch(field)
    asks()
    await until('.next')
    expect(texts('.next span')).toEqual(['A few questions come first. What you write stays.'])
    expect(polite()).toBe('A few questions come first. What you write stays.')
    expect(root.querySelector('form')).toBeNull()
    expect(root.activeElement).toBe(field)
    // What else is told in between changes nothing of it.
    conversation.availability.value = { webchat: { state: 'busy' } }
    await drawn()
    expect(polite()).toBe('A few questions come first. What you write stays.')
  })

  it('stands there once the words are sent, and has the focus', async () => {
    const { root, conversation, type, press, asks, until, find } = open()
    type('Is my lamp ready?')
    asks()
    await until('.next')
    press('Enter')
    await until('form')
    expect(conversation.calls).toEqual([['send', 'Is my lamp ready?']])
    await vi.waitFor(() => expect(root.activeElement).toBe(find('[name=name]')))
  })

  it('stands there once the words were refused without it, although a key was the last that was pressed', async () => {
    const { root, conversation, type, press, asks, until } = open()
    type('Is my lamp ready?')
    conversation.kept.value = [{ command: { id: 's', type: 'session.start' } as never, at: 1, state: 'sending' }]
    press('Enter')
    asks()
    conversation.kept.value = []
    await until('form')
    expect(root.querySelector('.next')).toBeNull()
  })

  it('stands there at a press, and sends nothing by itself', async () => {
    const { conversation, type, asks, until, button } = open()
    type('Is my la')
    asks()
    await until('.next')
    button('Answer')?.click()
    await until('form')
    expect(conversation.calls).toEqual([])
    expect(conversation.draft.value).toBe('Is my la')
  })

  it('waits while the focus is anywhere in the panel, and comes when it leaves an empty field', async () => {
    const { root, field, type, asks, until, button } = open()
    type('I')
    type('')
    asks()
    await until('.next')
    button('Answer')?.focus()
    await drawn()
    expect(root.querySelector('form')).toBeNull()
    field.focus()
    field.blur()
    await until('form')
    expect(root.activeElement).toBeNull()
  })

  it('comes at once where nothing was touched, with the focus', async () => {
    const { root, asks, until, find } = open()
    asks()
    await until('form')
    expect(root.querySelector('.next')).toBeNull()
    await vi.waitFor(() => expect(root.activeElement).toBe(find('[name=name]')))
  })
})

describe('that everybody has left', () => {
  it('turns Send into the way to the letter: the words are in it and nothing goes out', async () => {
    const { conversation, type, press, leave, until, find } = open()
    type('Is my lamp ready?')
    leave()
    await until('.next')
    press('Enter')
    await until('form')
    expect(conversation.calls).toEqual([])
    expect(find<HTMLTextAreaElement>('[name=message]').value).toBe('Is my lamp ready?')
  })

  it('lets a letter stand that was emptied, until it is left', async () => {
    const { root, find, conversation, leave, until } = open()
    leave()
    await until('form')
    const message = find<HTMLTextAreaElement>('[name=message]')
    message.focus()
    message.dispatchEvent(new InputEvent('input', { bubbles: true }))
    conversation.availability.value = { webchat: { state: 'online' } }
    await drawn()
    expect(root.querySelector('form')).not.toBeNull()
    expect(root.activeElement).toBe(message)
  })
})

describe('what goes from the form before the queue into the letter', () => {
  const field = (name: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({
    name,
    type,
    label: name,
    ...more,
  })
  const model = (id: string, fields: FormField[]) =>
    createForm({ form: { id, fields }, store: createConversationDouble().store })
  const take = (letter: FormField[], first: Readonly<Record<string, string>> = {}) => {
    const conversation = createConversationDouble()
    const entry = model('entry:e', [
      field('name', 'text'),
      field('firm', 'text'),
      field('mail', 'email'),
      field('mobile', 'phone'),
      field('hidden', 'phone', { showIf: [{ name: 'firm', is: 'equal', value: 'none' }] }),
      field('agree', 'consent'),
      field('about', 'textarea'),
    ])
    for (const [name, value] of Object.entries({
      name: 'Jana',
      firm: 'Lamps',
      mail: 'jana@mail.example',
      mobile: '601234567',
      agree: 'yes',
      about: 'My lamp',
    }))
      entry.set(name, value)
    conversation.rooms.set('entry', entry)
    conversation.draft.value = 'is dark'
    const to = model('letter', letter)
    for (const [name, value] of Object.entries(first)) to.set(name, value)
    const along = createAlong(conversation.store, signal(to))
    const carried = createCarried(conversation, {
      model: signal(to),
      along,
      onRefused: () => {},
    })
    carried.take()
    return { to: to.values, along, carried, conversation }
  }

  it('are name, addresses and words, wherever they have a place', () => {
    const letter = [
      field('name', 'text'),
      field('email', 'email'),
      field('phone', 'phone'),
      field('message', 'textarea'),
    ]
    expect(take(letter).to.value).toEqual({
      name: 'Jana',
      email: 'jana@mail.example',
      phone: '601234567',
      message: 'My lamp\nis dark',
    })
  })

  it('is no consent, and nothing that is filled in already', () => {
    const letter = [field('name', 'text'), field('agree', 'consent'), field('message', 'textarea')]
    const { to } = take(letter, { name: 'Jana Nováková', message: 'My lamp' })
    expect(to.value).toEqual({ name: 'Jana Nováková', message: 'My lamp\nis dark' })
  })

  it('goes beside it where its field is hidden, or where there is none for words', () => {
    const showIf = [{ name: 'name', is: 'equal', value: 'nobody' }] as const
    const letter = [field('name', 'text'), field('email', 'email', { showIf }), field('phone', 'phone', { showIf })]
    const { along, to } = take(letter)
    expect(along.values()).toEqual({
      firm: 'Lamps',
      mail: 'jana@mail.example',
      mobile: '601234567',
      about: 'My lamp',
    })
    expect(to.value.name).toBe('Jana')
  })

  it('is the same once, however often the letter comes, and is done with when it goes', () => {
    const { to, carried, conversation } = take([field('message', 'textarea')])
    conversation.draft.value = 'is dark since Monday'
    carried.take()
    carried.take()
    expect(to.value.message).toBe('My lamp\nis dark\nis dark since Monday')
    carried.forget()
    expect(conversation.draft.value).toBe('')
    expect(conversation.rooms.has('entry')).toBe(false)
  })

  it('is in place of less of the same', () => {
    const conversation = createConversationDouble()
    const to = model('letter', [field('message', 'textarea')])
    const { take } = createCarried(conversation, {
      model: signal(to),
      along: createAlong(conversation.store, signal(to)),
      onRefused: () => {},
    })
    for (const draft of ['Is my', 'Is my lamp ready?']) {
      conversation.draft.value = draft
      take()
    }
    expect(to.values.value.message).toBe('Is my lamp ready?')
  })
})
