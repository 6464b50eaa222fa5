import '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Middle } from '../../../demo/desk/rooms/Middle.js'
import { fillGaps } from '../../support/jsdom-gaps.js'
import { accepted, anna, sitDown } from '../../unit/desk/scripted-desk.js'

/* A conversation with somebody on a call page, which shows no messages. */

const talkWith = async (change: Parameters<typeof accepted>[2]) => {
  fillGaps()
  Element.prototype.scrollIntoView = () => {}
  const { desk, live, hear, sent, settle } = await sitDown()
  const root = document.body.appendChild(document.createElement('div'))
  void act(() => render(<Middle desk={desk} />, root))
  onTestFinished(() => {
    desk.dispose()
    render(null, root)
    root.remove()
  })
  void act(() => {
    live({ sessions: [accepted(1, anna, change)] })
    hear({ type: 'forms.changed', forms: [{ widget: 'main', id: 'return', title: 'Return of goods' }] })
  })
  void act(() => root.querySelector<HTMLButtonElement>('[aria-label="More"]')!.click())
  const form = [...root.querySelectorAll<HTMLElement>('[role=menuitem]')].find(one =>
    one.textContent?.startsWith('Return of goods'),
  )!
  void act(() => form.click())
  await act(settle)
  const described = root.querySelector('textarea')?.getAttribute('aria-describedby')
  return { form, orders: sent('form.send'), said: described && root.querySelector(`#${described}`)?.textContent }
}

describe('somebody on a call page', () => {
  it('is offered no forms, and whoever writes is told that words are not seen there', async () => {
    const { form, orders, said } = await talkWith({ entry: 'video', wordless: true })
    expect(form.getAttribute('aria-disabled')).toBe('true')
    expect(form.textContent).toBe('Return of goods not seen on their call page')
    expect(orders).toEqual([])
    expect(said).toBe('They are on a call page, which shows no messages: say it in the call.')
  })

  it('is no other: in the chat all of that is as ever', async () => {
    const { form, orders, said } = await talkWith({})
    expect(form.hasAttribute('aria-disabled')).toBe(false)
    expect(orders).toHaveLength(1)
    expect(said).toBeNull()
  })
})
