import { signal } from '@preact/signals'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DeviceCalls } from '../../../src/panels/call/check/index.js'
import { createCall } from '../../../src/panels/call/model.js'
import type { Call } from '../../../src/protocol/entities.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { Track } from '../../support/track.js'

const CALL: Call = {
  ...{ id: 'call', session: 's', state: 'running', by: 'visitor', operator: 'anna', at: 1 },
  seats: { visitor: 'v', operator: 'o' },
}
const undo: (() => void)[] = []
afterEach(() => {
  for (const off of undo.splice(0)) off()
  vi.unstubAllGlobals()
})

describe('an engine that cannot be made', () => {
  /** Somebody in a call, once camera and microphone are open. */
  const inCall = (run: () => () => void) => {
    const call = signal<Call | undefined>(CALL)
    const opened: Track[] = []
    const log = vi.fn()
    vi.stubGlobal('navigator', {})
    const open = () => {
      const track = new Track()
      opened.push(track)
      return track
    }
    const model = createCall({
      ...{ side: 'visitor', call, heard: signal(undefined), lives: signal(1), isWanted: true, random: () => 0, log },
      ask: (type, command) => {
        if (type !== 'call.join') return Promise.resolve({})
        call.value = { ...CALL, seats: { ...CALL.seats, visitor: (command as { seat: string }).seat } }
        return Promise.resolve({ means: { engine: 'p2p', servers: [], relayOnly: false } })
      },
      store: { get: () => undefined, set: () => {}, remove: () => {}, keys: () => [] },
      clock: createVirtualClock().clock,
      newId: () => 'seat',
      end: () => {},
      devices: () =>
        Promise.resolve({
          openDevices: () => Promise.resolve({ outcome: 'granted', mic: open(), camera: open() }),
          listDevices: () => Promise.resolve({ mic: [], camera: [], speaker: [] }),
        } as unknown as DeviceCalls),
      engine: async () => {
        await vi.waitFor(() => expect(opened).toHaveLength(2))
        return run
      },
    })
    undo.push(model.dispose)
    return { model, opened, log, call }
  }

  it('is an outcome in words, with its devices let go of; the next call tries again', async () => {
    let isOff = true
    const begun = vi.fn()
    const { model, opened, log, call } = inCall(() => {
      if (isOff) throw new ReferenceError('RTCPeerConnection is not defined')
      begun()
      return () => {}
    })
    await vi.waitFor(() => expect([model.unable.value, model.local.outcome.value]).toEqual([true, 'unsupported']))
    expect(opened.map(({ isStopped }) => isStopped)).toEqual([true, true])
    expect(log.mock.calls).toEqual([['warn', 'call.engine', 'ReferenceError: RTCPeerConnection is not defined']])
    isOff = false
    call.value = undefined
    expect(model.unable.value).toBe(false)
    call.value = { ...CALL, id: 'next' }
    await vi.waitFor(() => expect(begun).toHaveBeenCalledTimes(1))
    expect(model.unable.value).toBe(false)
  })

  it('would be seen by nobody if it were made: then all is as ever', async () => {
    const begun = vi.fn(() => () => {})
    const { model, opened } = inCall(begun)
    await vi.waitFor(() => expect(begun).toHaveBeenCalledTimes(1))
    expect([model.unable.value, model.local.outcome.value]).toEqual([false, 'granted'])
    expect(opened.map(({ isStopped }) => isStopped)).toEqual([false, false])
  })
})
