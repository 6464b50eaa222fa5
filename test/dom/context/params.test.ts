import { signal } from '@preact/signals-core'
import { describe, expect, it, vi } from 'vitest'
import type { ContextParts, Told } from '../../../src/app/context.js'
import { createParams } from '../../../src/app/context/params.js'
import type { Command } from '../../../src/protocol/commands.js'
import { TransportFailure } from '../../../src/protocol/failure.js'

const page = (params?: unknown, values = new Map<string, string>()) => {
  const connection = signal<{ state: string }>({ state: 'idle' })
  const lives = signal(0)
  const sent: Command<'params.set'>['params'][] = []
  let failure: Error | undefined
  const ask = vi.fn(({ params }: Command<'params.set'>) => {
    sent.push(params)
    return failure ? Promise.reject(failure) : Promise.resolve({})
  })
  const told: Told = {}
  const emit = vi.fn()
  const parts = {
    host: { options: { widget: 'main', params }, emit },
    conversation: { connection, pipe: { lives }, ask },
    newId: () => 'id',
    told,
    values,
  } as unknown as ContextParts
  const life = new AbortController()
  const verbs = createParams(parts, life.signal)
  return {
    ...verbs,
    told,
    sent,
    emit,
    connect: () => {
      connection.value = { state: 'online' }
      lives.value++
    },
    cut: () => void (connection.value = { state: 'reconnecting' }),
    fails: (thrown?: Error) => void (failure = thrown),
  }
}
const settled = () => new Promise(resolve => setTimeout(resolve))
const refusal = (sentence: string) => expect.objectContaining({ code: 'options', message: sentence }) as Error

describe('what a page says of its visitor', () => {
  it('stands in forms and in a session that begins, with what the options said first', () => {
    const { set, remove, told } = page({ order: '2026-1184', items: 3 })
    set({ plan: 'gold', items: null, isMember: true })
    expect({ ...told.params }).toEqual({ order: '2026-1184', plan: 'gold', isMember: 'true' })
    remove('plan', 'isMember')
    expect({ ...told.params }).toEqual({ order: '2026-1184' })
  })

  it('is taken away by name, several at once or as a list; what is not there is taken away at the backend all the same', () => {
    const { remove, sent, emit, connect, told } = page({ order: '1', plan: 'gold', items: 3 })
    connect()
    remove('order', ['plan'])
    expect({ ...told.params }).toEqual({ items: '3' })
    expect(sent.at(-1)).toEqual({ order: null, plan: null })
    expect(emit).toHaveBeenCalledTimes(2)
    // An earlier page may have set it.
    remove('campaign')
    expect(sent.at(-1)).toEqual({ campaign: null })
    expect(emit).toHaveBeenCalledTimes(2)
    remove()
    expect(sent).toHaveLength(3)
  })

  it('holds for whom the visitor turns out to be, and is told their backend whole', () => {
    const values = new Map<string, string>()
    page({ order: '1' }, values).set({ plan: 'gold' })
    const { told, sent, connect } = page({ order: '1' }, values)
    connect()
    expect({ ...told.params }).toEqual({ order: '1', plan: 'gold' })
    expect(sent).toEqual([{ order: '1', plan: 'gold' }])
  })

  it('may stand in an attribute, as JSON', () => {
    expect({ ...page('{"order":"2026-1184","items":3}').told.params }).toEqual({ order: '2026-1184', items: '3' })
  })

  it('waits for a connection, goes out in one command, and later only what has changed', () => {
    const { set, remove, sent, connect } = page({ order: '2026-1184' })
    set({ plan: 'gold' })
    expect(sent).toEqual([])
    connect()
    set({ plan: 'gold', order: '2026-2000' })
    remove('plan')
    expect(sent).toEqual([{ order: '2026-1184', plan: 'gold' }, { order: '2026-2000' }, { plan: null }])
  })

  it('is not lost with a line that breaks: what was set meanwhile is newer', async () => {
    const { set, sent, connect, cut, fails } = page()
    connect()
    fails(new TransportFailure({ kind: 'retry', done: 'unknown' }))
    set({ plan: 'silver', order: '1' })
    cut()
    set({ plan: 'gold' })
    await settled()
    fails()
    connect()
    expect(sent.at(-1)).toEqual({ order: '1', plan: 'gold' })
  })

  it('tells the page what it is now, and nothing where nothing changed', () => {
    const { set, emit } = page({ order: '1' })
    set({ order: '1' })
    set({ order: '2' })
    expect(emit.mock.calls).toEqual([
      ['params.changed', { params: expect.objectContaining({ order: '1' }) as object }],
      ['params.changed', { params: expect.objectContaining({ order: '2' }) as object }],
    ])
  })

  it('is an error event where the backend refuses it', async () => {
    const { set, emit, connect, fails } = page()
    connect()
    fails(new TransportFailure({ kind: 'rejected', code: 'params.many' }))
    set({ order: '1' })
    await settled()
    expect(emit).toHaveBeenCalledWith('error', expect.objectContaining({ code: 'params.many' }))
  })

  it.each([
    ['{', 'params must be JSON where they are a text, such as {"order":"2026-1184"}'],
    [['gold'], 'params must be an object of texts by name, such as { order: "2026-1184" }'],
    [{ plan: {} }, 'the parameter “plan” must be a text, a number, or true or false'],
    [{ '': 'x' }, 'the name of a parameter has 1 to 64 characters'],
    [{ ['k'.repeat(65)]: 'x' }, 'the name of a parameter has 1 to 64 characters'],
    [{ plan: 'x'.repeat(1_001) }, 'the parameter “plan” is longer than 1000 characters'],
    [
      Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, ''])),
      'there may be 50 parameters: remove some first',
    ],
    [
      Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`k${at}`, 'x'.repeat(900)])),
      'all parameters together may have 8000 characters: remove some first',
    ],
  ])('has limits, said in one sentence, and what was there stays (%#)', (given, sentence) => {
    const { set, told } = page({ order: '1' })
    expect(() => set(given)).toThrow(refusal(sentence))
    expect({ ...told.params }).toEqual({ order: '1' })
  })

  it('is only a warning where the options are wrong: the widget works without', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { set, told } = page({ plan: [] })
    expect(warn.mock.calls.join()).toContain('the parameter “plan” must be a text')
    set({ plan: 'gold' })
    expect({ ...told.params }).toEqual({ plan: 'gold' })
    warn.mockRestore()
  })
})
