import { afterEach, describe, expect, it, vi } from 'vitest'
import { buttons, clearPage, settled } from '../../support/doorstep.js'
import { startWidget, tokenOf } from '../../support/whole-widget.js'

afterEach(clearPage)

/** A store without room: what stands there can be read and taken away, and nothing can be put in. */
const fill = () =>
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
const token = (sub: string) => {
  const iat = Math.floor(Date.now() / 1_000)
  return tokenOf({ sub, iat, exp: iat + 300 })
}

describe('a widget that is taken off the page', () => {
  it('does not come back to life with the answer to who its visitor is', async () => {
    const { widget, far } = await startWidget()
    let give = (_: string) => {}
    const asked = new Promise<void>(resolve => {
      void widget.identify(() => {
        resolve()
        return new Promise(answer => (give = answer))
      })
    })
    const opening = widget.open('webchat')
    await asked
    widget.destroy()
    give(token('eva'))
    await expect(opening).rejects.toMatchObject({ code: 'destroyed' })
    await settled()
    expect([far.streams, Object.keys(localStorage)]).toEqual([[], []])
  })
})

describe('what was said before anybody acted', () => {
  it('does not close what is pressed afterwards', async () => {
    const { widget } = await startWidget()
    await widget.close()
    buttons()[0]!.click()
    await vi.waitFor(() => expect(widget.state.open).toBe('webchat'))
    await settled()
    expect(widget.state.open).toBe('webchat')
    widget.destroy()
  })
})

describe('a full store', () => {
  it('forgets as any other', async () => {
    const scope = 'zvonek:help.example.com:'
    for (const key of ['token', 'draft', 'running']) localStorage.setItem(scope + key, 'mine')
    const { widget, far } = await startWidget()
    await widget.open('webchat')
    const full = fill()
    // There is room again as soon as something has gone.
    vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(function (this: Storage, key) {
      full.mockRestore()
      delete this[key]
    })
    await widget.forget()
    expect(far.sent.map(({ type }) => type)).toContain('visitor.forget')
    expect(Object.keys(localStorage).filter(key => localStorage.getItem(key) === 'mine')).toEqual([])
    widget.destroy()
  })

  it('closes nothing under somebody whom the site knows, when they come back to their tab', async () => {
    const { widget } = await startWidget()
    fill()
    void widget.identify(() => Promise.resolve(token('eva')))
    await widget.open('webchat')
    await vi.waitFor(() => expect(widget.state.connection).toBe('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    await settled()
    expect(widget.state.open).toBe('webchat')
    widget.destroy()
  })
})
