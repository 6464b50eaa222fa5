import { describe, expect, it, vi } from 'vitest'
import { ask, field, takeTime } from '../../support/asking-rig.js'
import { drawn, openChat } from '../../support/chat-rig.js'
import { aSession } from '../../support/conversation-double.js'

describe('a field of each kind', () => {
  it('select: one of the options, and none at first', async () => {
    const { find, submit, texts, sent } = await ask(
      field({ type: 'select', required: true, options: [{ value: 'x', label: 'X' }] }),
    )
    expect(texts('option')).toEqual(['Choose', 'X'])
    await submit()
    expect(texts('.err')).toEqual(['Please choose one.'])
    find<HTMLSelectElement>('select').value = 'x'
    find('select').dispatchEvent(new Event('input', { bubbles: true }))
    await submit()
    expect(sent()).toEqual({ a: 'x' })
  })

  it('radio: a group named by its label, each option with its note; focus goes to the first when it is missed', async () => {
    const { find, root, choose, submit, texts, sent } = await ask(
      field({
        type: 'radio',
        label: 'Department',
        required: true,
        options: [
          { value: 's', label: 'Sales', note: 'Free now' },
          { value: 'r', label: 'Repairs' },
        ],
      }),
    )
    expect(texts('.way')).toEqual(['SalesFree now', 'Repairs'])
    const group = find('[role=group]')
    expect(root.getElementById(group.getAttribute('aria-labelledby') ?? '')?.textContent).toBe('Department ')
    await submit()
    expect(root.activeElement).toBe(find('[value=s]'))
    expect(root.getElementById(group.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Please choose one.')
    await choose('[value=r]')
    expect(texts('.err')).toEqual([])
    await submit()
    expect(sent()).toEqual({ a: 'r' })
  })

  it('checkbox and consent: unticked at first whatever was set; a consent says its version and links its text', async () => {
    const { find, choose, submit, texts, sent, all } = await ask(
      field({ name: 'b', type: 'checkbox', label: 'Ring me' }),
      field({
        name: 'c',
        type: 'consent',
        label: 'I agree.',
        version: '2026-11',
        value: '2026-11',
        required: true,
        url: 'https://shop.example/privacy',
      }),
    )
    expect(all('[type=checkbox]').map(({ checked }) => checked)).toEqual([false, false])
    expect(find<HTMLAnchorElement>('form a').href).toBe('https://shop.example/privacy')
    await submit()
    expect(texts('.err')).toEqual(['We need your consent.'])
    await choose('#f-in-c')
    await choose('#f-in-b')
    await submit()
    expect(sent()).toEqual({ b: 'yes', c: '2026-11' })
  })

  it.each([
    ['stars', ['1', '2', '3', '4', '5'], '4', ['on', 'on', 'on', 'on', '']],
    ['smileys', ['1', '2', '3', '4', '5'], '4', ['', '', '', 'on', '']],
    ['thumbs', ['Bad', 'Good'], '5', ['', 'on']],
    ['ten', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'], '0', ['on', ...Array<string>(10).fill('')]],
  ] as const)('rating in %s: radios by the names a person would say', async (scale, names, value, marks) => {
    const { all, choose, submit, sent } = await ask(field({ type: 'rating', scale, label: 'How was it?' }))
    expect(all('.rate input').map(({ ariaLabel }) => ariaLabel)).toEqual(names)
    await choose(`.rate [value="${value}"]`)
    expect(all('.rate label').map(label => label.className)).toEqual(marks)
    await submit()
    expect(sent()).toEqual({ a: value })
  })

  it('heading, paragraph and image ask for nothing; a picture from nowhere is none', async () => {
    const { texts, all, submit, sent, conversation } = await ask(
      field({ name: 'h', type: 'heading', label: 'Your order', required: true }),
      field({ name: 'p', type: 'paragraph', label: 'It is quick.' }),
      field({ name: 'i', type: 'image', label: 'A lamp', url: 'https://help.example/lamp.png' }),
      field({ name: 'j', type: 'image', label: 'A trick', url: 'javascript:alert(1)' }),
    )
    expect(texts('.fields h3')).toEqual(['Your order'])
    expect(texts('.fields .lead')).toEqual(['It is quick.'])
    expect(all<HTMLImageElement>('.fields img').map(({ src, alt }) => [src, alt])).toEqual([
      ['https://help.example/lamp.png', 'A lamp'],
    ])
    await submit()
    expect([conversation.calls[0]?.[0], sent()]).toEqual(['enter', {}])
  })

  it('date, time and both are asked for by the browser’s own controls, and what is not known as text', async () => {
    const { all } = await ask(
      field({ name: 'd', type: 'date' }),
      field({ name: 't', type: 'time' }),
      field({ name: 'm', type: 'datetime' }),
      field({ name: 'x', type: 'signature' as 'text' }),
    )
    expect(all('.fields input').map(({ type }) => type)).toEqual(['date', 'time', 'datetime-local', 'text'])
  })

  it('number: what is none, too small or too large is said', async () => {
    const { find, submit, texts } = await ask(field({ type: 'number', min: 1, max: 9 }))
    const write = async (text: string) => {
      find<HTMLInputElement>('.in').value = text
      find('.in').dispatchEvent(new InputEvent('input', { bubbles: true }))
      await submit()
      return texts('.err').join()
    }
    expect([await write('x'), await write('0'), await write('10'), await write('5')]).toEqual([
      'Please write a number.',
      'The least is 1.',
      'The most is 9.',
      '',
    ])
  })
})

describe('the entry form', () => {
  it('gives way to a session, and stands again when what was filled in began none', async () => {
    const rig = await ask(field({ required: true }))
    const { conversation, find, texts, root, submit, sent } = rig
    const write = (text: string) => {
      find<HTMLInputElement>('.in').value = text
      find('.in').dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    write('Jana')
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' } as const
    conversation.enter = extras => {
      conversation.calls.push(['enter', extras])
      conversation.kept.value = [{ command: start, at: 1, state: 'sending', code: undefined }]
    }
    await submit()
    await vi.waitFor(() => expect(root.querySelector('form')).toBeNull())
    conversation.kept.value = []
    conversation.refused.value = { command: start, at: 1, state: 'failed', code: 'form.wrong' }
    await vi.waitFor(() => expect(root.querySelector('form')).not.toBeNull())
    expect(texts('[role=alert]')).toEqual(['Everything you wrote is still here. Please look at it and send it again.'])
    expect(find<HTMLInputElement>('.in').value).toBe('Jana')
    conversation.session.value = aSession({ state: 'queued' })
    await vi.waitFor(() => expect(root.querySelector('form')).toBeNull())
    expect([sent(), conversation.store.get('form:entry:e')]).toEqual([{ a: 'Jana' }, undefined])
  })

  it('that cannot be read is none: the chat is there', async () => {
    const rig = openChat(conversation => {
      conversation.settings.value = { entryForm: { id: 'e', fields: 'many' } as never }
    })
    await vi.waitFor(() => expect(rig.root.adoptedStyleSheets.length).toBeGreaterThan(1))
    expect(rig.find('[part=composer]')).toBeDefined()
  })
})

describe('what stands between a program and the queue', () => {
  const opened = (check?: () => Promise<unknown>) =>
    openChat(
      conversation => {
        conversation.settings.value = { entryForm: { id: 'e', fields: [field({ param: 'who', required: true })] } }
      },
      { check: () => check, params: () => ({ who: 'Jana' }) },
    )
  const submitted = async (rig: ReturnType<typeof opened>) => {
    await vi.waitFor(() => expect(rig.root.querySelector('form')).not.toBeNull())
    takeTime()
    rig.find('form').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await new Promise(done => setTimeout(done))
    await drawn()
  }
  const entered = ({ conversation }: ReturnType<typeof opened>) =>
    conversation.calls.filter(([verb]) => verb === 'enter').map(([, given]) => given)

  it('a field is filled in from what the page knows, and how long it took goes with it', async () => {
    const rig = opened()
    await submitted(rig)
    expect(entered(rig)).toEqual([{ form: { a: 'Jana' }, took: expect.any(Number) as number }])
    expect((entered(rig)[0] as { took: number }).took).toBeGreaterThanOrEqual(5_000)
  })

  it('what a program writes where nobody looks goes along once, so that a person whose browser did it gets through', async () => {
    const rig = opened()
    await vi.waitFor(() => expect(rig.root.querySelector('form')).not.toBeNull())
    const trap = rig.find<HTMLInputElement>('[name=website]')
    trap.value = 'https://buy.example'
    trap.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await submitted(rig)
    await submitted(rig)
    expect(entered(rig)).toMatchObject([{ trap: 'https://buy.example' }, {}])
    expect(entered(rig)[1]).not.toHaveProperty('trap')
  })

  it('the site’s own check is called when the form is sent and not before; what it gives goes along', async () => {
    const check = vi.fn(async () => 'token')
    const rig = opened(check)
    await vi.waitFor(() => expect(rig.root.querySelector('form')).not.toBeNull())
    expect(check).not.toHaveBeenCalled()
    await submitted(rig)
    expect(check.mock.calls).toEqual([[{ form: 'entry' }]])
    expect(entered(rig)).toMatchObject([{ form: { a: 'Jana' }, check: 'token' }])
  })

  it('a check that fails is told, loses nothing, and may be tried again', async () => {
    const check = vi.fn(async () => Promise.reject(new Error('the script was blocked')))
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const rig = opened(check)
    await submitted(rig)
    expect(entered(rig)).toEqual([])
    expect(rig.texts('[role=alert]')).toEqual([
      'We could not make sure that a person sends this. Everything you wrote is still here. Please look at it and send it again.',
    ])
    expect(rig.find<HTMLInputElement>('.in').value).toBe('Jana')
    check.mockImplementation(async () => 'token' as never)
    await submitted(rig)
    expect(entered(rig)).toMatchObject([{ check: 'token' }])
    expect(rig.texts('[role=alert]')).toEqual([])
  })
})
