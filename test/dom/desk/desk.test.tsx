import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBell } from '../../../demo/desk/bell.js'
import { Desk } from '../../../demo/desk/Desk.js'
import { listenToKeys } from '../../../demo/desk/keys.js'
import { fillGaps } from '../../support/jsdom-gaps.js'
import { accepted, added, boris, changed, client, said, session, sitDown } from '../../unit/desk/scripted-desk.js'

beforeEach(() => {
  fillGaps()
  Element.prototype.scrollIntoView = () => {}
})

/** Does something, and lets the page show it. */
const now = (fn: () => void): void => void act(fn)

const undo: (() => void)[] = []
afterEach(() => {
  for (const off of undo.splice(0)) off()
  vi.unstubAllGlobals()
})

/** A desk on the page, with its bell and keys. */
const show = async () => {
  const rig = await sitDown()
  const rung = vi.fn()
  const titles: string[] = []
  const bell = createBell({ desk: rig.desk, store: rig.store, ring: rung, setTitle: title => titles.push(title) })
  const root = document.body.appendChild(document.createElement('div'))
  now(() => render(<Desk desk={rig.desk} bell={bell} onSignIn={() => {}} />, root))
  undo.push(
    listenToKeys(rig.desk),
    bell.dispose,
    rig.desk.dispose,
    () => render(null, root),
    () => root.remove(),
  )
  const all = <T extends HTMLElement>(selector: string) => [...root.querySelectorAll<T>(selector)]
  return {
    ...rig,
    root,
    rung,
    titles,
    bell,
    all,
    button: (name: string) => all<HTMLButtonElement>('button').find(one => one.textContent === name),
    /** Rows of the queue as a screen reader finds them. */
    queue: () => all('[aria-label="Waiting clients"] > li:not([aria-hidden])'),
    live: (...news: Parameters<typeof rig.live>) => now(() => rig.live(...news)),
    hear: (...news: Parameters<typeof rig.hear>) => now(() => rig.hear(...news)),
    press: (init: KeyboardEventInit) =>
      now(
        () => void document.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })),
      ),
  }
}

describe('the queue', () => {
  const facts = { locale: 'cs-CZ', browser: 'Firefox 145', system: 'Windows 11' }

  it('shows who waits, by which way, for how long, and with what words', async () => {
    const { live, queue } = await show()
    live({
      sessions: [session(1, { entry: 'video' })],
      clients: [client(1, { ...facts, name: 'Eva' })],
      messages: [said(1, 1, 'Good morning')],
    })
    const [row] = queue()
    expect(row?.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('Video call')
    expect(row?.querySelector('b')?.textContent).toBe('Eva')
    expect(row?.querySelector('time')?.textContent).toBe('1:39')
    expect([...(row?.querySelectorAll('p') ?? [])].map(p => p.textContent)).toEqual([
      'Good morning',
      'not verified · Czech · Firefox 145 · Windows 11 · main',
    ])
  })

  it('counts on by the second, and tints what is over three minutes', async () => {
    const { live, queue, time } = await show()
    live({ sessions: [session(1)] })
    await act(() => time.pass(90_000))
    const watch = queue()[0]?.querySelector('time')
    expect([watch?.textContent, watch?.className]).toEqual(['3:09', 'long'])
  })

  it('fills only the Accept of the longest waiting', async () => {
    const { live, queue } = await show()
    live({ sessions: [session(1), session(2)] })
    expect(queue().map(row => row.querySelector('.b')?.className)).toEqual(['b p', 'b soft'])
  })

  it('keeps everything where it is while the pointer is over it', async () => {
    const { live, hear, all, queue } = await show()
    live({ sessions: [session(1), session(2)] })
    const [list] = all('[aria-label="Waiting clients"]')
    const move = (type: string) => now(() => void list?.dispatchEvent(new MouseEvent(type)))
    Object.defineProperty(MouseEvent.prototype, 'pointerType', { value: 'mouse', configurable: true })
    move('pointerenter')
    hear(changed(accepted(1, boris)), changed(session(3)))
    expect([...(list?.children ?? [])].map(row => row.getAttribute('data-id'))).toEqual([null, 's2', 's3'])
    expect(queue()).toHaveLength(2)
    move('pointerleave')
    expect([...(list?.children ?? [])].map(row => row.getAttribute('data-id'))).toEqual(['s2', 's3'])
    Reflect.deleteProperty(MouseEvent.prototype, 'pointerType')
  })

  it('takes no second client with the second half of a double click', async () => {
    const { live, queue, sent, settle } = await show()
    live({ sessions: [session(1), session(2)] })
    const accept = queue()[1]?.querySelector('button')
    now(() => void accept?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 })))
    await settle()
    expect(sent('session.accept')).toEqual([])
  })
})

describe('the bell', () => {
  it('sounds once for each new client, tells the title, and can be hushed', async () => {
    const { live, hear, rung, titles, bell } = await show()
    live({ sessions: [session(1)] })
    hear(changed(session(1, { version: 2, position: 1 })))
    expect(rung).toHaveBeenCalledTimes(1)
    hear(changed(session(2)))
    expect(rung).toHaveBeenCalledTimes(2)
    expect(titles.at(-1)).toBe('(2) Zvonek – waiting')
    bell.toggle()
    hear(changed(session(3)))
    expect(rung).toHaveBeenCalledTimes(2)
    expect(bell.announced.value).toBe('Visitor 3 is waiting')
  })
})

describe('the keys', () => {
  it('accept the longest waiting, walk the conversations, and close the preview', async () => {
    const { live, press, sent, settle, desk } = await show()
    live({ sessions: [session(3), accepted(1), accepted(2)] })
    press({ altKey: true, code: 'KeyA', key: 'å' })
    await settle()
    expect(sent('session.accept').map(({ command }) => command)).toMatchObject([{ session: 's3' }])
    press({ altKey: true, code: 'ArrowDown' })
    expect(desk.selected.value?.id).toBe('s2')
    now(() => desk.showPreview('s3'))
    press({ key: 'Escape' })
    expect(desk.preview.value).toBeUndefined()
    expect(desk.selected.value?.id).toBe('s2')
  })
})

describe('the conversation', () => {
  it('shows what a visitor writes as text, whatever it looks like', async () => {
    const { live, desk, all } = await show()
    live({ sessions: [accepted(1)], messages: [said(1, 1, '<img src=x onerror=alert(1)>')] })
    now(() => desk.select('s1'))
    expect(all('[role=log] .m').map(bubble => bubble.textContent)).toEqual(['<img src=x onerror=alert(1)>'])
    expect(all('[role=log] img')).toEqual([])
  })

  it('sends with Enter, breaks with Shift+Enter, and keeps what is too long', async () => {
    const { live, desk, all, sent, settle } = await show()
    live({ sessions: [accepted(1)] })
    now(() => desk.select('s1'))
    const [field] = all<HTMLTextAreaElement>('textarea')
    const enter = (shiftKey: boolean) =>
      now(() => void field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey, bubbles: true })))
    now(() => desk.setDraft('x'.repeat(4002)))
    enter(false)
    expect(all('[role=alert]').map(one => one.textContent)).toContain('2 characters too many: a message holds 4000.')
    now(() => desk.setDraft('Hello'))
    enter(true)
    enter(false)
    await settle()
    expect(sent('message.send').map(({ command }) => command)).toMatchObject([{ session: 's1', text: 'Hello' }])
    expect(field?.value).toBe('')
  })

  it('says in words that the server is gone, and what waits for it', async () => {
    const { live, desk, all, button, streams, settle, time } = await show()
    live({ sessions: [accepted(1)] })
    now(() => desk.select('s1'))
    now(() => streams[0]?.end({ kind: 'retry', done: 'no', after: 60_000 }))
    await act(() => time.pass(2_000))
    const strip = () => all('.banner').map(one => one.querySelector('span')?.textContent?.trim())
    const lost = 'No connection to the server. What you write is kept and goes out by itself.'
    expect(strip()).toEqual([lost])
    now(() => {
      desk.setDraft('Are you there?')
      desk.send()
    })
    expect(all('.st').map(one => one.textContent)).toEqual(['Waiting for the connection'])
    expect(strip()).toEqual([`${lost} 1 thing waits to go out.`])
    // Heard once: what is counted is no news each time.
    expect(all('[role=alert]').map(one => one.textContent)).toEqual([lost])
    now(() => button('Try now')?.click())
    await act(() => settle())
    expect(streams).toHaveLength(2)
    live({ sessions: [accepted(1)] })
    expect(strip()).toEqual(['Connected again'])
  })

  it('promises nothing that it cannot do now', async () => {
    const { live, button, streams, time } = await show()
    live({ sessions: [session(1), accepted(2)] })
    now(() => streams[0]?.end({ kind: 'retry', done: 'no', after: 60_000 }))
    await act(() => time.pass(2_000))
    now(() => button('Accept')?.click())
    now(() => button('End')?.click())
    expect(button('Will accept')).toBeDefined()
    expect(button('Will end')).toBeDefined()
  })

  it('tells in header, list and thread that the client has left, and when; and that they are back', async () => {
    const { live, hear, all } = await show()
    live({ sessions: [accepted(1)], messages: [said(1, 1, 'Hello')] })
    const leftAt = 1_700_000_050_000
    hear({ type: 'client.changed', client: client(1, { version: 2, online: false, leftAt }) })
    const at = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(leftAt)
    expect(all('.h p').map(one => one.textContent.trim())).toEqual([`offline, left at ${at}`])
    expect(all('.conv .off').map(one => one.textContent.trim())).toEqual(['offline'])
    expect(all('[role=log] .note').at(-1)?.textContent).toBe(
      `Visitor 1 is offline, left at ${at}. What you write waits for their next visit.`,
    )
    hear({ type: 'client.changed', client: client(1, { version: 3 }) })
    expect(all('.h p').map(one => one.textContent.trim())).toEqual(['here'])
    expect(all('.conv .off')).toEqual([])
    expect(all('[role=log] .note')).toHaveLength(1)
    expect(all('[role=status]').map(one => one.textContent)).toContain('Visitor 1 is here again')
  })

  it('claims nothing of who is there while the server is not heard', async () => {
    const { live, all, streams, time } = await show()
    live({ sessions: [accepted(1)], clients: [client(1, { online: false, leftAt: 5 })] })
    now(() => streams[0]?.end({ kind: 'retry', done: 'no', after: 60_000 }))
    await act(() => time.pass(2_000))
    expect(all('.h p').map(one => one.textContent.trim())).toEqual(['not known without a connection'])
    expect(all('.conv .off')).toEqual([])
    expect(all('[role=log] .note')).toHaveLength(1)
  })

  it('may be answered after the client was away too long, and says what becomes of it', async () => {
    const { live, hear, all } = await show()
    live({ sessions: [accepted(1)], clients: [client(1, { online: false, leftAt: 5 })] })
    hear(changed(accepted(1, undefined, { version: 3, state: 'ended', endedBy: 'system', endedAt: 1 })))
    expect(all('[role=log] .note').at(-1)?.textContent).toMatch(
      /^Conversation ended \d.*: Visitor 1 was away too long\. What you write waits for their next visit\.$/,
    )
    expect(all('footer textarea')).toHaveLength(1)
    hear(changed(session(3, { client: 'c1' })))
    expect(all('footer textarea')).toEqual([])
  })

  it('leaves the middle to the next one when an ended one is closed', async () => {
    const { live, hear, desk, button } = await show()
    live({ sessions: [accepted(1), accepted(2)] })
    now(() => desk.select('s1'))
    hear(changed(accepted(1, undefined, { version: 3, state: 'ended', endedBy: 'visitor', endedAt: 1 })))
    now(() => button('Close')?.click())
    expect(desk.selected.value?.id).toBe('s2')
    hear(added(said(2, 1, 'Hello')))
    expect(button('End')).toBeDefined()
  })
})

describe('a quiet desk', () => {
  it('says that the operator is away, who is not, and what to do', async () => {
    const { live, desk, root, button } = await show()
    live()
    now(() => desk.setAvailable(false))
    expect(root.textContent).toContain('Nobody can ring you now. Boris is at the desk.')
    now(() => button('Become available')?.click())
    expect(desk.available.value).toBe(true)
    expect(root.textContent).toContain('All quiet')
  })
})
