import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toOptions } from '../../../src/api/options.js'
import cs from '../../../src/i18n/cs/launcher.js'
import en from '../../../src/i18n/en/launcher.js'
import { createDoorbell } from '../../../src/launcher/doorbell.js'
import { createHost, createPlate } from '../../../src/launcher/launcher.js'
import { buttons, clearPage, names } from '../../support/doorstep.js'
import { fillGaps } from '../../support/jsdom-gaps.js'

const open = (given: object = {}) => {
  const options = toOptions({ server: '/', buttons: 'video webchat callback', ...given })
  const host = createHost(options)
  host.lang = 'en'
  host.shadowRoot!.append(createPlate(options, en, { onPress: () => Promise.resolve(), onIntent: () => {} }))
  document.body.append(host)
  const doorbell = createDoorbell(host, options, en)
  return { doorbell, host, badge: () => host.shadowRoot!.querySelector('b')?.textContent }
}

beforeEach(() => void fillGaps())
afterEach(clearPage)

describe('the doorbell', () => {
  it.each([
    [1, 'Chat, 1 unread message', '1'],
    [2, 'Chat, 2 unread messages', '2'],
    [9, 'Chat, 9 unread messages', '9'],
    [12, 'Chat, 12 unread messages', '9+'],
  ])('says %i unread in the name of Chat and on a badge', (count, name, figure) => {
    const { doorbell, badge } = open()
    doorbell.setUnread(count)
    expect(names()).toEqual(['Video call', name, 'Call me back'])
    expect(badge()).toBe(figure)
  })

  it('is as before once everything is read', () => {
    const { doorbell, badge } = open()
    doorbell.setUnread(3)
    doorbell.setUnread(0)
    expect(names()).toEqual(['Video call', 'Chat', 'Call me back'])
    expect(badge()).toBeUndefined()
  })

  it.each([
    [1, 'Chat, 1 nepřečtená zpráva'],
    [3, 'Chat, 3 nepřečtené zprávy'],
    [5, 'Chat, 5 nepřečtených zpráv'],
  ])('speaks another language with its own plural forms: %i', (count, name) => {
    const { doorbell, host } = open()
    doorbell.setUnread(count)
    doorbell.setWords(cs, 'cs')
    expect(names()).toEqual(['Videohovor', name, 'Zavolejte mi'])
    expect(host.lang).toBe('cs')
    expect(host.shadowRoot!.querySelector('[role=group]')!.getAttribute('aria-label')).toBe('Kontaktujte nás')
  })

  it('keeps the page’s own words in every language', () => {
    const { doorbell } = open({ words: { cs: { webchat: 'Poradna' } } })
    doorbell.setWords(cs, 'cs')
    doorbell.setUnread(1)
    expect(names()[1]).toBe('Poradna, 1 nepřečtená zpráva')
  })

  it('has its own word beside each push, in the place of the browser’s', () => {
    const { doorbell } = open()
    const labels = () => buttons().map(button => button.querySelector('span')?.textContent)
    expect(labels()).toEqual(names())
    expect(buttons().map(({ title }) => title)).toEqual(['', '', ''])
    doorbell.setWords(cs, 'cs')
    expect(labels()).toEqual(['Videohovor', 'Chat', 'Zavolejte mi'])
  })

  it('leaves a link its own name in every language, and none that a page has put on all objects', () => {
    Object.assign(Object.prototype, { whatsapp: 'Elsewhere' })
    try {
      const { doorbell } = open({ links: [{ entry: 'whatsapp', name: 'WhatsApp', icon: 'M4 4h16' }] })
      doorbell.setWords(cs, 'cs')
      expect(names()).toEqual(['Videohovor', 'Chat', 'Zavolejte mi', 'WhatsApp'])
    } finally {
      Reflect.deleteProperty(Object.prototype, 'whatsapp')
    }
  })

  it('has no badge where there is no chat', () => {
    const { doorbell, badge } = open({ buttons: 'callback' })
    doorbell.setUnread(1)
    expect(names()).toEqual(['Call me back'])
    expect(badge()).toBeUndefined()
  })

  it('takes the focus back where the panel that closes has no button of its own', () => {
    const { doorbell, host } = open({ buttons: 'webchat' })
    doorbell.setOpen('callback')
    doorbell.setOpen(undefined)
    doorbell.focus('callback')
    expect(host.shadowRoot!.activeElement).toBe(buttons()[0])
  })

  it('gives its place to the panel, and focus back to the push that opened it', () => {
    const { doorbell, host } = open()
    doorbell.setOpen('webchat')
    expect(host.hasAttribute('data-open')).toBe(true)
    doorbell.setOpen(undefined)
    doorbell.focus('webchat')
    expect(host.hasAttribute('data-open')).toBe(false)
    expect(host.shadowRoot!.activeElement).toBe(buttons()[1])
  })
})

describe('who is there', () => {
  /** What is heard after the name of each push. */
  const lines = () =>
    buttons().map(push => {
      const id = push.getAttribute('aria-describedby') ?? ''
      return (push.getRootNode() as ShadowRoot).getElementById(id)?.textContent
    })
  const marks = () => buttons().map(push => push.querySelector('b')?.innerHTML)
  const paths = () => buttons().map(push => push.querySelector('svg path')?.getAttribute('d'))
  const off = () => buttons().map(push => push.hasAttribute('data-off'))

  it('is nothing that a launcher speaks of before it has been told', () => {
    open()
    expect(lines()).toEqual(['', '', ''])
    expect(marks()).toEqual([undefined, undefined, undefined])
    expect(off()).toEqual([false, false, false])
  })

  it('is told of each push by itself, beside its name and never in it', () => {
    const { doorbell } = open()
    const before = paths()
    doorbell.setExpected({
      webchat: { state: 'offline', reason: 'hours', takesLetters: true },
      video: { state: 'busy' },
      callback: { state: 'online' },
    })
    expect(names()).toEqual(['Video call', 'Chat', 'Call me back'])
    expect(lines()).toEqual(['Everybody is busy', 'Leave a message', ''])
    expect(off()).toEqual([false, true, false])
    expect(marks().map(Boolean)).toEqual([true, false, false])
    expect(paths().map((path, at) => path !== before[at])).toEqual([false, true, false])
    // A round face with hands, and a sheet with a flap: neither stands for the other.
    expect(marks()[0]).toMatch(/d="M12 3a9 9 0 100 18/)
    expect(paths()[1]).toMatch(/^M5\.5 5h13A2/)
    doorbell.setExpected({ webchat: { state: 'online' } })
    expect(lines()).toEqual(['', '', ''])
    expect(marks().some(Boolean) || off().some(Boolean)).toBe(false)
    expect(paths()).toEqual(before)
  })

  it.each([
    [170, 'About 3 minutes to wait', 'Čekání asi 3 minuty'],
    [20, 'About 1 minute to wait', 'Čekání asi 1 minutu'],
    [undefined, 'Everybody is busy', 'Všichni právě mluví s jinými'],
  ])('is a wait of %s seconds only where the backend knows it', (wait, english, czech) => {
    const { doorbell } = open()
    doorbell.setExpected({ webchat: { state: 'busy', ...(wait && { wait }) } })
    expect(lines()[1]).toBe(english)
    doorbell.setWords(cs, 'cs')
    expect(lines()[1]).toBe(czech)
  })

  it('is nobody, and no letter is promised where none is taken', () => {
    const { doorbell } = open()
    const before = paths()
    doorbell.setExpected({ webchat: { state: 'offline' }, callback: { state: 'offline' } })
    expect(lines()).toEqual(['', 'Nobody is at the desk now', 'Nobody is at the desk now'])
    expect(paths()).toEqual(before)
  })

  it('leaves the badge to words that wait to be read, and has it back after them', () => {
    const { doorbell, badge } = open()
    doorbell.setExpected({ webchat: { state: 'busy' } })
    doorbell.setUnread(2)
    expect([names()[1], lines()[1], badge()]).toEqual(['Chat, 2 unread messages', 'Everybody is busy', '2'])
    doorbell.setUnread(0)
    expect(badge()).toBe('')
    expect(marks()[1]).toContain('<path')
  })

  it('is not what a page has put on all objects', () => {
    Object.assign(Object.prototype, { webchat: { state: 'offline' }, whatsapp: { state: 'busy' } })
    try {
      const { doorbell } = open({ links: [{ entry: 'whatsapp', name: 'WhatsApp', icon: 'M4 4h16' }] })
      doorbell.setExpected({})
      expect(lines()).toEqual(['', '', '', ''])
    } finally {
      for (const name of ['webchat', 'whatsapp']) Reflect.deleteProperty(Object.prototype, name)
    }
  })
})
