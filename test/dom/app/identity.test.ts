import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClock } from '../../../src/browser/clock.js'
import { clearPage } from '../../support/doorstep.js'
import { startWidget, tokenOf } from '../../support/whole-widget.js'

afterEach(() => {
  vi.useRealTimers()
  clearPage()
})

describe('a page that says who its visitor is', () => {
  it.each([
    ['no end', { iat: 1 }],
    ['an end that is no number', { iat: 1, exp: 'tomorrow' }],
    ['no beginning', { exp: 300 }],
    ['a beginning that is null', { iat: null, exp: 300 }],
    ['an end that is null', { iat: 1, exp: null }],
  ])('hears that its token has %s, and is asked no more than once', async (_, times) => {
    const { widget, errors } = await startWidget()
    const source = vi.fn(() => Promise.resolve(tokenOf({ sub: 'eva', ...times })))
    void widget.identify(source)
    await widget.open('webchat')
    await vi.waitFor(() => expect(widget.state.connection).toBe('online'))
    expect(errors).toEqual(['identity'])
    expect(source).toHaveBeenCalledOnce()
    widget.destroy()
  })
})

describe('the clock of a browser', () => {
  it('waits for long where it cannot wait for as long as it is asked to', () => {
    vi.useFakeTimers()
    const fn = vi.fn()
    const undo = createClock().after(30 * 86_400_000, fn)
    vi.advanceTimersByTime(86_400_000)
    expect(fn).not.toHaveBeenCalled()
    undo()
  })
})
