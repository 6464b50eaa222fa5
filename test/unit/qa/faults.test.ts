import { describe, expect, it } from 'vitest'
import { createFaults } from '../../../demo/qa/faults.js'
import { createFaultyFetch } from '../../../demo/qa/faulty-fetch.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const BASE = 'http://localhost:4880/'

/** A network that is well, and counts what passes. */
const setup = () => {
  const time = createVirtualClock()
  const passed: string[] = []
  const faults = createFaults((ms, fn) => void time.clock.after(ms, fn))
  const faultyFetch = createFaultyFetch(faults, {
    fetch: (input, init) => {
      passed.push(`${init?.method ?? 'GET'} ${input as string}`)
      return new Promise((resolve, reject) => {
        const stop = init?.signal
        if (stop?.aborted) reject(stop.reason as Error)
        stop?.addEventListener('abort', () => reject(stop.reason as Error))
        if (!(input as string).endsWith('/stream')) resolve(new Response('answer'))
      })
    },
    isOurs: ({ pathname }) => pathname.startsWith('/v1/'),
    base: BASE,
  })
  return { time, passed, faults, fetch: faultyFetch }
}

const told = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => String(error),
  )

describe('a network that fails on demand', () => {
  it('lets everything pass while nothing is asked', async () => {
    const { fetch, passed } = setup()
    expect(await (await fetch('/v1/commands', { method: 'POST' })).text()).toBe('answer')
    expect(passed).toEqual(['POST /v1/commands'])
  })

  it('breaks what runs and what begins when it is cut, and mends', async () => {
    const { faults, fetch } = setup()
    const stream = told(fetch('/v1/stream', { method: 'POST' }))
    await Promise.resolve()
    faults.set('cut', true)
    expect(await stream).toBe('TypeError: Failed to fetch')
    expect(await told(fetch('/v1/commands'))).toBe('TypeError: Failed to fetch')
    faults.set('cut', false)
    expect(await told(fetch('/v1/commands'))).toBe('answered')
  })

  it('never touches what is not our backend’s', async () => {
    const { faults, fetch, passed } = setup()
    faults.set('cut', true)
    faults.set('twice', true)
    expect(await told(fetch('https://elsewhere.example/commands'))).toBe('answered')
    expect(passed).toHaveLength(1)
  })

  it('sends commands twice, and streams once', async () => {
    const { faults, fetch, passed } = setup()
    faults.set('twice', true)
    await fetch('/v1/commands', { method: 'POST' })
    void told(fetch('/v1/stream', { method: 'POST' }))
    await Promise.resolve()
    await Promise.resolve()
    expect(passed).toEqual(['POST /v1/commands', 'POST /v1/commands', 'POST /v1/stream'])
  })

  it('takes two seconds each way when it is slow, bytes included', async () => {
    const { faults, fetch, passed, time } = setup()
    faults.set('slow', true)
    let text = ''
    void fetch('/v1/commands')
      .then(response => response.text())
      .then(answer => (text = answer))
    await time.pass(1999)
    expect(passed).toEqual([])
    await time.pass(1)
    expect(passed).toHaveLength(1)
    await time.pass(1999)
    expect(text).toBe('')
  })

  it('leaves the caller’s own abort as it is', async () => {
    const { fetch } = setup()
    const stop = new AbortController()
    const stream = told(fetch('/v1/stream', { signal: stop.signal }))
    await Promise.resolve()
    stop.abort(new Error('enough'))
    expect(await stream).toBe('Error: enough')
  })
})
