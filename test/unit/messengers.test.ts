import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  deviceOf,
  messengerButton,
  messengerLink,
  messengerReach,
  type Device,
  type Messenger,
} from '../../src/messengers.js'

const ACCOUNTS: Record<Messenger, string> = {
  whatsapp: '+420601234567',
  messenger: 'zvonek.shop',
  apple: '8f7c1d2a-0b3e-4c5d-9e6f-1a2b3c4d5e6f',
  vk: 'zvonek_shop',
  telegram: 'zvonek_bot',
  viber: 'zvonek',
  line: '@zvonek',
  phone: '+420601234567',
}
const messengers = Object.keys(ACCOUNTS) as Messenger[]

describe('a link to a messenger', () => {
  it.each<[Messenger, string]>([
    ['whatsapp', 'https://wa.me/420601234567?text=Good%20day%20%26%20thanks%20%23482913'],
    ['messenger', 'https://m.me/zvonek.shop?ref=482913'],
    [
      'apple',
      'https://bcrw.apple.com/urn:biz:8f7c1d2a-0b3e-4c5d-9e6f-1a2b3c4d5e6f?body=Good%20day%20thanks&biz-intent-id=482913',
    ],
    ['vk', 'https://vk.me/zvonek_shop?ref=482913'],
    ['telegram', 'https://t.me/zvonek_bot?start=482913'],
    ['viber', 'viber://pa?chatURI=zvonek&text=Good%20day%20%26%20thanks&context=482913'],
    ['line', 'https://line.me/R/oaMessage/%40zvonek/?Good%20day%20%26%20thanks%20%23482913'],
    ['phone', 'tel:+420601234567'],
  ])('has the form that %s documents', (messenger, href) => {
    const account = ACCOUNTS[messenger]
    expect(messengerLink(messenger, { account, reference: '482913', text: 'Good day & thanks' })).toBe(href)
  })

  it.each<[Messenger, string]>([
    [
      'apple',
      'https://bcrw.apple.com/urn:biz:8f7c1d2a-0b3e-4c5d-9e6f-1a2b3c4d5e6f?biz-group-id=repairs&biz-intent-id=1',
    ],
    ['vk', 'https://vk.me/zvonek_shop?ref_source=repairs&ref=1'],
    ['messenger', 'https://m.me/zvonek.shop?ref=1'],
    ['whatsapp', 'https://wa.me/420601234567?text=%231'],
  ])('to %s says the group where there is a place for it', (messenger, href) => {
    expect(messengerLink(messenger, { account: ACCOUNTS[messenger], reference: '1', group: 'repairs' })).toBe(href)
  })

  it('takes no group that would not arrive', () => {
    expect(() => messengerLink('vk', { account: 'zvonek_shop', group: 'a&b' })).toThrow(/a group has letters/)
  })

  it.each<[Messenger, string]>([
    ['whatsapp', 'https://wa.me/420601234567'],
    ['messenger', 'https://m.me/zvonek.shop'],
    ['apple', 'https://bcrw.apple.com/urn:biz:8f7c1d2a-0b3e-4c5d-9e6f-1a2b3c4d5e6f'],
    ['viber', 'viber://pa?chatURI=zvonek'],
    ['line', 'https://line.me/R/oaMessage/%40zvonek/'],
  ])('to %s carries nothing when there is nothing to carry', (messenger, href) => {
    expect(messengerLink(messenger, { account: ACCOUNTS[messenger] })).toBe(href)
  })

  const references = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)
  const texts = fc.string({ unit: 'grapheme', maxLength: 300 }).map(text => text.trim())

  it.each<[Messenger, (url: URL) => string | null]>([
    ['whatsapp', url => url.searchParams.get('text')],
    ['line', url => decodeURIComponent(url.search.slice(1))],
  ])('to %s ends its text with the reference, whatever the text', (messenger, read) => {
    fc.assert(
      fc.property(references, texts, (reference, text) => {
        const link = messengerLink(messenger, { account: ACCOUNTS[messenger], reference, text })
        expect(read(new URL(link))).toBe([text, `#${reference}`].filter(Boolean).join(' '))
      }),
      { seed: 6 },
    )
  })

  it.each<[Messenger, string]>([
    ['messenger', 'ref'],
    ['apple', 'biz-intent-id'],
    ['vk', 'ref'],
    ['telegram', 'start'],
    ['viber', 'context'],
  ])('to %s gives the reference back as it was given', (messenger, name) => {
    fc.assert(
      fc.property(references, texts, (reference, text) => {
        const link = messengerLink(messenger, { account: ACCOUNTS[messenger], reference, text })
        expect(new URL(link).searchParams.get(name)).toBe(reference)
      }),
      { seed: 6 },
    )
  })

  it('is an address of that messenger for any text at all, halves of characters too', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 2_000 })
    fc.assert(
      fc.property(fc.constantFrom(...messengers), anything, (messenger, text) => {
        const account = ACCOUNTS[messenger]
        const plain = new URL(messengerLink(messenger, { account }))
        const url = new URL(messengerLink(messenger, { account, text: `${text}\ud83d` }))
        expect([url.protocol, url.host, url.pathname, url.hash]).toEqual([
          plain.protocol,
          plain.host,
          plain.pathname,
          '',
        ])
      }),
      { seed: 6 },
    )
  })

  it('cuts a long text at a whole character', () => {
    const link = messengerLink('whatsapp', { account: ACCOUNTS.whatsapp, text: '🔔'.repeat(1_200) })
    expect(new URL(link).searchParams.get('text')).toBe('🔔'.repeat(1_000))
  })

  it.each([
    [{ account: '601 234 567' }, 'whatsapp', 'a number in E.164, such as +420601234567'],
    [{ account: 'a/../b' }, 'messenger', 'letters, digits, dots, _ and -'],
    [{ account: '..' }, 'messenger', 'letters, digits, dots, _ and -'],
    [{ account: 'javascript:alert(1)' }, 'vk', 'letters, digits, dots, _ and -'],
    [{ account: 'zvonek' }, 'line', 'the id of the official account, with its @'],
    [{ account: '@zvonek_bot' }, 'telegram', 'the name of the bot, without @'],
    [{ account: '12' }, 'apple', 'the business id of Apple Messages for Business'],
    [{ account: '+420601234567', reference: 'a b' }, 'phone', 'a reference has letters, digits, _ and -'],
    [{ account: '+420601234567', reference: 'x'.repeat(65) }, 'phone', 'at most 64'],
    [{ account: 'zvonek' }, 'icq', 'there is no messenger “icq”; there are whatsapp'],
    [{ account: 'zvonek' }, 'constructor', 'there is no messenger “constructor”'],
  ])('says what is wrong with %j for %s', (link, messenger, sentence) => {
    expect(() => messengerLink(messenger as Messenger, link)).toThrow(
      expect.objectContaining({ code: 'options', message: expect.stringContaining(sentence) as string }),
    )
  })
})

describe('a messenger', () => {
  it('is offered where its app can be', () => {
    const devices = ['ios', 'android', 'mac', 'desktop'] as const
    const table = messengers.map(one => [one, ...devices.map(device => messengerReach(one, device))].join(' '))
    expect(table).toEqual([
      'whatsapp here here here here',
      'messenger here here here here',
      'apple here nowhere here phone',
      'vk here here here here',
      'telegram here here here here',
      'viber here here phone phone',
      'line here here phone phone',
      'phone here here phone phone',
    ])
  })

  it.each([
    ['ios', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1', 5],
    ['ios', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15', 5],
    ['mac', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15', 0],
    ['android', 'Mozilla/5.0 (Linux; Android 16; K) Chrome/142.0.0.0 Mobile Safari/537.36', 5],
    ['desktop', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/145.0', 10],
    ['desktop', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0', 0],
  ])('knows %s from what the browser says of itself: %s', (device, userAgent, maxTouchPoints) => {
    expect(deviceOf({ userAgent, maxTouchPoints })).toBe(device)
  })
})

describe('a button for a messenger', () => {
  const DEVICES: Device[] = ['ios', 'android', 'mac', 'desktop']
  const button = (messenger: Messenger, device: Device) =>
    messengerButton(messenger, { account: ACCOUNTS[messenger], text: 'Good day & thanks', device })

  it.each<[Messenger, Record<Device, 'opens' | 'shows' | 'none'>]>([
    ['whatsapp', { ios: 'opens', android: 'opens', mac: 'opens', desktop: 'opens' }],
    ['messenger', { ios: 'opens', android: 'opens', mac: 'opens', desktop: 'opens' }],
    ['apple', { ios: 'opens', android: 'none', mac: 'opens', desktop: 'shows' }],
    ['vk', { ios: 'opens', android: 'opens', mac: 'opens', desktop: 'opens' }],
    ['telegram', { ios: 'opens', android: 'opens', mac: 'opens', desktop: 'opens' }],
    ['viber', { ios: 'opens', android: 'opens', mac: 'shows', desktop: 'shows' }],
    ['line', { ios: 'opens', android: 'opens', mac: 'shows', desktop: 'shows' }],
    ['phone', { ios: 'shows', android: 'shows', mac: 'shows', desktop: 'shows' }],
  ])('to %s opens it, shows it to a phone or is not there, by the device', (messenger, ways) => {
    for (const device of DEVICES) {
      const { href, shows } = button(messenger, device) ?? {}
      expect([device, href ? 'opens' : shows ? 'shows' : 'none']).toEqual([device, ways[device]])
    }
  })

  it('is open for the reference that is made at the press: with one at its end it is the link itself', () => {
    const tickets = fc.tuple(...Array.from({ length: 4 }, () => fc.nat(0xffff_ffff))).map(parts => parts.join('-'))
    const all = messengers.filter(messenger => messenger !== 'phone')
    fc.assert(
      fc.property(fc.constantFrom(...all), tickets, fc.constantFrom(...DEVICES), (messenger, reference, device) => {
        const { href, shows = href } = button(messenger, device) ?? {}
        const link = { account: ACCOUNTS[messenger], text: 'Good day & thanks', reference }
        if (shows !== undefined) expect(shows + reference).toBe(messengerLink(messenger, link))
        if (shows !== undefined) expect(shows).toMatch(/(=|%23)$/)
      }),
      { seed: 7 },
    )
  })

  it('has a drawing and a name, and for the telephone no place for a reference', () => {
    for (const messenger of messengers) {
      const { entry, icon, name } = button(messenger, 'ios')!
      expect([entry, icon, name]).toEqual([messenger, expect.stringMatching(/^M[\d.]/), expect.stringMatching(/./)])
    }
    expect(button('phone', 'ios')?.shows).toBe('tel:+420601234567')
    expect(new Set(messengers.map(one => button(one, 'ios')?.icon)).size).toBe(messengers.length)
  })

  it('says which account is none', () => {
    expect(() => messengerButton('phone', { account: '112', device: 'ios' })).toThrow(/“112” is no account of phone/)
  })
})
