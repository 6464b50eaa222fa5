import { afterEach, describe, expect, it, vi } from 'vitest'
import { buttons, clearPage, settled } from '../../support/doorstep.js'
import { startWidget } from '../../support/whole-widget.js'

/* Files that do not come, or come too late. What a widget can do without one, it does. */

const net = vi.hoisted(() => ({
  isCut: false,
  held: undefined as Promise<void> | undefined,
  onAsk: () => {},
  onCome: () => {},
}))
const fetched = async <T>(real: () => Promise<T>): Promise<T> => {
  net.onAsk()
  await net.held
  if (net.isCut) throw new TypeError('Failed to fetch dynamically imported module')
  const room = await real()
  net.onCome()
  return room
}
vi.mock('../../../src/app/room.js', async real => {
  const { createRoom } = await real<typeof import('../../../src/app/room.js')>()
  return {
    createRoom: ((fetch, ...rest) => createRoom(() => fetched(fetch), ...rest)) as typeof createRoom,
  }
})

const loose: unknown[] = []
const onLoose = (error: unknown) => void loose.push(error)
process.on('unhandledRejection', onLoose)

afterEach(() => {
  net.isCut = false
  net.held = undefined
  net.onAsk = net.onCome = () => {}
  clearPage()
})

const press = () => buttons()[0]!.click()
const opened = (widget: { state: { open?: unknown } }) => vi.waitFor(() => expect(widget.state.open).toBe('webchat'))

describe('a file that does not come', () => {
  it('leaves the chat as it is, where it is that of the page and what it says', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    net.isCut = true
    const { widget } = await startWidget({ params: { order: '1' } })
    press()
    await opened(widget)
    expect(warn).toHaveBeenCalled()
    net.isCut = false
    await widget.setParams({ plan: 'gold' })
    widget.destroy()
  })

  it('is asked for again by the next press, where visitors must agree first: nothing is kept or opened before they do', async () => {
    net.isCut = true
    const { widget, far, errors } = await startWidget({ consent: true, rules: { list: [] } })
    press()
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1))
    expect(widget.state.open).toBeUndefined()
    net.isCut = false
    const asked = new Promise(resolve => widget.on('consent', resolve))
    press()
    await asked
    expect(widget.state.open).toBeUndefined()
    expect([far.streams, Object.keys(localStorage)]).toEqual([[], []])
    await widget.consent(true)
    await opened(widget)
    widget.destroy()
    await settled()
    expect(loose).toEqual([])
  })
})

describe('a file that comes when the widget is gone', () => {
  it.each([
    ['the page and what it says', { params: { order: '1' } }],
    ['rules', { rules: { list: [{ id: 'a', when: { fact: 'scroll', atLeast: 50 }, then: [{ do: 'pulse' }] }] } }],
  ] as const)('begins nothing: %s', async (_, options) => {
    let come = () => {}
    net.held = new Promise(resolve => (come = resolve))
    const asked = new Promise<void>(resolve => (net.onAsk = resolve))
    const arrived = new Promise<void>(resolve => (net.onCome = resolve))
    const { widget } = await startWidget(options as object)
    // With rules the app comes by itself.
    if (!('rules' in options)) void widget.open('webchat').catch(() => {})
    await asked
    await settled()
    const observed = vi.spyOn(MutationObserver.prototype, 'observe')
    const heard = vi.spyOn(window, 'addEventListener')
    widget.destroy()
    come()
    await arrived
    await settled()
    expect([...observed.mock.calls, ...heard.mock.calls].map(([what]) => what)).toEqual([])
    expect(Object.hasOwn(history, 'pushState')).toBe(false)
  })
})
