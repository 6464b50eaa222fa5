import { describe, expect, it, vi } from 'vitest'
import cs from '../../../src/i18n/cs/chat.js'
import { drawn, openChat } from '../../support/chat-rig.js'
import { aMessage, aSession } from '../../support/conversation-double.js'

describe('the frame', () => {
  it('is a dialog named Chat that leaves the page usable', () => {
    const page = document.body.appendChild(document.createElement('main'))
    const { find } = openChat()
    const dialog = find('[role=dialog]')
    expect(dialog.ariaLabel).toBe('Chat')
    expect(dialog.ariaModal).toBe('false')
    expect(page.hasAttribute('inert')).toBe(false)
    page.remove()
  })

  it('calls its button Close, with a cross while nothing runs and a chevron while something does', async () => {
    const { conversation, find, button, onClose } = openChat()
    const drawing = () => find('.h button path').getAttribute('d')
    const cross = drawing()
    conversation.session.value = aSession()
    await drawn()
    expect(drawing()).not.toBe(cross)
    conversation.session.value = aSession({ state: 'ended' })
    await drawn()
    expect(drawing()).toBe(cross)
    button('Close')?.click()
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('closes with Escape, but not while a word is being composed', () => {
    const { onClose, press } = openChat()
    press('Escape', { isComposing: true })
    expect(onClose).not.toHaveBeenCalled()
    press('Escape')
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('keeps its keys to itself: the shortcuts of the page stay silent', () => {
    const shortcut = vi.fn()
    document.addEventListener('keydown', shortcut)
    const { press } = openChat()
    press('k')
    document.removeEventListener('keydown', shortcut)
    expect(shortcut).not.toHaveBeenCalled()
  })

  it('goes between page and panel with F6', () => {
    const page = document.body.appendChild(document.createElement('button'))
    const { root, field, press } = openChat()
    page.focus()
    press('F6', {}, page)
    expect(root.activeElement).toBe(field)
    press('F6')
    expect(document.activeElement).toBe(page)
    page.remove()
  })

  it('puts focus into the field, on touch onto the title, after an end onto the title', () => {
    const { root, field, panel, media, find, conversation } = openChat()
    panel.focus()
    expect(root.activeElement).toBe(field)
    media.touch.set(true)
    panel.focus()
    expect(root.activeElement).toBe(find('h2'))
    media.touch.set(false)
    field.focus()
    conversation.session.value = aSession({ state: 'ended' })
    panel.focus()
    expect(root.activeElement).toBe(find('h2'))
  })

  it('speaks another language at once, and keeps what was typed', async () => {
    const { words, locale, find, field, type, button } = openChat()
    type('Hello')
    words.value = cs
    locale.value = 'cs'
    await drawn()
    expect(find('.z').lang).toBe('cs')
    expect(field.ariaLabel).toBe('Zpráva')
    expect(button('Zavřít')).toBeDefined()
    expect(field.value).toBe('Hello')
  })

  it('is off the page after its fold, and hears nothing any more', async () => {
    const { conversation, root, panel, onClose } = openChat()
    panel.dispose()
    await vi.waitFor(() => expect(root.childElementCount).toBe(0))
    expect(root.adoptedStyleSheets).toEqual([])
    conversation.thread.value = [aMessage('operator', 'Late', { seq: 1 })]
    dispatchEvent(new KeyboardEvent('keydown', { key: 'F6' }))
    expect(onClose).not.toHaveBeenCalled()
  })

  it('stands on a page twice without the two knowing of each other', async () => {
    const one = openChat(({ thread }) => {
      thread.value = [aMessage('operator', 'For one', { seq: 1 })]
    })
    const two = openChat()
    two.type('For two')
    await drawn()
    expect(one.field.value).toBe('')
    expect(two.bubbles()).toEqual([])
    two.panel.dispose()
    await vi.waitFor(() => expect(two.root.childElementCount).toBe(0))
    expect(one.bubbles()).toEqual(['For one'])
  })
})

describe('the frame in a small window', () => {
  const openSmall = () => {
    const page = document.body.appendChild(document.createElement('main'))
    const already = document.body.appendChild(document.createElement('aside'))
    already.setAttribute('inert', '')
    const before = document.documentElement.outerHTML
    const chat = openChat()
    chat.media.small.set(true)
    return { ...chat, page, already, before }
  }

  it('is modal: the rest is out of reach, and exactly as before once it is closed', async () => {
    const { page, already, before, find, host, panel } = openSmall()
    await drawn()
    expect(find('[role=dialog]').ariaModal).toBe('true')
    expect(page.hasAttribute('inert')).toBe(true)
    expect(host.hasAttribute('inert')).toBe(false)
    expect(document.adoptedStyleSheets).toHaveLength(1)
    panel.dispose()
    host.remove()
    expect(document.documentElement.outerHTML).toBe(before)
    expect(already.hasAttribute('inert')).toBe(true)
    expect(document.adoptedStyleSheets).toHaveLength(0)
    page.remove()
    already.remove()
  })

  it('leaves alone the sheets that the page has put in the place of all others meanwhile', () => {
    const { page, already, panel } = openSmall()
    const own = new CSSStyleSheet()
    document.adoptedStyleSheets = [own]
    panel.dispose()
    expect(document.adoptedStyleSheets).toEqual([own])
    document.adoptedStyleSheets = []
    page.remove()
    already.remove()
  })

  it('gives the page back when the window grows', () => {
    const { page, already, media } = openSmall()
    media.small.set(false)
    expect(page.hasAttribute('inert')).toBe(false)
    page.remove()
    already.remove()
  })

  it('closes with Back, unheard by the page', async () => {
    const heard = vi.fn()
    addEventListener('popstate', heard)
    const { onClose, page, already } = openSmall()
    history.back()
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(heard).not.toHaveBeenCalled()
    removeEventListener('popstate', heard)
    page.remove()
    already.remove()
  })

  it('takes its step out of the history when it is closed otherwise', async () => {
    history.replaceState({ router: 7 }, '')
    const push = vi.spyOn(history, 'pushState')
    const { panel, onClose, page, already } = openSmall()
    expect(history.state).toEqual({ router: 7, zvonek: true })
    expect(push).not.toHaveBeenCalled()
    panel.dispose()
    await vi.waitFor(() => expect(history.state).toEqual({ router: 7 }))
    expect(onClose).not.toHaveBeenCalled()
    push.mockRestore()
    page.remove()
    already.remove()
  })
})
