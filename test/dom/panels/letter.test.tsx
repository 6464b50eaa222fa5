import { describe, expect, it, vi } from 'vitest'
import { drawn, openChat } from '../../support/chat-rig.js'
import type { OutboxItem } from '../../../src/core/shelf.js'
import type { KeptCommand } from '../../../src/core/speech.js'

const away = { webchat: { state: 'offline', reason: 'noOperators' } } as const
const here = { webchat: { state: 'online' } } as const

/** A panel that is open when everybody has left. */
const openAway = async (prepare: Parameters<typeof openChat>[0] = () => {}) => {
  const rig = openChat(conversation => {
    conversation.availability.value = away
    prepare(conversation)
  })
  rig.panel.focus()
  const settle = async () => {
    await vi.waitFor(() => expect(rig.root.querySelector('form')).not.toBeNull())
    await drawn()
  }
  await settle()
  const field = (name: string) => rig.find<HTMLInputElement | HTMLTextAreaElement>(`[name=${name}]`)
  const type = (name: string, text: string) => {
    field(name).value = text
    field(name).dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  const submit = async () => {
    rig.find('form').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await drawn()
  }
  return { ...rig, field, type, submit, errors: () => rig.texts('.err') }
}

/** What the outbox shows of a letter. */
const inOutbox = (state: OutboxItem['state'], code?: string): readonly OutboxItem<KeptCommand>[] => [
  {
    command: { id: 'l1', type: 'letter.send', widget: 'main', values: { message: 'Hello' }, took: 9 },
    at: 1,
    state,
    code,
  },
]

describe('the message that is left', () => {
  it('is not offered where the backend takes none', async () => {
    const { root, find } = openChat(conversation => {
      conversation.availability.value = away
      conversation.can = ability => ability !== 'letters'
    })
    await import('../../../src/panels/letter/index.js')
    await drawn()
    expect(root.querySelector('form')).toBeNull()
    expect(find('textarea').getAttribute('aria-label')).toBe('Message')
  })

  it('has every fault told beside its field and counted above', async () => {
    const { type, submit, errors, texts, field } = await openAway()
    type('name', 'Visitor')
    type('phone', 'call me')
    type('email', 'visitor@mail')
    await submit()
    expect(errors()).toEqual([
      'A phone number has digits only, such as +420 601 234 567.',
      'The part after @ looks unfinished, such as mail.example.',
      'Please write a few words.',
    ])
    expect(texts('.sorry')).toEqual(['3 things are missing. Everything you wrote is still here.'])
    expect(field('name').value).toBe('Visitor')
  })
})

describe('focus', () => {
  it('stays where writing starts when the chat makes room for the letter, and comes back with it', async () => {
    const { root, field, conversation, button } = await openAway(conversation => {
      conversation.draft.value = 'Is my lamp'
    })
    await vi.waitFor(() => expect(root.activeElement).toBe(field('name')))
    expect(field('message').value).toBe('Is my lamp')
    conversation.availability.value = here
    await drawn()
    button('Chat instead')?.click()
    await vi.waitFor(() => expect(root.activeElement?.getAttribute('aria-label')).toBe('Message'))
  })
})

describe('a letter in the outbox', () => {
  it('is told as on its way, waiting, arrived', async () => {
    const { conversation, find, texts } = await openAway()
    const told = async (items: ReturnType<typeof inOutbox>) => {
      conversation.kept.value = items
      await drawn()
      return find('.calm h3').textContent
    }
    expect(await told(inOutbox('sending'))).toBe('Sending')
    expect(await told(inOutbox('slow'))).toBe('Kept safe')
    expect(await told([])).toBe('Thank you')
    expect(texts('.calm p')).toEqual(['Your message is with us. We will answer as soon as we can.'])
  })
})
