import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEmitter } from '../../../src/api/emitter.js'

const reported: unknown[] = []
beforeEach(() => vi.stubGlobal('reportError', (error: unknown) => reported.push(error)))
afterEach(() => void reported.splice(0))

describe('events', () => {
  it('carry an id of their own, the time and their type', () => {
    vi.useFakeTimers({ now: 1234 })
    const { on, emit } = createEmitter()
    const heard: unknown[] = []
    on('unread', event => heard.push(event))
    emit('unread', { count: 1 })
    emit('unread', { count: 2 })
    vi.useRealTimers()
    expect(heard).toEqual([
      { id: '1', at: 1234, type: 'unread', count: 1 },
      { id: '2', at: 1234, type: 'unread', count: 2 },
    ])
  })

  it('that are listened to are known to who watches, from the first on', () => {
    const { on, watch } = createEmitter()
    const heard: string[] = []
    on('nope' as 'unread', () => {})
    watch(type => void heard.push(type))
    on('*', () => {})
    on('session.ended', () => {})
    expect(heard).toEqual(['nope', '*', 'session.ended'])
  })

  it('come no more after the undo', () => {
    const { on, emit } = createEmitter()
    const heard = vi.fn()
    on('unread', heard)()
    emit('unread', { count: 1 })
    expect(heard).not.toHaveBeenCalled()
  })

  it('all come to the star', () => {
    const { on, emit } = createEmitter()
    const heard: string[] = []
    on('*', ({ type }) => heard.push(type))
    emit('ready', {})
    emit('unread', { count: 1 })
    expect(heard).toEqual(['ready', 'unread'])
  })

  it('reach late subscribers when they last: ready and the last availability, once', async () => {
    const { on, emit } = createEmitter()
    emit('ready', {})
    emit('availability', { availability: { webchat: { state: 'busy' } } })
    emit('availability', { availability: { webchat: { state: 'online' } } })
    emit('unread', { count: 1 })
    const heard: unknown[] = []
    const off = on('ready', ({ type }) => {
      off()
      heard.push(type)
    })
    on('availability', ({ availability }) => heard.push(availability.webchat?.state))
    on('unread', ({ type }) => heard.push(type))
    const all: string[] = []
    on('*', ({ type }) => all.push(type))
    on('ready', () => heard.push('too late'))()
    expect(heard).toEqual([])
    await Promise.resolve()
    expect(heard).toEqual(['ready', 'online'])
    expect(all).toEqual(['ready', 'availability'])
  })

  it('go on when a listener throws, and the page hears of it', () => {
    const { on, emit } = createEmitter()
    const heard = vi.fn()
    on('unread', () => {
      throw new Error('mine')
    })
    on('unread', heard)
    emit('unread', { count: 1 })
    expect(heard).toHaveBeenCalledOnce()
    expect(reported).toEqual([new Error('mine')])
  })
})
