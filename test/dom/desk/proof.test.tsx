import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBell } from '../../../demo/desk/bell.js'
import { Desk } from '../../../demo/desk/Desk.js'
import type { Client, DeskCallback, Letter } from '../../../demo/protocol/desk.js'
import { fillGaps } from '../../support/jsdom-gaps.js'
import { accepted, anna, client, session, sitDown } from '../../unit/desk/scripted-desk.js'

/* S6: of every field that a visitor controls operators see whether their site has signed it, and see it as text. */

beforeEach(() => {
  fillGaps()
  Element.prototype.scrollIntoView = () => {}
})
const undo: (() => void)[] = []
afterEach(() => {
  for (const off of undo.splice(0)) off()
})

const now = (fn: () => void): void => void act(fn)
const claim = (what: string) => `<img src=x onerror=alert(1)> ${what}`
/** Who types all that one can type; `n` tells their fields apart. */
const liar = (n: number, change: Partial<Client> = {}): Client =>
  client(n, {
    name: claim(`name ${n}`),
    phone: claim(`phone ${n}`),
    page: { url: 'https://shop.example/', title: 'Lamps' },
    params: [
      { key: 'email', value: claim(`param ${n}`), source: 'entryForm', at: 1 },
      { key: 'plan', value: claim(`plan ${n}`), source: 'api' },
    ],
    mail: { to: claim(`mail ${n}`), version: '1', at: 1 },
    ...change,
  })
const letter: Letter = {
  ...{ id: 'l', version: 1, client: 'c9', widget: 'main', at: 1, text: 'Hello', delivery: { state: 'sent', tries: 1 } },
  ...{ name: claim('letter name'), email: claim('letter email'), phone: claim('letter phone') },
  more: [{ key: 'Order', value: claim('letter order') }],
}
const callback: DeskCallback = {
  ...{ id: 'k', version: 1, client: 'c2', widget: 'main', state: 'requested', requestedAt: 1, dueAt: 1 },
  phone: '+420601234567',
}

/** A desk with somebody in each place where names stand, and each of its claims shown. */
const show = async (change: Partial<Client> = {}) => {
  const rig = await sitDown()
  const bell = createBell({ desk: rig.desk, store: rig.store, ring: () => {}, setTitle: () => {} })
  const root = document.body.appendChild(document.createElement('div'))
  now(() => render(<Desk desk={rig.desk} bell={bell} onSignIn={() => {}} />, root))
  undo.push(
    bell.dispose,
    rig.desk.dispose,
    () => render(null, root),
    () => root.remove(),
  )
  now(() =>
    rig.live({
      clients: [liar(1, change), liar(2), liar(3), liar(4, { blocked: { by: 'anna', name: 'Anna', at: 1 } })],
      sessions: [session(1), accepted(2, anna)],
      letters: [letter],
      callbacks: [callback],
    }),
  )
  now(() => rig.desk.select('s2'))
  now(() => root.querySelector<HTMLElement>('.letters .line')?.click())
  return { ...rig, root }
}

/** Where a claim stands, and nothing says whose word it is. */
const unmarked = (root: HTMLElement) =>
  [...root.querySelectorAll('b, h2, bdi, dd')]
    .filter(one => one.textContent?.includes('onerror') && !one.querySelector('bdi'))
    .flatMap(one => {
      const field = one.closest('dd, header, li, button.conv')
      return /not verified/.test(field?.textContent ?? '') ? [] : [one.textContent ?? '']
    })
const claimsIn = ({ textContent }: HTMLElement) =>
  new Set([...(textContent ?? '').matchAll(/alert\(1\)> ((?:letter )?[a-z]+(?: \d)?)/g)].map(([, what]) => what))

describe('what a visitor says of themselves', () => {
  it('is told to be so in every place where it stands, and is text', async () => {
    const { root, desk } = await show()
    const found = claimsIn(root)
    expect(unmarked(root)).toEqual([])
    now(() => desk.showPreview('s1'))
    expect(unmarked(root)).toEqual([])
    for (const what of claimsIn(root)) found.add(what)
    console.log(`S6 fields ${JSON.stringify([...found])}`)
    for (const what of ['name 1', 'name 2', 'name 3', 'name 4', 'phone 1', 'param 1', 'plan 1', 'mail 1'])
      expect(found).toContain(what)
    for (const what of ['letter name', 'letter email', 'letter phone', 'letter order']) expect(found).toContain(what)
    expect(root.querySelector('[onerror], img[src="x"]')).toBeNull()
    expect(root.querySelector('[data-id="k"]')?.textContent).toContain('number not verified')
  })

  it('would be seen where one place forgets to say it', async () => {
    const { root } = await show()
    root.querySelector('.guest p:last-of-type')?.remove()
    expect(unmarked(root)).not.toEqual([])
  })

  it('is never covered by what their site has signed of something else', async () => {
    const verified = { sub: 'eva', at: 1 }
    const { root, desk } = await show({ verified })
    now(() => desk.showPreview('s1'))
    const head = root.querySelector('[aria-label="Preview"] header')
    expect(head?.textContent).toContain('not verified')
    expect(root.querySelector('[data-id="s1"]')?.textContent).toContain('not verified')
    expect(unmarked(root)).toEqual([])
  })
})

describe('what a site has signed', () => {
  it('is told to be so, and what is typed beside it is not', async () => {
    const verified = { sub: 'eva', name: 'Eva Malá', email: 'eva@shop.example', at: 1 }
    const { root, desk } = await show({ verified, mail: { to: 'eva@shop.example', version: '1', at: 1 } })
    now(() => desk.showPreview('s1'))
    const field = (text: string) =>
      [...root.querySelectorAll('[aria-label="Preview"] dd, [aria-label="Preview"] header')].filter(one =>
        one.textContent?.includes(text),
      )
    expect(field('Eva Malá').map(one => /not verified/.test(one.textContent ?? ''))).toEqual([false])
    for (const one of field('eva@shop.example')) expect(one.textContent).toMatch(/(?<!not )verified/)
    expect(field('name 1').map(one => one.textContent)).toEqual([expect.stringContaining('not verified')])
  })
})
