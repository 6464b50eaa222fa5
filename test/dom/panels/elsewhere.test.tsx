import { signal } from '@preact/signals'
import { correction, generate, mode } from 'lean-qr'
import { render } from 'preact'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { VisitorConversation } from '../../../src/core/conversation.js'
import type { ConnectionStatus } from '../../../src/core/model.js'
import en from '../../../src/i18n/en/chat.js'
import type { PanelWords } from '../../../src/i18n/words.js'
import type { Life } from '../../../src/panels/called/knock.js'
import { mount, tell, type Elsewhere } from '../../../src/panels/elsewhere/index.js'
import { Picture } from '../../../src/panels/elsewhere/Picture.js'
import type { SessionStart } from '../../../src/protocol/commands.js'
import { TransportFailure, type Failure } from '../../../src/protocol/failure.js'
import { drawn } from '../../support/chat-rig.js'
import { fillGaps } from '../../support/jsdom-gaps.js'

interface Told {
  id: string
  type: string
  entry: string
  reference: string
  widget: string
  page?: { url: string; title: string }
}

const OPENED = { id: 'id1', type: 'messenger.open', entry: 'whatsapp', reference: '1-2-3-4', widget: 'main' }

/** A life whose backend answers in this order. */
const createLife = (answers: readonly (Failure | undefined)[] = [], abilities = ['messengers']) => {
  const told: Pick<SessionStart, 'page'> = {}
  const read: { done?: Promise<unknown> } = {}
  const connection = signal<ConnectionStatus>({ state: 'connecting' })
  const sent: Told[] = []
  let count = 0
  const conversation: Pick<VisitorConversation, 'connection' | 'can'> & Record<'ask', unknown> = {
    connection,
    can: ability => abilities.includes(ability),
    ask: async (command: Told) => {
      const failure = answers[sent.push(command) - 1]
      if (failure) throw new TransportFailure(failure)
      return {}
    },
  }
  const life: Life = {
    newId: () => `id${++count}`,
    connect: () => conversation as VisitorConversation,
    start: () => ({ entry: 'webchat', widget: 'main', ...told }),
    ready: () => read.done,
  }
  const goOnline = async () => {
    connection.value = { state: 'reconnecting' }
    connection.value = { state: 'online' }
    await drawn()
  }
  return { life, connection, sent, goOnline, told, read }
}

describe('the picture for a phone', () => {
  it.each(['tel:+420601234567', `viber://pa?chatURI=zvonek&context=${'4294967295-'.repeat(4)}`, 'x'.repeat(600)])(
    'of %s is what the whole library draws',
    text => {
      const place = document.createElement('div')
      render(<Picture text={text} name="Viber" />, place)
      const path = place.querySelector('path')?.getAttribute('d') ?? ''
      const squares = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
      const level = { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M }
      const whole = generate(text, { ...level, modes: [mode.utf8] })
      const missing: string[] = []
      for (let y = 0; y < whole.size; y++)
        for (let x = 0; x < whole.size; x++) if (whole.get(x, y) !== squares.has(`${x} ${y}`)) missing.push(`${x} ${y}`)
      expect(missing).toEqual([])
      expect(squares.size).toBeGreaterThan(100)
      expect(place.querySelector('svg')?.getAttribute('viewBox')).toBe(`-4 -4 ${whole.size + 8} ${whole.size + 8}`)
    },
  )
})

describe('what is told of a press', () => {
  it('is the reference, and the page as it may be told, once both are known', async () => {
    const { life, sent, goOnline, told, read } = createLife()
    let isRead = (_nothing?: unknown) => {}
    read.done = new Promise(resolve => (isRead = resolve))
    tell(life, 'whatsapp', '1-2-3-4')
    expect(sent).toEqual([])
    await goOnline()
    expect(sent).toEqual([])
    told.page = { url: 'https://shop.example/basket', title: 'Basket' }
    isRead()
    await drawn()
    await goOnline()
    expect(sent).toEqual([{ ...OPENED, page: { url: 'https://shop.example/basket', title: 'Basket' } }])
  })

  it('is the reference alone where the page is not shared, whatever its address and title say', async () => {
    const { life, sent, goOnline } = createLife()
    history.replaceState(null, '', '/reset/secret-of-somebody')
    document.title = 'Jan Novák, +420 601 234 567'
    tell(life, 'whatsapp', '1-2-3-4')
    await goOnline()
    expect(sent).toEqual([OPENED])
  })

  it('is the reference alone where what reads the page does not come', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warn.mockRestore())
    const { life, sent, goOnline, read } = createLife()
    read.done = Promise.reject(new TypeError('no such file'))
    tell(life, 'whatsapp', '1-2-3-4')
    await goOnline()
    expect(sent).toEqual([OPENED])
    expect(warn).toHaveBeenCalledOnce()
  })

  it('goes at once where there is a connection already', async () => {
    const { life, connection, sent } = createLife()
    connection.value = { state: 'online' }
    tell(life, 'whatsapp', '1-2-3-4')
    await drawn()
    connection.value = { state: 'reconnecting' }
    connection.value = { state: 'online' }
    expect(sent).toHaveLength(1)
  })

  it('goes again with the same id until the backend has it', async () => {
    const { life, sent, goOnline } = createLife([{ kind: 'retry', done: 'unknown' }])
    tell(life, 'whatsapp', '1-2-3-4')
    await goOnline()
    await goOnline()
    await goOnline()
    expect(sent.map(({ id }) => id)).toEqual(['id1', 'id1'])
  })

  it.each<[string, readonly Failure[], string[]]>([
    ['the backend knows nothing of it', [], []],
    ['the backend will not', [{ kind: 'rejected', code: 'reference.many' }], ['messengers']],
  ])('is let be when %s', async (_, answers, abilities) => {
    const { life, sent, goOnline } = createLife(answers, abilities)
    tell(life, 'whatsapp', '1-2-3-4')
    await goOnline()
    await goOnline()
    expect(sent).toHaveLength(answers.length)
  })
})

describe('the panel', () => {
  const open = (link: Elsewhere) => {
    fillGaps()
    const { life, sent, goOnline } = createLife()
    const host = document.body.appendChild(document.createElement('zvonek-host'))
    const root = host.attachShadow({ mode: 'open' })
    const words = signal<PanelWords>(en)
    const panel = mount(link)({
      ...{ root, words, life, locale: signal('en-GB'), onClose: vi.fn(), submitted: vi.fn(), open: vi.fn() },
      ...{ params: () => ({}), asks: false, check: () => undefined, note: signal('') },
      ...{ ticket: undefined, callPage: undefined, emit: vi.fn(), setState: vi.fn() },
      foot: signal(undefined),
      conversation: life.connect(),
    })
    onTestFinished(() => {
      panel.dispose()
      host.remove()
    })
    panel.focus()
    return { root, sent, goOnline, anchor: () => root.querySelector<HTMLAnchorElement>('a')! }
  }

  it('shows the way to another device with a ticket of its own, which the backend is told', async () => {
    const { root, anchor, sent, goOnline } = open({
      ...{ entry: 'viber', name: 'Viber', icon: 'M1 1' },
      shows: 'viber://pa?chatURI=zvonek&context=',
    })
    await goOnline()
    const [, ticket] = /context=([\d-]{16,64})$/.exec(anchor().href) ?? []
    expect(ticket).toBeDefined()
    expect(root.activeElement).toBe(anchor())
    expect(sent).toMatchObject([{ entry: 'viber', reference: ticket }])
    expect(root.querySelector('svg.qr')?.getAttribute('aria-label')).toBe('Viber: Point your phone here')
    expect([anchor().textContent, anchor().rel, anchor().target]).toEqual([
      'Open on this computer',
      'noreferrer',
      '_blank',
    ])
  })

  it('of the telephone has the number, and tells nobody', async () => {
    const { anchor, sent, goOnline } = open({ entry: 'phone', name: 'Phone', icon: 'M1 1', shows: 'tel:+420601234567' })
    await goOnline()
    expect([anchor().textContent, anchor().getAttribute('href'), anchor().dir]).toEqual([
      '+420601234567',
      'tel:+420601234567',
      'ltr',
    ])
    expect(sent).toEqual([])
  })
})
