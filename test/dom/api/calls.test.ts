import { describe, expect, it, vi } from 'vitest'
import type { App, Said } from '../../../src/api/app.js'
import { createCall } from '../../../src/api/calls.js'
import { ZvonekError } from '../../../src/api/errors.js'
import type { Verb } from '../../../src/api/verbs.js'

const createLine = ({ resuming = false } = {}) => {
  const life = new AbortController()
  const calls: [Verb, ...unknown[]][] = []
  const app = {
    call: vi.fn<App['call']>((verb, args) => {
      calls.push([verb, ...args])
      return Promise.resolve(`${verb} done`)
    }),
    dispose: () => {},
  }
  const said: Verb[][] = []
  const load = vi.fn((_entry?: string) =>
    Promise.resolve((waiting: Said) => {
      said.push(waiting.map(one => one[0]))
      return Promise.resolve(app)
    }),
  )
  const emit = vi.fn()
  const call = createCall({ load, emit, resuming, signal: life.signal })
  const destroy = () => life.abort(new ZvonekError('destroyed', 'gone'))
  return { call, calls, said, app, load, emit, destroy }
}

describe('the line to the app', () => {
  it('brings the app with the first act, once, and answers as it does', async () => {
    const { call, load } = createLine()
    expect(await Promise.all([call('open', ['webchat']), call('send', ['Hello'])])).toEqual(['open done', 'send done'])
    expect(load.mock.calls).toEqual([['webchat']])
  })

  it('keeps the order of calls, whether the app is there or not', async () => {
    const { call, calls } = createLine()
    await Promise.all([call('open'), call('send', ['1']), call('close')])
    await Promise.all([call('send', ['2']), call('leave')])
    expect(calls).toEqual([['open'], ['send', '1'], ['close'], ['send', '2'], ['leave']])
  })

  it('has nothing to close or to leave while there is no app', async () => {
    const { call, load } = createLine()
    expect(await Promise.all([call('close'), call('leave')])).toEqual([undefined, undefined])
    expect(load).not.toHaveBeenCalled()
  })

  it('keeps what a page says of its visitor until somebody acts, in its order, though the first files do not come', async () => {
    const { call, said, load } = createLine()
    await Promise.all([call('setParams', [{ plan: 'gold' }]), call('page', [{}]), call('removeParams', ['plan'])])
    expect(load).not.toHaveBeenCalled()
    load.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    await expect(call('open')).rejects.toMatchObject({ code: 'load' })
    await call('open')
    expect(said).toEqual([['setParams', 'page', 'removeParams']])
  })

  it('asks the app whether sharePage is an act', async () => {
    const { call, calls } = createLine()
    await call('sharePage', [true])
    expect(calls).toEqual([['sharePage', true]])
  })

  it('asks the app everything while a conversation runs', async () => {
    const { call, calls } = createLine({ resuming: true })
    expect(await call('leave')).toBe('leave done')
    expect(calls).toEqual([['leave']])
  })

  it('only brings the app without a verb', async () => {
    const { call, load, app } = createLine()
    await call()
    expect(load).toHaveBeenCalledOnce()
    expect(app.call).not.toHaveBeenCalled()
  })

  it('tells of files that do not come, and tries again with the next call', async () => {
    const { call, load, emit } = createLine()
    load.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    const refused = { code: 'load', message: 'TypeError: Failed to fetch' }
    await expect(call('open')).rejects.toMatchObject({ name: 'ZvonekError', ...refused })
    expect(emit.mock.calls).toEqual([['error', refused]])
    expect(await call('open')).toBe('open done')
  })

  it('passes on what the app refuses, to the caller and to the page', async () => {
    const { call, app, emit } = createLine()
    app.call.mockRejectedValueOnce(new ZvonekError('unsupported', 'Not here'))
    await expect(call('open', ['video'])).rejects.toMatchObject({ code: 'unsupported' })
    app.call.mockImplementationOnce(() => {
      throw new TypeError('a fault of ours')
    })
    await expect(call('send', ['x'])).rejects.toMatchObject({
      name: 'ZvonekError',
      code: 'unexpected',
      message: 'TypeError: a fault of ours',
    })
    expect(emit.mock.calls).toEqual([
      ['error', { code: 'unsupported', message: 'Not here' }],
      ['error', { code: 'unexpected', message: 'TypeError: a fault of ours' }],
    ])
  })

  it('refuses every call once the widget is gone', async () => {
    const { call, app, destroy } = createLine()
    await call('open')
    destroy()
    await expect(call('open')).rejects.toMatchObject({ code: 'destroyed' })
    expect(app.call).toHaveBeenCalledOnce()
  })
})
