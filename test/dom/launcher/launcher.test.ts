import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ButtonLink } from '../../../src/api/options.js'
import { buttons, clearPage, createDoorstep, hosts, names } from '../../support/doorstep.js'

const all = ['webchat', 'video', 'callback'] as const
let doorstep: ReturnType<typeof createDoorstep>
beforeEach(() => {
  doorstep = createDoorstep()
})
afterEach(clearPage)

describe('the launcher', () => {
  it('is a group of named buttons in the order the page wants', async () => {
    await doorstep.boot({ buttons: ['callback', 'webchat', 'video'] }).ready
    const group = hosts()[0]!.shadowRoot!.querySelector('[role=group]')!
    expect(group.getAttribute('aria-label')).toBe('Contact us')
    expect(names()).toEqual(['Call me back', 'Chat', 'Video call'])
    // The browser's own word beside each, until ours is here.
    expect(buttons().map(({ title }) => title)).toEqual(names())
  })

  it('offers one button by default, with an icon', async () => {
    await doorstep.boot().ready
    expect(names()).toEqual(['Chat'])
    expect(buttons()[0]!.querySelector('path')!.namespaceURI).toBe('http://www.w3.org/2000/svg')
  })

  it('names its parts for the page to style', async () => {
    await doorstep.boot().ready
    const parts = [...hosts()[0]!.shadowRoot!.querySelectorAll('[part]')].map(node => node.getAttribute('part'))
    expect(parts).toEqual(['launcher', 'push'])
  })

  it('shows that it is pressed until the panel is there', async () => {
    let open = (_: unknown) => {}
    doorstep.answers(() => new Promise(resolve => (open = resolve)))
    await doorstep.boot().ready
    const [chat] = buttons()
    chat!.click()
    expect(chat!.hasAttribute('data-busy')).toBe(true)
    await vi.waitFor(() => expect(doorstep.apps[0]?.calls).toEqual([['open', 'webchat']]))
    expect(chat!.hasAttribute('data-busy')).toBe(true)
    open(undefined)
    await vi.waitFor(() => expect(chat!.hasAttribute('data-busy')).toBe(false))
  })

  it('has its word beside it for who points at it, and nothing starts for that', async () => {
    await doorstep.boot({ buttons: all }).ready
    const [chat] = buttons()
    const words = () => buttons().map(button => button.querySelector('span')?.textContent)
    expect(words()).toEqual([undefined, undefined, undefined])
    chat!.dispatchEvent(new Event('pointerenter'))
    await vi.waitFor(() => expect(words()).toEqual(names()))
    chat!.dispatchEvent(new Event('focus'))
    expect(doorstep.apps).toEqual([])
    chat!.click()
    await vi.waitFor(() => expect(doorstep.apps[0]?.calls).toEqual([['open', 'webchat']]))
    expect(chat!.querySelectorAll('span')).toHaveLength(1)
  })

  it('can be pressed again after a failure', async () => {
    doorstep.load.mockRejectedValueOnce(new Error('offline'))
    await doorstep.boot().ready
    const [chat] = buttons()
    chat!.click()
    await vi.waitFor(() => expect(chat!.hasAttribute('data-busy')).toBe(false))
    chat!.click()
    await vi.waitFor(() => expect(doorstep.apps[0]?.calls).toEqual([['open', 'webchat']]))
  })

  it.each([
    ['right', '', 'end'],
    ['left', '', 'start'],
    ['right', 'rtl', 'start'],
    ['left', 'rtl', 'end'],
    ['end', '', 'end'],
    ['end', 'rtl', 'end'],
  ] as const)('stands at the %s of a page written %s: that is its %s', async (position, direction, side) => {
    document.body.style.direction = direction
    await doorstep.boot({ position }).ready
    expect(hosts()[0]!.dataset.side).toBe(side)
  })

  it('refuses a theme that there is not, in one sentence, and stays as it looks', async () => {
    const handle = doorstep.boot({ theme: 'dark' })
    await handle.ready
    await expect(handle.setTheme('darkish' as 'dark')).rejects.toMatchObject({
      code: 'options',
      message: 'theme must be system | light | dark',
    })
    expect(hosts()[0]?.dataset.theme).toBe('dark')
  })

  it('is light or dark as the page says', async () => {
    const handle = doorstep.boot({ theme: 'dark' })
    await handle.ready
    const [host] = hosts()
    expect(host!.dataset.theme).toBe('dark')
    await handle.setTheme('light')
    expect(host!.dataset.theme).toBe('light')
    await handle.setTheme('system')
    expect(host!.dataset.theme).toBe('system')
  })

  it('takes one colour for all', async () => {
    await doorstep.boot({ brand: 'tomato' }).ready
    expect(hosts()[0]!.style.getPropertyValue('--zvonek-brand')).toBe('tomato')
  })
})

describe('a button that leads elsewhere', () => {
  /** Addresses that a press opens, each with its tab and what it tells of this page. */
  const watchTabs = () => {
    const tabs: { href: string; target: string; rel: string; loads: number }[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      const { href, target, rel } = this
      tabs.push({ href, target, rel, loads: doorstep.load.mock.calls.length })
    })
    return tabs
  }
  const TICKET = /^\d+(-\d+){3}$/

  it('opens the call page inside the press, before anything loads, and tells the app the ticket it gave', async () => {
    const tabs = watchTabs()
    await doorstep.boot({ buttons: all, callPage: 'https://help.example.com/call', preload: false }).ready
    buttons()[1]!.click()
    expect(tabs).toEqual([expect.objectContaining({ target: '_blank', rel: 'noreferrer', loads: 0 })])
    const [place, language, ticket] = tabs[0]!.href.split('&')
    expect([place, language]).toEqual(['https://help.example.com/call#main', 'en'])
    expect(ticket).toMatch(TICKET)
    await vi.waitFor(() => expect(doorstep.apps[0]?.calls).toEqual([['open', 'video', ticket]]))
    buttons()[1]!.click()
    expect(tabs[1]!.href).not.toBe(tabs[0]!.href)
  })

  it('opens a panel where there is no call page, as Chat always does', async () => {
    const tabs = watchTabs()
    await doorstep.boot({ buttons: all }).ready
    buttons()[1]!.click()
    buttons()[0]!.click()
    await vi.waitFor(() =>
      expect(doorstep.apps[0]?.calls).toEqual([
        ['open', 'video'],
        ['open', 'webchat'],
      ]),
    )
    expect(tabs).toEqual([])
  })

  it('stands behind the others with its own name and icon, and takes its ticket at the end', async () => {
    const tabs = watchTabs()
    const links = [
      { entry: 'whatsapp', name: 'WhatsApp', icon: 'M4 4h16', href: 'https://wa.me/420601234567?text=%23' },
      { entry: 'phone', icon: 'M8 8h8' },
    ] as const
    await doorstep.boot({ links, words: { en: { phone: 'Ring us' } as object } }).ready
    expect(names()).toEqual(['Chat', 'WhatsApp', 'Ring us'])
    expect(
      buttons()
        .map(push => push.querySelector('path')!.getAttribute('d'))
        .slice(1),
    ).toEqual(['M4 4h16', 'M8 8h8'])
    buttons()[1]!.click()
    buttons()[2]!.click()
    expect(tabs).toHaveLength(1)
    const [address, ticket] = tabs[0]!.href.split('%23')
    expect(address).toBe('https://wa.me/420601234567?text=')
    expect(ticket).toMatch(TICKET)
    await vi.waitFor(() =>
      expect(doorstep.apps[0]?.calls).toEqual([
        ['open', 'whatsapp', ticket],
        ['open', 'phone'],
      ]),
    )
  })

  it.each([
    [
      'whose getter throws',
      {
        get entry(): string {
          throw new Error('not now')
        },
      },
    ],
    ['whose name is no text', { entry: 'viber', name: Symbol('Viber'), icon: 'M4 4h16' }],
    ['that is a proxy which refuses', new Proxy({}, { ownKeys: () => [1] as never })],
  ])('%s is left out, with a word on the console and no other loss', async (_, bad) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const links = [bad, { entry: 'phone', name: 'Phone', icon: 'M8 8h8' }] as readonly ButtonLink[]
    await doorstep.boot({ buttons: ['webchat', 'callback'], links }).ready
    expect(names()).toEqual(['Chat', 'Call me back', 'Phone'])
    expect(warn.mock.calls).toEqual([
      ['zvonek: no link', expect.objectContaining({ message: expect.any(String) as string })],
    ])
    buttons()[2]!.click()
    await vi.waitFor(() => expect(doorstep.apps[0]?.calls).toEqual([['open', 'phone']]))
  })

  it('leads nowhere that a page has put on all objects', async () => {
    const tabs = watchTabs()
    Object.assign(Object.prototype, { href: 'https://elsewhere.example/' })
    try {
      await doorstep.boot({ links: [{ entry: 'phone', name: 'Phone', icon: 'M8 8h8' }] }).ready
      buttons()[1]!.click()
      await vi.waitFor(() => expect(doorstep.apps[0]?.calls).toEqual([['open', 'phone']]))
    } finally {
      Reflect.deleteProperty(Object.prototype, 'href')
    }
    expect(tabs).toEqual([])
  })
})

describe('the language of the launcher', () => {
  it.each([
    ['cs-CZ', 'en', 'en-US', 'cs'],
    ['de', 'cs', 'en-US', 'cs'],
    [undefined, 'CS-cz', 'en-US', 'cs'],
    [undefined, 'de', 'cs', 'cs'],
    [undefined, '', 'cs', 'cs'],
    ['en-GB', 'cs', 'cs', 'en'],
    ['de', 'fr', 'pl', 'en'],
  ])('is the option %s, then the page’s %s, then the browser’s %s: %s', async (lang, page, browser, locale) => {
    document.documentElement.lang = page
    vi.spyOn(navigator, 'language', 'get').mockReturnValue(browser)
    await doorstep.boot(lang ? { lang } : {}).ready
    expect(hosts()[0]!.lang).toBe(locale)
    expect(names()).toEqual(['Chat'])
  })

  it('is fetched before the first paint, so that nothing is relabelled', async () => {
    await doorstep.boot({ lang: 'cs', buttons: all }).ready
    expect(names()).toEqual(['Chat', 'Videohovor', 'Zavolejte mi'])
    expect(doorstep.words).toHaveBeenCalledExactlyOnceWith('cs')
  })

  it('is not fetched when it came whole with the options', async () => {
    const cs = { group: 'Ozvěte se', webchat: 'Pište', video: 'Video', callback: 'Volejte', unread: { other: '{n}' } }
    await doorstep.boot({ lang: 'cs', buttons: all, words: { cs } }).ready
    expect(names()).toEqual(['Pište', 'Video', 'Volejte'])
    expect(doorstep.words).not.toHaveBeenCalled()
  })

  it('lets the page change single words', async () => {
    const words = { cs: { webchat: 'Poradna' }, en: { webchat: 'Ask' } }
    await doorstep.boot({ lang: 'cs', buttons: all, words }).ready
    await doorstep.boot({ lang: 'en', words }).ready
    expect(hosts().map(names)).toEqual([['Poradna', 'Videohovor', 'Zavolejte mi'], ['Ask']])
  })

  it('is English when its words do not come: better than no buttons', async () => {
    doorstep.words.mockRejectedValueOnce(new Error('offline'))
    await doorstep.boot({ lang: 'cs' }).ready
    expect(names()).toEqual(['Chat'])
  })
})
