import { beforeEach, describe, expect, it, vi } from 'vitest'
import { drawn, openChat } from '../../support/chat-rig.js'
import { aMessage, anna, aSession, boris } from '../../support/conversation-double.js'

describe('the welcome', () => {
  it('names who answers, and promises a minute only when the backend says so', async () => {
    const { conversation, find, texts } = openChat(({ settings }) => {
      settings.value = { title: 'Lamp shop', team: [anna, boris] }
    })
    expect(find('.calm h2').textContent).toBe('How can we help?')
    expect(texts('.calm p')).toEqual(['Anna and Boris answer here.'])
    expect(texts('.faces .av')).toEqual(['A', 'B'])
    expect(find('.h h2').textContent).toBe('Lamp shop')
    conversation.availability.value = { webchat: { state: 'online', wait: 30 } }
    await drawn()
    expect(texts('.calm p')).toEqual(['Anna and Boris answer here, usually within a minute.'])
    expect(find('.h p').textContent).toBe('We are here')
  })

  it('tells who would have to wait for how long, as far as it is known', async () => {
    const { conversation, texts } = openChat(({ settings }) => {
      settings.value = { team: [anna] }
    })
    for (const [wait, said] of [
      [170, 'Anna answers here. It usually takes about 3 minutes.'],
      [20, 'Anna answers here. It usually takes about 1 minute.'],
      [undefined, 'Anna answers here. '],
    ] as const) {
      conversation.availability.value = { webchat: { state: 'busy', ...(wait && { wait }) } }
      await drawn()
      expect(texts('.calm p')).toEqual([said])
    }
  })

  it('shows initials when a face does not load', async () => {
    const { root, texts } = openChat(({ settings }) => {
      settings.value = { team: [{ ...anna, name: 'Anna Maria Nová', photo: 'https://a.example/x.png' }] }
    })
    const face = root.querySelector('img')
    expect(face?.alt).toBe('')
    face?.dispatchEvent(new Event('error'))
    await drawn()
    expect(texts('.faces .av')).toEqual(['AN'])
  })

  it('links the privacy notice, and only to a place a visitor may go', async () => {
    const { conversation, find, root } = openChat(({ settings }) => {
      settings.value = { privacy: 'https://a.example/privacy' }
    })
    expect(find('.foot').textContent).toBe('By writing you agree to our privacy notice')
    expect(find<HTMLAnchorElement>('.foot a').href).toBe('https://a.example/privacy')
    conversation.settings.value = { privacy: 'javascript:alert(1)' }
    await drawn()
    expect(root.querySelector('.foot a')).toBeNull()
  })
})

describe('the queue', () => {
  beforeEach(() => void vi.useFakeTimers())

  it('tells place and wait, lets the visitor write, and lets them leave', () => {
    const { conversation, texts, field, button } = openChat(({ session, thread }) => {
      session.value = aSession({ state: 'queued', position: 2, wait: 170 })
      thread.value = [aMessage('visitor', 'Hello', { seq: 1 })]
    })
    expect(texts('.calm h2')).toEqual(['We are ringing'])
    expect(texts('.calm p')[0]).toBe('You are number 2. It usually takes about 3 minutes.')
    expect(field.placeholder).toBe('Write already, it will be here')
    expect(field.disabled).toBe(false)
    button('Leave the queue')?.click()
    expect(conversation.calls).toEqual([['leave']])
  })

  it('promises nothing it does not know', () => {
    const { texts } = openChat(({ session }) => {
      session.value = aSession({ state: 'queued' })
    })
    expect(texts('.calm p').join('').trim()).toBe('You can go on browsing: we will let you know here.')
  })

  it('says the place once it falls, and at most each fifteen seconds', async () => {
    const { conversation, polite } = openChat()
    const at = async (position: number) => {
      conversation.session.value = aSession({ state: 'queued', position })
      await vi.advanceTimersByTimeAsync(0)
      return polite()
    }
    expect(await at(4)).toBe('We are ringing. You are number 4.')
    expect(await at(3)).toContain('number 4')
    expect(await at(2)).toContain('number 4')
    await vi.advanceTimersByTimeAsync(15_000)
    expect(polite()).toBe('You are number 2.')
    await at(3)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(polite()).toBe('You are number 2.')
  })
})

describe('the acceptance', () => {
  it('is said once, turns the header into the operator, and leaves focus and text where they are', async () => {
    const { conversation, root, field, find, polite, type } = openChat(({ session }) => {
      session.value = aSession({ state: 'queued' })
    })
    field.focus()
    type('Half')
    conversation.session.value = aSession({ version: 2 })
    await drawn()
    expect(polite()).toBe('Anna is here')
    expect(find('.h h2').textContent).toBe('Anna')
    expect(find('.h p').textContent).toBe('Sales')
    expect(root.activeElement).toBe(field)
    expect(field.value).toBe('Half')
    expect(field.placeholder).toBe('Write a message')
    conversation.session.value = aSession({ version: 3, readByOperator: 1 })
    await drawn()
    expect(polite()).toBe('Anna is here')
  })

  it('is not said of a conversation that goes on when the panel is opened', async () => {
    const { polite } = openChat(({ session }) => {
      session.value = aSession()
    })
    await drawn()
    expect(polite()).toBe('')
  })

  it('is said of the one who takes over', async () => {
    const { conversation, find, polite } = openChat(({ session }) => {
      session.value = aSession()
    })
    conversation.session.value = aSession({ version: 2, operators: [anna, boris] })
    await drawn()
    expect(polite()).toBe('Boris is here')
    expect(find('.h h2').textContent).toBe('Boris')
  })

  it('lets the visitor end', () => {
    const { conversation, button } = openChat(({ session }) => {
      session.value = aSession()
    })
    button('End conversation')?.click()
    expect(conversation.calls).toEqual([['leave']])
  })
})

describe('an operator who writes', () => {
  it('is seen in the header and as dots, and heard once for an answer', async () => {
    const { conversation, root, find, polite } = openChat(({ session }) => {
      session.value = aSession()
    })
    const heard: (string | null)[] = []
    for (const writer of [anna, undefined, anna]) {
      conversation.writing.value = writer
      await drawn()
      heard.push(polite())
      expect(find('.h p').textContent).toBe(writer ? 'is writing…' : 'Sales')
      expect(!!root.querySelector('.typing')).toBe(!!writer)
    }
    expect(new Set(heard)).toEqual(new Set(['Anna is writing…']))
  })
})

describe('a message', () => {
  it('is heard once: by the log, and by no other region', async () => {
    const { conversation, root, find, polite, assertive } = openChat(({ session }) => {
      session.value = aSession()
    })
    const log = find('[role=log]')
    const added: string[] = []
    const observer = new MutationObserver(records => {
      for (const { addedNodes } of records) for (const node of addedNodes) added.push(node.textContent ?? '')
    })
    observer.observe(log, { childList: true, subtree: true })
    conversation.thread.value = [aMessage('operator', 'Good morning', { seq: 1 })]
    await drawn()
    conversation.thread.value = [aMessage('operator', 'Good morning', { seq: 1 })]
    await drawn()
    observer.disconnect()
    expect(added.filter(text => text === 'Good morning')).toHaveLength(1)
    expect([polite(), assertive()]).toEqual(['', ''])
    expect(root.querySelectorAll('[aria-live]:not([aria-live=off])')).toHaveLength(3)
    expect(log.getAttribute('aria-live')).toBe('polite')
  })

  it('of an earlier time is not read aloud when it is loaded', async () => {
    const { conversation, find } = openChat(({ connection }) => {
      connection.value = { state: 'connecting' }
    })
    const log = find('[role=log]')
    conversation.thread.value = [aMessage('operator', 'Old', { seq: 1 })]
    await drawn()
    expect(log.getAttribute('aria-live')).toBe('off')
    conversation.connection.value = { state: 'online' }
    await drawn()
    expect(log.getAttribute('aria-live')).toBe('polite')
  })
})

describe('the connection', () => {
  beforeEach(() => void vi.useFakeTimers())

  it('is nobody’s business for two seconds; then it is told once, and once more when it is back', async () => {
    const { conversation, root, polite, assertive, texts } = openChat(({ connection }) => {
      connection.value = { state: 'connecting' }
    })
    await vi.advanceTimersByTimeAsync(1_900)
    conversation.connection.value = { state: 'reconnecting', code: 'closed' }
    expect(root.querySelector('.banner')).toBeNull()
    await vi.advanceTimersByTimeAsync(200)
    expect(texts('.banner span')).toEqual(['No connection. What you write is kept and goes out by itself.'])
    expect(assertive()).toBe('No connection. What you write is kept and goes out by itself.')
    conversation.connection.value = { state: 'online' }
    await vi.advanceTimersByTimeAsync(0)
    expect(texts('.banner')).toEqual(['Connected again'])
    expect(polite()).toBe('Connected again')
    await vi.advanceTimersByTimeAsync(4_000)
    expect(root.querySelector('.banner')).toBeNull()
  })

  it('that is cut leaves nobody shown as present', async () => {
    const { conversation, root } = openChat(({ connection, session }) => {
      connection.value = { state: 'online' }
      session.value = aSession({ state: 'accepted', operators: [anna] })
    })
    expect(root.querySelectorAll('.dot')).toHaveLength(2)
    conversation.connection.value = { state: 'reconnecting' }
    await vi.advanceTimersByTimeAsync(2_100)
    expect(root.querySelectorAll('.dot')).toHaveLength(0)
  })

  it('that is cut may be tried at once, and leads back to writing', async () => {
    const { conversation, root, field, button } = openChat()
    conversation.connection.value = { state: 'reconnecting' }
    await vi.advanceTimersByTimeAsync(2_100)
    button('Try now')?.click()
    expect(conversation.calls).toEqual([['reconnect']])
    expect(root.activeElement).toBe(field)
    conversation.connection.value = { state: 'online' }
    await vi.advanceTimersByTimeAsync(0)
    expect(button('Try now')).toBeUndefined()
  })

  it('that is cut lets words wait for it from the first moment, and go on with it', async () => {
    const { conversation, find, texts } = openChat()
    conversation.connection.value = { state: 'offline' }
    await vi.advanceTimersByTimeAsync(2_100)
    conversation.thread.value = [aMessage('visitor', 'Hello', { state: 'queued' })]
    await vi.advanceTimersByTimeAsync(0)
    expect(texts('.log .st')).toEqual(['Waiting for the connection'])
    expect(find('[part=bubble]').classList).toContain('slow')
    conversation.connection.value = { state: 'online' }
    conversation.thread.value = [aMessage('visitor', 'Hello', { state: 'sending' })]
    await vi.advanceTimersByTimeAsync(1_100)
    expect(texts('.log .st')).toEqual(['Sending'])
    expect(find('[part=bubble]').classList).not.toContain('slow')
  })

  it('that is cut says that the end waits for it', async () => {
    const { conversation, root } = openChat(({ session }) => {
      session.value = aSession({ state: 'accepted', operators: [anna] })
    })
    conversation.leaving.value = true
    await drawn()
    expect(root.querySelector('.foot')?.textContent).toBe('It ends as soon as there is a connection.')
  })

  it('that flickers shorter is never mentioned', async () => {
    const { conversation, root, assertive, polite } = openChat()
    conversation.connection.value = { state: 'reconnecting' }
    await vi.advanceTimersByTimeAsync(1_000)
    conversation.connection.value = { state: 'online' }
    await vi.advanceTimersByTimeAsync(5_000)
    expect(root.querySelector('.banner')).toBeNull()
    expect([polite(), assertive()]).toEqual(['', ''])
  })

  it.each([
    ['protocol.newer', 'This page is out of date. Reload it, what you write is kept.'],
    ['origin', 'The chat is not open to this website. What you write is kept.'],
    ['something.else', 'We cannot reach our desk. What you write is kept.'],
  ])('that does not mend itself says why and offers another try: %s', async (code, sentence) => {
    const { conversation, texts, assertive, button } = openChat()
    conversation.connection.value = { state: 'failed', code }
    await vi.advanceTimersByTimeAsync(0)
    expect(texts('.banner span')).toEqual([sentence])
    expect(assertive()).toBe(sentence)
    button('Try again')?.click()
    expect(conversation.calls).toEqual([['reconnect']])
  })
})
