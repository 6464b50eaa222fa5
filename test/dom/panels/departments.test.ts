import { describe, expect, it, vi } from 'vitest'
import { ask, field, takeTime } from '../../support/asking-rig.js'
import { drawn } from '../../support/chat-rig.js'
import { aSession } from '../../support/conversation-double.js'

describe('departments to choose from', () => {
  const at = Date.UTC(2099, 11, 7, 8)
  const shut = { state: 'offline', reason: 'hours', at } as const
  const department = (type: 'radio' | 'select') =>
    field({
      ...{ name: 'd', type, label: 'Department', group: true, required: true },
      options: ['Sales', 'Repairs'].map(label => ({ value: label.toLowerCase(), label })),
    })
  /** A form that asks for a department and a name, while Repairs are closed. */
  const choosing = async (type: 'radio' | 'select' = 'radio') => {
    const rig = await ask(department(type), field({ name: 'name', label: 'Name', required: true }))
    rig.conversation.groups.value = { sales: { state: 'online' }, repairs: shut }
    await drawn()
    return rig
  }
  const SAID = /^Repairs: closed, opens (.+)\. Leave a message there, or choose another\.$/

  it('stay when they are closed, and say when they open; a list says it in its lines', async () => {
    const radios = await choosing()
    expect(radios.texts('.way')[0]).toBe('Sales')
    expect(radios.texts('.way')[1]).toMatch(/^Repairsclosed, opens 7 December at \d+:00$/)
    radios.conversation.groups.value = {
      sales: { state: 'busy' },
      repairs: { state: 'offline', reason: 'queueFull' },
    }
    await drawn()
    expect(radios.texts('.way')).toEqual(['Salesbusy', 'Repairstoo many waiting'])
    const list = await choosing('select')
    expect(list.texts('option')[2]).toMatch(/^Repairs \(closed, opens .+\)$/)
  })

  it('are all alike where the backend says nothing of them', async () => {
    const { conversation, choose, texts, button } = await choosing()
    conversation.groups.value = undefined
    await choose('[value=repairs]')
    expect([texts('.way'), texts('.hint'), !!button('Start chat')]).toEqual([['Sales', 'Repairs'], [], true])
  })

  it('that close while the form is open are told once, and the button leads to a message; and back when they open', async () => {
    const { conversation, choose, texts, button, polite } = await choosing()
    conversation.groups.value = { sales: { state: 'online' }, repairs: { state: 'online' } }
    await choose('[value=repairs]')
    expect([texts('.hint'), !!button('Start chat')]).toEqual([[], true])
    conversation.groups.value = { sales: { state: 'online' }, repairs: shut }
    await drawn()
    expect(texts('.hint')[0]).toMatch(SAID)
    expect(polite()).toMatch(SAID)
    expect([!!button('Start chat'), !!button('Leave a message')]).toEqual([false, true])
    conversation.groups.value = { sales: { state: 'online' }, repairs: { state: 'online' } }
    await drawn()
    expect([texts('.hint'), !!button('Start chat')]).toEqual([[], true])
  })

  it('that are closed lead to a message with all that was filled in, though something is missing', async () => {
    const { conversation, choose, submit, find, texts, root } = await choosing()
    await choose('[value=repairs]')
    await submit()
    await vi.waitFor(() => expect(root.querySelector('[aria-label="Leave a message"]')).not.toBeNull())
    expect(conversation.calls.filter(([verb]) => verb === 'enter')).toEqual([])
    expect(texts('.lead').join()).toContain('Repairs: closed')
    expect(texts('.hint')).toEqual(['Goes with it:Department: Repairs'])
    for (const [name, text] of [
      ['name', 'Jana'],
      ['email', 'jana@mail.example'],
      ['message', 'My lamp is dark'],
    ] as const) {
      find<HTMLInputElement>(`[name=${name}]`).value = text
      find(`[name=${name}]`).dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    takeTime()
    await submit()
    const posted = conversation.calls.find(([verb]) => verb === 'post')?.[1]
    expect(posted).toMatchObject({
      type: 'letter.send',
      values: { d: 'repairs', name: 'Jana', email: 'jana@mail.example', message: 'My lamp is dark' },
    })
    conversation.kept.value = []
    await drawn()
    expect(conversation.store.get('along')).toBeFalsy()
  })

  it('say nothing in the middle of a conversation', async () => {
    const { conversation, polite } = await ask({ ...department('radio'), value: 'repairs' })
    conversation.session.value = aSession()
    await drawn()
    conversation.groups.value = { repairs: shut }
    await drawn()
    expect(polite()).not.toContain('Repairs')
  })

  it('lead to no message any more once a conversation has run', async () => {
    const { conversation, submit, root } = await ask({ ...department('radio'), value: 'repairs' })
    const letter = () => root.querySelector('[aria-label="Leave a message"]')
    conversation.groups.value = { repairs: shut }
    await drawn()
    await submit()
    await vi.waitFor(() => expect(letter()).not.toBeNull())
    conversation.session.value = aSession()
    await vi.waitFor(() => expect(letter()).toBeNull())
    conversation.session.value = undefined
    await vi.waitFor(() => expect(root.querySelector('[value=repairs]')).not.toBeNull())
    expect(letter()).toBeNull()
  })

  it('are there again as they were left for who would rather chat', async () => {
    const { choose, submit, find, button, root } = await choosing()
    find<HTMLInputElement>('[name=name]').value = 'Jana'
    find('[name=name]').dispatchEvent(new InputEvent('input', { bubbles: true }))
    await choose('[value=repairs]')
    await submit()
    await vi.waitFor(() => expect(root.querySelector('[aria-label="Leave a message"]')).not.toBeNull())
    button('Chat instead')?.click()
    await vi.waitFor(() => expect(root.querySelector('[value=repairs]')).not.toBeNull())
    expect(find<HTMLInputElement>('[value=repairs]').checked).toBe(true)
    expect(find<HTMLInputElement>('[name=name]').value).toBe('Jana')
  })
})

describe('a start that is refused', () => {
  const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' } as const
  const refusedBy = (code: string) => ({ command: start, at: 1, state: 'failed', code }) as const

  it.each([
    ['group.closed', 'Nobody is there any more. Everything you wrote is still here.'],
    ['queue.full', 'Too many are waiting there just now. Everything you wrote is still here.'],
    ['form.automatic', 'That was quicker than a person could be. Please send it once more.'],
    ['tooLarge', 'This is more than we can take. Please write less.'],
    ['form.wrong', 'Everything you wrote is still here. Please look at it and send it again.'],
  ])('by %s is said in words beside the form', async (code, words) => {
    const { conversation, texts, button } = await ask(field({ value: 'Jana' }))
    expect(texts('[role=alert]')).toEqual([])
    conversation.refused.value = refusedBy(code)
    await drawn()
    expect(texts('[role=alert]')).toEqual([words])
    expect(!!button('Leave a message')).toBe(/closed|full/.test(code))
  })

  it('is none of the chat where it was a call', async () => {
    const { conversation, texts } = await ask(field({}))
    conversation.refused.value = { ...refusedBy('group.closed'), command: { ...start, entry: 'video' } }
    await drawn()
    expect(texts('[role=alert]')).toEqual([])
  })

  it.each(['group.closed', 'queue.full'])('by %s is over once somebody is there, or it was closed', async code => {
    const { conversation, texts, panel } = await ask(field({}))
    const refuse = async () => {
      conversation.refused.value = refusedBy(code)
      await drawn()
      expect(texts('[role=alert]')).toHaveLength(1)
    }
    await refuse()
    conversation.availability.value = { webchat: { state: 'offline' } }
    conversation.availability.value = { webchat: { state: 'busy' } }
    await drawn()
    expect(texts('[role=alert]')).toEqual([])
    await refuse()
    panel.dispose()
    // What the next panel is told of it.
    await vi.waitFor(() => expect(conversation.rooms.get('refused')).toBe(conversation.refused.value))
  })

  it('is over once another is chosen where somebody is, and not by what was known before', async () => {
    const { conversation, texts, choose } = await ask(
      field({
        ...{ name: 'd', type: 'radio', label: 'Department', group: true },
        options: ['a', 'b', 'c'].map(value => ({ value, label: value.toUpperCase() })),
      }),
    )
    conversation.groups.value = { a: { state: 'online' }, b: { state: 'online' } }
    await choose('[value=a]')
    conversation.refused.value = refusedBy('group.closed')
    await drawn()
    await choose('[value=c]')
    expect(texts('[role=alert]')).toHaveLength(1)
    await choose('[value=b]')
    expect(texts('[role=alert]')).toEqual([])
  })

  it('by what words alone had asked for is none: the form is what they are asked', async () => {
    const { conversation, texts } = await ask(field({}))
    conversation.refused.value = refusedBy('form.missing')
    await drawn()
    expect(texts('[role=alert]')).toEqual([])
  })

  it('leads to the choice that has to be another, and to a message', async () => {
    const { conversation, texts, root, button, panel, choose } = await ask(
      field({ name: 'name' }),
      field({
        ...{ name: 'd', type: 'radio', label: 'Department', group: true },
        options: ['a', 'b'].map(value => ({ value, label: value.toUpperCase() })),
      }),
    )
    await choose('[value=b]')
    conversation.refused.value = refusedBy('group.closed')
    await drawn()
    expect(texts('[role=alert]')[0]).toBe(
      'Nobody is there any more. Everything you wrote is still here. Please choose another.',
    )
    panel.focus()
    await vi.waitFor(() => expect(root.activeElement?.getAttribute('value')).toBe('b'))
    button('Leave a message')?.click()
    await vi.waitFor(() => expect(root.querySelector('[aria-label="Leave a message"]')).not.toBeNull())
    expect(texts('.hint')).toEqual(['Goes with it:Department: B'])
    expect(texts('.lead')).toEqual(['Nobody is there any more. Chat instead'])
  })

  it('is over once another one has begun something', async () => {
    const { conversation, texts, root } = await ask(field({}))
    conversation.refused.value = refusedBy('group.closed')
    conversation.session.value = aSession({ state: 'queued' })
    await vi.waitFor(() => expect(root.querySelector('form')).toBeNull())
    conversation.session.value = undefined
    await vi.waitFor(() => expect(root.querySelector('form')).not.toBeNull())
    expect(texts('[role=alert]')).toEqual([])
  })
})
