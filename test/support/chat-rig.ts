import { signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import { expect, onTestFinished, vi } from 'vitest'
import en from '../../src/i18n/en/chat.js'
import type { PanelWords } from '../../src/i18n/words.js'
import type { PanelOptions } from '../../src/panels/panel.js'
import { mount } from '../../src/panels/chat/index.js'
import { createConversationDouble, type ConversationDouble } from './conversation-double.js'
import { fillGaps } from './jsdom-gaps.js'

/** The chat panel open on a page, over a double of the conversation. Closed and cleaned when the test ends. */
export const openChat = (
  prepare: (conversation: ConversationDouble) => void = () => {},
  page: Partial<Pick<PanelOptions, 'params' | 'check'>> = {},
) => {
  const media = fillGaps()
  const conversation = createConversationDouble()
  prepare(conversation)
  const words = signal<PanelWords>(en)
  const locale = signal('en-GB')
  const onClose = vi.fn()
  const host = document.body.appendChild(document.createElement('zvonek-host'))
  const root = host.attachShadow({ mode: 'open' })
  const panel = mount({
    root,
    conversation,
    words,
    locale,
    onClose,
    params: () => ({}),
    asks: false,
    check: () => undefined,
    note: signal(''),
    foot: signal<ComponentChild>(undefined),
    submitted: vi.fn(),
    ...page,
  })

  const find = <E extends Element = HTMLElement>(selector: string): E => {
    const found = root.querySelector<E>(selector)
    if (!found) throw new Error(`There is no ${selector}`)
    return found
  }
  const field = find<HTMLTextAreaElement>('textarea')
  const rig = {
    media,
    conversation,
    words,
    locale,
    onClose,
    host,
    root,
    panel,
    find,
    field,
    polite: () => find('[aria-live=polite].vh').textContent,
    assertive: () => find('[aria-live=assertive].vh').textContent,
    button: (name: string) =>
      [...root.querySelectorAll('button')].find(({ ariaLabel, textContent }) => (ariaLabel ?? textContent) === name),
    bubbles: () => [...root.querySelectorAll('[part=bubble]')].map(({ textContent }) => textContent),
    texts: (selector: string) => [...root.querySelectorAll(selector)].map(({ textContent }) => textContent),
    type: (text: string) => {
      field.value = text
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    },
    press: (key: string, init: KeyboardEventInit = {}, target: Element = field) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init })
      target.dispatchEvent(event)
      return event
    },
  }
  onTestFinished(async () => {
    panel.dispose()
    host.remove()
    vi.unstubAllGlobals()
    vi.useRealTimers()
    // A step back in the history takes its time; the next test begins after it.
    await vi.waitFor(() => expect((history.state as object | null) ?? {}).not.toHaveProperty('zvonek'))
  })
  return rig
}

/** Preact draws in a microtask after a signal has changed. */
export const drawn = () => Promise.resolve().then(() => Promise.resolve())
