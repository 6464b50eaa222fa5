import { describe, expect, it, vi } from 'vitest'
import { drawn, openChat } from '../../support/chat-rig.js'
import { aMessage, anna, aSession, boris } from '../../support/conversation-double.js'

const MINUTE = 60_000
const NOON = Date.UTC(2026, 10, 20, 12)

describe('the thread', () => {
  it('is a log named Conversation from the first render', () => {
    const { find } = openChat()
    expect(find('[role=log]').ariaLabel).toBe('Conversation')
  })

  it('gives one caption and one state to a group, and begins a new one after five minutes or another speaker', () => {
    const { texts } = openChat(({ session, thread }) => {
      session.value = aSession()
      thread.value = [
        aMessage('operator', 'One', { seq: 1, at: NOON }),
        aMessage('operator', 'Two', { seq: 2, at: NOON + MINUTE }),
        aMessage('operator', 'Three', { seq: 3, at: NOON + 7 * MINUTE }),
        aMessage('operator', 'Four', { seq: 4, at: NOON + 7 * MINUTE, author: boris }),
        aMessage('visitor', 'Five', { seq: 5, at: NOON + 8 * MINUTE, state: 'read' }),
        aMessage('visitor', 'Six', { seq: 6, at: NOON + 8 * MINUTE }),
      ]
    })
    expect(texts('.who b')).toEqual(['Anna', 'Anna', 'Boris'])
    expect(texts('.log .st')).toHaveLength(1)
    expect(texts('.log .st')[0]).toContain('Sent')
  })

  it('lets the speaker be heard before each bubble, and shows them once', () => {
    const { texts, bubbles } = openChat(({ thread }) => {
      thread.value = [
        aMessage('operator', 'One', { seq: 1 }),
        aMessage('operator', 'Two', { seq: 2 }),
        aMessage('visitor', 'Three', { seq: 3 }),
      ]
    })
    expect(texts('.log .vh')).toEqual(['Anna: ', 'You: '])
    expect(bubbles()).toEqual(['One', 'Two', 'Three'])
  })

  it('draws a day line for each day, in the language of the panel', async () => {
    vi.useFakeTimers({ now: NOON, toFake: ['Date'] })
    const { texts, locale } = openChat(({ thread }) => {
      thread.value = [
        aMessage('operator', 'One', { seq: 1, at: NOON - 48 * 60 * MINUTE }),
        aMessage('operator', 'Two', { seq: 2, at: NOON - 24 * 60 * MINUTE }),
        aMessage('operator', 'Three', { seq: 3, at: NOON }),
      ]
    })
    expect(texts('.day')).toEqual(['Wednesday 18 November', 'Yesterday', 'Today'])
    locale.value = 'cs'
    await drawn()
    expect(texts('.day')).toEqual(['Středa 18. listopadu', 'Včera', 'Dnes'])
  })

  it('says nothing of a message on its way for a second, then Sending', async () => {
    vi.useFakeTimers()
    const { texts } = openChat(({ thread }) => {
      thread.value = [aMessage('visitor', 'Hello', { state: 'sending' })]
    })
    await vi.advanceTimersByTimeAsync(900)
    expect(texts('.log .st')).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(texts('.log .st')).toEqual(['Sending'])
  })

  it('tells how far own words have come', async () => {
    const { conversation, texts } = openChat()
    const shown = async (state: 'slow' | 'sent' | 'read') => {
      conversation.thread.value = [aMessage('visitor', 'Hello', { key: 'k', state })]
      await drawn()
      return texts('.log .st')[0]
    }
    expect(await shown('slow')).toBe('Waiting for the connection')
    expect(await shown('sent')).toMatch(/^Sent \d/)
    expect(await shown('read')).toBe('Read')
  })

  it('says why a message was not sent and offers to send it again or to drop it', async () => {
    const { conversation, texts, assertive, button } = openChat()
    conversation.thread.value = [
      aMessage('visitor', 'Long', { key: 'a', state: 'failed', code: 'tooLarge' }),
      aMessage('visitor', 'Odd', { key: 'b', state: 'failed', code: 'some.new.code' }),
    ]
    await drawn()
    expect(texts('.log .st').map(text => text?.replace('Try againDelete', ''))).toEqual([
      'Not sent: it is too long',
      'Not sent',
    ])
    expect(assertive()).toBe('Not sent: it is too long')
    button('Try again')?.click()
    button('Delete')?.click()
    expect(conversation.calls).toEqual([
      ['retry', 'a'],
      ['discard', 'a'],
    ])
  })

  it('offers to check what may not have been sent', async () => {
    const { conversation, texts, button } = openChat()
    conversation.thread.value = [aMessage('visitor', 'Hello', { key: 'a', state: 'unsure' })]
    await drawn()
    expect(texts('.log .st')).toEqual(['May not have been sentCheck'])
    button('Check')?.click()
    expect(conversation.calls).toEqual([['retry', 'a']])
  })

  it('puts the line New above the first unread message', () => {
    const { find } = openChat(({ thread, newFrom }) => {
      thread.value = [1, 2, 3].map(seq => aMessage('operator', `${seq}`, { seq }))
      newFrom.value = 2
    })
    expect(find('.new').nextElementSibling?.className).toBe('who')
    expect(find('.new ~ [part=bubble]').textContent).toBe('2')
  })

  it('marks what was edited and what was removed', () => {
    const { bubbles, texts } = openChat(({ thread }) => {
      thread.value = [
        aMessage('operator', 'Secret', { seq: 1, mark: 'removed' }),
        aMessage('visitor', 'Better', { seq: 2, mark: 'edited', state: 'read' }),
      ]
    })
    expect(bubbles()).toEqual(['This message was removed', 'Better'])
    expect(texts('.log .st')).toEqual(['Edited · Read'])
  })

  it('tells what happened in its own words, and shows an unknown event by its text', () => {
    const notice = (seq: number, data: object, text = '') =>
      aMessage('system', '', { seq, body: { kind: 'notice', text, data } })
    const { texts } = openChat(({ session, thread }) => {
      session.value = aSession({ operators: [anna, boris] })
      thread.value = [
        notice(1, { notice: 'session.queued' }),
        notice(2, { notice: 'operator.joined', name: 'Anna' }),
        notice(3, { notice: 'operator.left', name: 'Anna' }),
        notice(4, { notice: 'operator.left' }, 'Somebody left'),
        notice(6, { notice: 'session.regrouped' }, 'Přebírá někdo jiný'),
        notice(5, { notice: 'moon.rose' }, 'The moon has risen'),
      ]
    })
    expect(texts('.here h3')).toEqual(['Anna is here'])
    expect(texts('.note')).toEqual([
      'Anna left the conversation',
      'Somebody left',
      'A colleague takes over',
      'The moon has risen',
    ])
  })

  it('keeps a long conversation short on the page, and goes back step by step', async () => {
    const { bubbles, button } = openChat(({ thread }) => {
      thread.value = Array.from({ length: 400 }, (_, seq) => aMessage('operator', `${seq}`, { seq }))
    })
    expect(bubbles()).toHaveLength(150)
    expect(bubbles()[149]).toBe('399')
    button('Earlier messages')?.click()
    await drawn()
    expect(bubbles()).toHaveLength(300)
    button('Earlier messages')?.click()
    await drawn()
    expect(bubbles()[0]).toBe('0')
    expect(button('Earlier messages')).toBeUndefined()
  })

  it('fetches what is older where the messages here end, and says how that went', async () => {
    const { conversation, root, find, button, polite, texts } = openChat(({ thread, older }) => {
      thread.value = [7, 8, 9].map(seq => aMessage('operator', `${seq}`, { seq }))
      older.value = 'more'
    })
    const answer = async (state: '' | 'more' | 'failed') => {
      const fetched = new Promise<void>(resolve => (land = resolve))
      conversation.fetchOlder = async () => {
        conversation.calls.push(['fetchOlder'])
        await fetched
      }
      find<HTMLButtonElement>('.earlier').click()
      conversation.older.value = 'coming'
      await drawn()
      expect(texts('.earlier')).toEqual(['Earlier messages…'])
      conversation.older.value = state
      land()
      await drawn()
      await drawn()
    }
    let land = () => {}
    await answer('failed')
    expect(texts('.earlier')).toEqual(['Earlier messages did not come. Try again'])
    expect(polite()).toBe('Earlier messages did not come. Try again')
    // The button may be gone with the answer: keys go on in the log.
    expect(root.activeElement).toBe(find('[role=log]'))
    conversation.thread.value = [5, 6, 7, 8, 9].map(seq => aMessage('operator', `${seq}`, { seq }))
    await answer('')
    expect(polite()).toBe('Earlier messages are here')
    expect(button('Earlier messages')).toBeUndefined()
    expect(conversation.calls).toEqual([['fetchOlder'], ['fetchOlder']])
  })

  it('reads no old messages aloud as if they were new, and stays where it was', async () => {
    const { conversation, find } = openChat(({ thread, older }) => {
      thread.value = [8, 9].map(seq => aMessage('operator', `${seq}`, { seq }))
      older.value = 'more'
    })
    const log = find('[role=log]')
    find<HTMLButtonElement>('.earlier').click()
    log.scrollTop = -300
    conversation.thread.value = [5, 6, 7, 8, 9].map(seq => aMessage('operator', `${seq}`, { seq }))
    await drawn()
    expect(log.getAttribute('aria-live')).toBe('off')
    expect(log.scrollTop).toBe(-300)
    conversation.thread.value = [5, 6, 7, 8, 9, 10].map(seq => aMessage('operator', `${seq}`, { seq }))
    await drawn()
    expect(log.getAttribute('aria-live')).toBe('polite')
  })

  it('counts what came while the visitor reads above, and leads there', async () => {
    const { conversation, find, button } = openChat(({ thread }) => {
      thread.value = [aMessage('operator', 'Old', { seq: 1 })]
    })
    const log = find('[role=log]')
    log.scrollTop = -300
    log.dispatchEvent(new Event('scroll'))
    expect(conversation.looking.value).toBe(false)
    conversation.thread.value = [1, 2, 3, 4].map(seq => aMessage('operator', `${seq}`, { seq }))
    await drawn()
    button('3 new messages')?.click()
    await drawn()
    expect(log.scrollTop).toBe(0)
    expect(conversation.looking.value).toBe(true)
    expect(button('3 new messages')).toBeUndefined()
  })

  it('is shown from the beginning of a message that is taller than the view, and follows what is not', async () => {
    const { conversation, find } = openChat()
    const log = find('[role=log]')
    const heights = { scrollHeight: 1_000, clientHeight: 400 }
    for (const [name, px] of Object.entries(heights)) Object.defineProperty(log, name, { value: px })
    /** The newest bubble stands so far below the top of the log; then comes one more message. */
    const come = async (top: number, from: 'operator' | 'visitor' = 'operator') => {
      vi.spyOn(HTMLElement.prototype, 'offsetTop', 'get').mockReturnValue(top)
      const { value } = conversation.thread
      conversation.thread.value = [...value, aMessage(from, 'A word', { seq: value.length + 1 })]
      await drawn()
      return log.scrollTop
    }
    expect(await come(900), 'fits').toBe(0)
    // Its top, and the line above it that says whose it is, are at the top of the view.
    expect(await come(200), 'is taller').toBe(200 - 32 - 600)
    log.dispatchEvent(new Event('scroll'))
    expect(conversation.looking.value).toBe(false)
    expect(await come(300), 'stays where it is read').toBe(-432)
    expect(await come(300, 'visitor'), 'own words').toBe(0)
    // Somebody writes, and has stopped: nothing new is there.
    conversation.writing.value = { id: 'anna', name: 'Anna' }
    await drawn()
    expect(log.scrollTop).toBe(0)
    vi.restoreAllMocks()
  })

  it('is read while the page is shown, and unread from the moment it is closed', () => {
    const { conversation, panel } = openChat()
    expect(conversation.looking.value).toBe(true)
    panel.dispose()
    expect(conversation.looking.value).toBe(false)
  })

  it('shows an answer that came after the end below it, and still leads back to writing', () => {
    const end = aMessage('system', 'ended', {
      seq: 2,
      at: NOON,
      body: { kind: 'notice', text: 'The conversation has ended', data: { notice: 'session.ended' } },
    })
    const { root, texts, button } = openChat(({ session, thread }) => {
      session.value = aSession({ state: 'ended', endedAt: NOON })
      thread.value = [
        aMessage('visitor', 'Hello', { seq: 1 }),
        end,
        aMessage('operator', 'We found it', { seq: 3, at: NOON + MINUTE }),
      ]
    })
    expect(texts('.note')).toEqual([expect.stringMatching(/^Conversation ended \d\d:00$/), 'Write again'])
    const notes = [...root.querySelectorAll('.note, [part=bubble]')].map(({ textContent }) => textContent)
    expect(notes.indexOf('We found it')).toBe(2)
    expect(button('Write again')).toBeDefined()
  })

  it('leads back to writing when the conversation has ended', async () => {
    const { conversation, root, field, texts, button } = openChat(({ session, thread }) => {
      session.value = aSession({ state: 'ended', endedAt: NOON })
      thread.value = [aMessage('operator', 'Bye', { seq: 1 })]
    })
    expect(texts('.note')[0]).toMatch(/^Conversation ended \d\d:00 · Write again$/)
    expect(button('End conversation')).toBeUndefined()
    button('Write again')?.click()
    expect(root.activeElement).toBe(field)
    conversation.thread.value = [...conversation.thread.value, aMessage('visitor', 'Hello', { state: 'sending' })]
    await drawn()
    expect(texts('.note')).toEqual([])
  })
})
