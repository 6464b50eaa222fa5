import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LinkState } from '../../../src/media/engine.js'
import { AGAIN, PATIENCE, watchWay, type Way } from '../../../src/media/way.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const watched = () => {
  const states: LinkState[] = []
  let restarts = 0
  const way: { -readonly [K in keyof Way]: Way[K] } = {
    iceConnectionState: 'new',
    oniceconnectionstatechange: null,
    restartIce: () => void restarts++,
  }
  const undo = watchWay(way, state => states.push(state))
  const become = (...all: RTCIceConnectionState[]) => {
    for (const state of all) {
      way.iceConnectionState = state
      way.oniceconnectionstatechange?.(new Event('iceconnectionstatechange'))
    }
  }
  return { states, become, undo, restarts: () => restarts }
}

describe('the way between two ends', () => {
  it('is looked for anew when it is silent, and again until it is found', () => {
    const { become, states, restarts } = watched()
    become('checking', 'connected', 'disconnected')
    expect(states).toEqual(['connecting', 'connected', 'broken'])
    vi.advanceTimersByTime(PATIENCE - 1)
    expect(restarts()).toBe(0)
    vi.advanceTimersByTime(1 + 2 * AGAIN)
    expect(restarts()).toBe(3)
    become('checking', 'connected')
    vi.advanceTimersByTime(10 * AGAIN)
    expect(restarts()).toBe(3)
    expect(states.at(-1)).toBe('connected')
  })

  it('is left alone when it comes back by itself', () => {
    const { become, restarts } = watched()
    become('connected', 'disconnected')
    vi.advanceTimersByTime(PATIENCE - 1)
    become('connected')
    vi.advanceTimersByTime(10 * AGAIN)
    expect(restarts()).toBe(0)
  })

  it('is looked for at once when the browser has given it up, also where there never was one', () => {
    const { become, restarts } = watched()
    become('checking', 'failed')
    vi.advanceTimersByTime(0)
    expect(restarts()).toBe(1)
  })

  it('keeps being looked for while the browser tries', () => {
    const { become, restarts } = watched()
    become('connected', 'failed')
    vi.advanceTimersByTime(0)
    become('checking')
    vi.advanceTimersByTime(AGAIN)
    expect(restarts()).toBe(2)
  })

  it('is nobody’s affair after the call: no timer is left', () => {
    const { become, undo, restarts } = watched()
    become('connected', 'disconnected')
    undo()
    expect(vi.getTimerCount()).toBe(0)
    become('failed')
    vi.advanceTimersByTime(10 * AGAIN)
    expect(restarts()).toBe(0)
  })
})
