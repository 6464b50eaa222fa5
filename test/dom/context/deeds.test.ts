import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RuleParts } from '../../../src/app/rules.js'
import { createDeeds } from '../../../src/app/rules/deeds.js'
import chat from '../../../src/i18n/en/chat.js'
import type { Action, Rule } from '../../../src/protocol/rule.js'
import { fillGaps } from '../../support/jsdom-gaps.js'

/* What each action does, one line each: a new action without one does not compile. */

const strike = vi.fn()
vi.mock('../../../src/browser/chime.js', () => ({ createChime: () => ({ ring: strike, dispose: () => {} }) }))

beforeEach(() => {
  fillGaps()
  strike.mockReset()
})

const createStage = () => {
  const host = document.createElement('zvonek-host')
  document.body.append(host)
  const root = host.attachShadow({ mode: 'open' })
  const said: unknown[] = []
  const ran: unknown[] = []
  const note = signal('')
  const words = { locale: signal('en'), note, load: async () => signal(chat) }
  const parts = {
    host: {
      doorbell: { host, root },
      options: { buttons: ['webchat'] },
      emit: (type: string, detail: object) => void said.push([type, detail]),
    },
    words,
    call: async (verb: string, args: readonly unknown[]) => void said.push([verb, ...args]),
    report: (...line: unknown[]) => void said.push(line),
  } as unknown as RuleParts
  const functions = { celebrate: (rule: object) => void ran.push(rule) }
  const deeds = createDeeds(parts, () => functions)
  return {
    ...{ host, root, said, ran, note, words, deeds },
    bubble: () => root.querySelector('[role="group"]'),
    press: (name: string) =>
      [...root.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click(),
    act: async (...actions: Action[]) => {
      const rule: Rule = { id: 'r', then: actions }
      deeds.prepare([rule])
      for (const action of actions) await deeds.act(action, rule, () => said.push('closed'))
      await vi.waitFor(() => {})
    },
  }
}
type Stage = ReturnType<typeof createStage>

const EVERY: Record<Action['do'], (stage: Stage) => Promise<void>> = {
  show: async ({ act, host }) => {
    host.hidden = true
    await act({ do: 'show' })
    expect(host.hidden).toBe(false)
  },
  hide: async ({ act, host }) => {
    await act({ do: 'hide' })
    expect(host.hidden).toBe(true)
  },
  pulse: async ({ act, host }) => {
    await act({ do: 'pulse' })
    expect(host.hasAttribute('data-pulse')).toBe(true)
  },
  unpulse: async ({ act, host }) => {
    await act({ do: 'pulse' })
    expect(host.hasAttribute('data-pulse')).toBe(true)
    await act({ do: 'unpulse' })
    expect(host.hasAttribute('data-pulse')).toBe(false)
  },
  popUp: async ({ act, bubble, press, said }) => {
    await act({ do: 'popUp', text: { en: 'Can we help?', cs: 'Pomůžeme?' }, entry: 'callback' })
    await vi.waitFor(() => expect(bubble()?.textContent).toContain('Can we help?'))
    expect(said).toEqual([])
    bubble()?.querySelector<HTMLElement>('.answers button, .yes')?.click()
    press('Chat')
    await vi.waitFor(() => expect(said).toContain('closed'))
    expect(bubble()).toBeNull()
  },
  hidePopUp: async ({ act, bubble, said }) => {
    await act({ do: 'popUp', text: 'Can we help?' })
    await vi.waitFor(() => expect(bubble()).not.toBeNull())
    await act({ do: 'hidePopUp' })
    expect(bubble()).toBeNull()
    expect(said).toEqual(['closed'])
  },
  open: async ({ act, said }) => {
    await act({ do: 'open', entry: 'callback' }, { do: 'open' })
    expect(said).toEqual([['open', 'callback'], ['open']])
  },
  invite: async ({ act, bubble, said }) => {
    await act({ do: 'invite', text: 'Shall we talk?', group: 'repairs' })
    await vi.waitFor(() => expect(bubble()?.textContent).toContain('Shall we talk?'))
    expect(said).toEqual([])
    bubble()?.querySelector<HTMLElement>('.yes')?.click()
    const begun = ['enter', 'webchat', { skipForm: true, group: 'repairs' }]
    await vi.waitFor(() => expect(said).toEqual(['closed', ['open', 'webchat'], begun]))
  },
  playSound: async ({ act }) => {
    await act({ do: 'playSound' })
    expect(strike).toHaveBeenCalledOnce()
  },
  setParams: async ({ act, said }) => {
    await act({ do: 'setParams', params: { plan: 'gold' } })
    expect(said).toEqual([['setParams', { plan: 'gold' }]])
  },
  removeParams: async ({ act, said }) => {
    await act({ do: 'removeParams', names: ['plan', 'order'] })
    expect(said).toEqual([['removeParams', 'plan', 'order']])
  },
  queueMessage: async ({ act, note, words }) => {
    await act({ do: 'queueMessage', text: { en: 'Soon', cs: 'Hned' } })
    expect(note.value).toBe('Soon')
    words.locale.value = 'cs'
    expect(note.value).toBe('Hned')
  },
  run: async ({ act, ran, said }) => {
    await act({ do: 'run', name: 'celebrate' }, { do: 'run', name: 'constructor' })
    expect(ran).toEqual([{ rule: 'r' }])
    expect(said).toEqual([['warn', 'the rule “r” runs “constructor”, which is not among the functions']])
  },
  emit: async ({ act, said }) => {
    await act({ do: 'emit', name: 'seen' })
    expect(said).toEqual([['rule', { rule: 'r', name: 'seen' }]])
  },
}

const { waitFor } = vi

describe('an action of a rule', () => {
  afterEach(() => {
    vi.waitFor = waitFor
  })

  it.each(Object.entries(EVERY))('does what it says: %s', async (_, look) => {
    const stage = createStage()
    await look(stage)
    stage.deeds.dispose()
    expect(stage.bubble()).toBeNull()
  })

  it.each(Object.entries(EVERY))('would be seen to do nothing: %s', async (_, look) => {
    const stage = createStage()
    // What never comes is not waited for long.
    vi.waitFor = check => waitFor(check, 50)
    await expect(look({ ...stage, act: async () => {} })).rejects.toThrow()
    stage.deeds.dispose()
  })
})
