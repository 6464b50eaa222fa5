import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { FormField } from '../../../src/protocol/form.js'
import { drawn, openChat } from '../../support/chat-rig.js'
import type { OutboxItem } from '../../../src/core/shelf.js'
import type { KeptCommand } from '../../../src/core/speech.js'

/** Their files are here: how long a busy machine reads them is nobody's promise. */
beforeAll(async () => {
  await import('../../../src/panels/form/index.js')
  await import('../../../src/panels/letter/index.js')
  await import('../../../src/panels/asking/index.js')
})

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

describe('the number of a callback for which nobody is there', () => {
  const number = '+420 601 234 567'
  /** The panel “Call me back” has left it on its way here. */
  const openCalled = (fields?: readonly FormField[]) =>
    openAway(conversation => {
      conversation.store.set('along', JSON.stringify([{ name: 'phone', value: number }]))
      if (fields) conversation.settings.value = { offlineForm: { id: 'own', fields } }
    })
  const message: FormField = { name: 'message', type: 'textarea', label: 'Your message', required: true }

  it('goes with a form of the site’s own that asks for none, and is seen with it', async () => {
    const rig = await openCalled([message])
    await vi.waitFor(() => expect(rig.root.querySelectorAll('.in')).toHaveLength(1))
    expect(rig.texts('.hint')).toEqual([`Goes with it:Phone: ${number}`])
    rig.type('message', 'Call me tomorrow')
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 5_000)
    onTestFinished(() => void vi.restoreAllMocks())
    await rig.submit()
    await vi.waitFor(() => expect(rig.conversation.calls).not.toEqual([]))
    expect(rig.conversation.calls[0]).toMatchObject([
      'post',
      { type: 'letter.send', values: { phone: number, message: 'Call me tomorrow' } },
    ])
  })

  it('stands in whatever field asks for a number, in place of an older one, and is the visitor’s from then on', async () => {
    const mobile: FormField = { name: 'mobile', type: 'phone', label: 'Mobile', value: '1' }
    const { field, type, texts, conversation, root } = await openCalled([mobile, message])
    await vi.waitFor(() => expect(root.querySelector('[name=mobile]')).not.toBeNull())
    expect([field('mobile').value, texts('.hint')]).toEqual([number, []])
    type('mobile', '602')
    conversation.settings.value = { offlineForm: { id: 'own', fields: [{ ...mobile, label: 'Number' }, message] } }
    await drawn()
    expect(field('mobile').value).toBe('602')
  })

  it('comes back with a letter that was refused', async () => {
    const { conversation, texts, button, root } = await openCalled([message])
    await vi.waitFor(() => expect(root.querySelectorAll('.in')).toHaveLength(1))
    const [item] = inOutbox('failed', 'tooLarge')
    const values = { message: 'Hello', phone: number }
    conversation.kept.value = [{ ...item!, command: { ...item!.command, values } as KeptCommand }]
    await drawn()
    button('Back to the message')?.click()
    conversation.kept.value = []
    await vi.waitFor(() => expect(texts('.hint')).toEqual([`Goes with it:Phone: ${number}`]))
  })

  it('is left out where what was kept cannot be read', async () => {
    const { texts } = await openAway(conversation => conversation.store.set('along', '[{"name":7},null,"x"]'))
    expect(texts('.hint')).toEqual([])
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
