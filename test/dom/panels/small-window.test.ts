import { afterEach, describe, expect, it, vi } from 'vitest'
import { catchBack } from '../../../src/panels/frame/back.js'
import { makeRestInert } from '../../../src/panels/frame/rest-inert.js'
import { followViewport } from '../../../src/panels/frame/viewport.js'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the visible part of the window', () => {
  const follow = () => {
    vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] })
    const view = Object.assign(new EventTarget(), { width: 390, height: 700, offsetTop: 0, scale: 1 })
    vi.stubGlobal('visualViewport', view)
    const node = document.createElement('div')
    const undo = followViewport(node)
    const change = (to: Partial<typeof view>) => {
      Object.assign(view, to)
      view.dispatchEvent(new Event('resize'))
    }
    const read = () => [node.style.getPropertyValue('--z-vh'), node.style.getPropertyValue('--z-top')]
    return { node, undo, change, read, view, frame: () => vi.advanceTimersToNextFrame() }
  }

  it('is written once per frame', () => {
    const { node, change, read, frame } = follow()
    expect(read()).toEqual(['700px', '0px'])
    const write = vi.spyOn(node.style, 'setProperty')
    change({ height: 500 })
    change({ height: 400, offsetTop: 60 })
    expect(write).not.toHaveBeenCalled()
    frame()
    expect(write).toHaveBeenCalledTimes(2)
    expect(read()).toEqual(['400px', '60px'])
  })

  it('tells a keyboard from a browser bar and from a turned phone', () => {
    const { node, change, frame } = follow()
    const keysAt = (to: { width?: number; height: number }) => {
      change(to)
      frame()
      return node.hasAttribute('data-keys')
    }
    expect(keysAt({ height: 640 })).toBe(false)
    expect(keysAt({ height: 400 })).toBe(true)
    expect(keysAt({ height: 700 })).toBe(false)
    expect(keysAt({ width: 700, height: 390 })).toBe(false)
  })

  it('does not shrink under a pinch', () => {
    const { change, read, frame } = follow()
    change({ scale: 2, height: 350 })
    frame()
    expect(read()[0]).toBe('700px')
  })

  it('leaves nothing behind', () => {
    const { node, undo, change, frame } = follow()
    change({ height: 400 })
    undo()
    frame()
    change({ height: 500 })
    frame()
    expect(node.outerHTML).toBe('<div></div>')
  })
})

describe('the rest of the page', () => {
  it('is out of reach around a host deep inside other shadow roots, and nothing else is', () => {
    document.body.append(document.createElement('main'), document.createElement('x-app'))
    const inner = document.querySelector('x-app')!.attachShadow({ mode: 'open' })
    inner.append(document.createElement('nav'), document.createElement('section'))
    const host = inner.querySelector('section')!.appendChild(document.createElement('zvonek-host'))
    const undo = makeRestInert(host)
    const inert = () =>
      [document.querySelector('main'), document.querySelector('x-app'), ...inner.children].map(node =>
        node?.hasAttribute('inert'),
      )
    expect(inert()).toEqual([true, false, true, false])
    undo()
    expect(inert()).toEqual([false, false, false, false])
    document.body.replaceChildren()
  })
})

describe('the step in the history', () => {
  it('is left where it is when the page has gone on by itself', async () => {
    const onBack = vi.fn()
    const undo = catchBack(onBack)
    History.prototype.pushState.call(history, { page: 2 }, '')
    undo()
    await new Promise(resolve => setTimeout(resolve))
    expect(history.state).toEqual({ page: 2 })
    expect(onBack).not.toHaveBeenCalled()
  })

  it('lets the page hear of the steps that are its own', async () => {
    const heard = vi.fn()
    addEventListener('popstate', heard)
    const onBack = vi.fn()
    const undo = catchBack(onBack)
    History.prototype.pushState.call(history, { page: 2 }, '')
    history.back()
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce())
    expect(onBack).not.toHaveBeenCalled()
    removeEventListener('popstate', heard)
    undo()
  })
})
