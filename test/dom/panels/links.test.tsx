import { describe, expect, it } from 'vitest'
import { openChat } from '../../support/chat-rig.js'
import { aMessage } from '../../support/conversation-double.js'

/* S5: what is written becomes a link only where opening it is safe, and says where it leads. */

const open = (text: string) => {
  const { root, bubbles } = openChat(({ thread }) => {
    thread.value = [aMessage('operator', text, { seq: 1 })]
  })
  return { links: [...root.querySelectorAll<HTMLAnchorElement>('[part=bubble] a')], text: bubbles()[0] }
}

describe('a text', () => {
  it.each([
    ['see https://a.example/b?c=d.', 'https://a.example/b?c=d'],
    ['(http://a.example/b)', 'http://a.example/b'],
    ['HTTPS://a.example', 'https://a.example/'],
    ['mailto:anna@a.example!', 'mailto:anna@a.example'],
    ['tel:+420601234567', 'tel:+420601234567'],
  ])('has its address made a link that opens apart: %s', (written, href) => {
    const [link] = open(written).links
    expect(link?.href).toBe(href)
    expect(link?.target).toBe('_blank')
    expect(link?.rel).toBe('noopener noreferrer')
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'blob:https://a.example/1',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
    'https://bank.example@evil.example/',
    'https://%',
    'xhttps:a.example',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
  ])('stays a text: %s', written => {
    const { links, text } = open(written)
    expect(links).toEqual([])
    expect(text).toBe(written)
  })

  it('shows the host a link leads to, not the one it looks like', () => {
    const [link] = open('https://\u0430pple.example/x').links
    expect(link?.textContent).toBe('https://xn--pple-43d.example/x')
    expect(open('https://%65vil.example').links[0]?.textContent).toBe('https://evil.example/')
  })

  it('loses the marks that turn the direction of an address', () => {
    const [link] = open('https://a.example/\u202egnp.exe').links
    expect(link?.textContent).toBe('https://a.example/gnp.exe')
    expect(link?.href).toBe('https://a.example/gnp.exe')
  })

  it('of a few emoji is large, of many it is not', () => {
    const look = (text: string) =>
      openChat(({ thread }) => {
        thread.value = [aMessage('operator', text, { seq: 1 })]
      }).find('[part=bubble]').className
    expect(look('🙂👍🏽')).toContain('big')
    expect(look('👩‍👩‍👧‍👦')).toContain('big')
    expect(look('Hi 🙂')).not.toContain('big')
    expect(look('12')).not.toContain('big')
    expect(look('🙂'.repeat(10_000))).not.toContain('big')
  })
})
