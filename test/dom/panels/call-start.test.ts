import { effect, signal } from '@preact/signals'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { VisitorConversation } from '../../../src/core/conversation.js'
import { startOf } from '../../../src/panels/call/begin.js'
import type { DeviceCalls } from '../../../src/panels/call/check/index.js'
import { createLocal, type Start } from '../../../src/panels/call/local.js'
import { offerIn } from '../../../src/panels/call/visitor-line.js'
import type { Call, Session } from '../../../src/protocol/entities.js'
import type { Settings } from '../../../src/protocol/events.js'
import { Track } from '../../support/track.js'

/** A browser that gives what it is asked for, once `give` is called. */
const openBrowser = (start?: () => Promise<Start>) => {
  const asked: boolean[] = []
  const given: Track[] = []
  let give = () => {}
  const one = async () => {
    await new Promise<void>(resolve => (give = resolve))
    const late = new Track()
    given.push(late)
    return late
  }
  const devices = {
    openCamera: one,
    openScreen: one,
    openDevices: async (_wish: unknown, { video = true } = {}) => {
      asked.push(video)
      await new Promise<void>(resolve => (give = resolve))
      const [mic, camera] = [new Track(), video ? new Track() : undefined]
      given.push(mic, ...(camera ? [camera] : []))
      return { outcome: video ? 'granted' : 'audioOnly', mic, camera }
    },
    listDevices: () => Promise.resolve({ mic: [], camera: [], speaker: [] }),
  } as unknown as DeviceCalls
  const local = createLocal({ start, devices: () => Promise.resolve(devices) })
  const settled = async () => {
    for (let n = 0; n < 9; n++) await Promise.resolve()
  }
  return { local, asked, given, settled, give: () => (give(), settled()) }
}

describe('what is on when a call begins', () => {
  it('is both, where nothing is said of it', async () => {
    const { local, asked, settled, give } = openBrowser()
    void local.ask()
    await settled()
    await give()
    expect(asked).toEqual([true])
    expect([local.micOn.value, local.cameraOn.value, local.outcome.value]).toEqual([true, true, 'granted'])
  })

  it('is what the backend says: a camera that is off is not asked for, sound that is off is not sent', async () => {
    const { local, asked, settled, give } = openBrowser(() => Promise.resolve({ mic: false, camera: false }))
    void local.ask()
    await settled()
    await give()
    expect(asked).toEqual([false])
    expect([local.micOn.value, local.cameraOn.value, local.outcome.value]).toEqual([false, false, 'granted'])
    expect(local.tracks.value.mic?.enabled).toBe(false)
  })

  it('waits for the backend, and what was switched off meanwhile stays off', async () => {
    let greet = (_start: Start) => {}
    const { local, asked, settled } = openBrowser(() => new Promise(resolve => (greet = resolve)))
    void local.ask()
    await settled()
    expect(asked).toEqual([])
    await local.setCamera(false)
    greet({ mic: true, camera: true })
    await settled()
    expect(asked).toEqual([false])
  })

  it('is nothing for who has gone meanwhile: no camera opens, and what the browser gives late is let go', async () => {
    let greet = (_start: Start) => {}
    const late = openBrowser(() => new Promise(resolve => (greet = resolve)))
    void late.local.ask()
    await late.settled()
    late.local.release()
    greet({ mic: true, camera: true })
    await late.settled()
    expect(late.asked).toEqual([])

    const { local, given, settled, give } = openBrowser()
    void local.ask()
    await settled()
    local.release()
    await give()
    expect(given.map(({ isStopped }) => isStopped)).toEqual([true, true])
    expect(local.tracks.value).toEqual({})
  })
})

describe('what the browser gives when the call is over', () => {
  it.each(['setCamera', 'setScreen'] as const)('is let go: %s', async ask => {
    vi.stubGlobal('MediaStreamTrack', Track)
    onTestFinished(() => void vi.unstubAllGlobals())
    const { local, given, settled, give } = openBrowser()
    void local[ask](true)
    await settled()
    local.release()
    await give()
    expect(given.map(({ isStopped }) => isStopped)).toEqual([true])
    expect(local.tracks.value).toEqual({})
    expect(local.outcome.value).toBeUndefined()

    void local[ask](true)
    await settled()
    await give()
    expect(given.map(({ isStopped }) => isStopped)).toEqual([true, false])
  })
})

describe('a call that is offered', () => {
  it('is one offer, whatever else changes in the conversation', () => {
    const call: Call = { id: 'c1', session: 's1', state: 'offered', by: 'operator', at: 1, seats: {} }
    const calls = signal<Call | undefined>(call)
    const offered = offerIn(calls)
    const said: unknown[] = []
    const undo = effect(() => void said.push(offered.value))
    calls.value = { ...call }
    calls.value = { ...call, state: 'ended' }
    calls.value = { ...call, id: 'c2' }
    calls.value = { ...call, id: 'c3', by: 'visitor' }
    undo()
    expect(said).toEqual(['c1', undefined, 'c2', undefined])
  })
})

describe('the setting of a widget', () => {
  const begin = (entry: string | undefined, starts?: unknown) => {
    const lives = signal(1)
    const session = signal(entry === undefined ? undefined : ({ entry, state: 'accepted' } as Session))
    const conversation = { pipe: { lives }, session, settings: signal({ starts } as Settings) }
    return startOf(conversation as unknown as VisitorConversation)
  }
  const BOTH = { mic: true, camera: true }

  it.each<[string | undefined, unknown, Start]>([
    [undefined, undefined, BOTH],
    ['video', undefined, BOTH],
    ['webchat', undefined, BOTH],
    ['callback', undefined, { mic: false, camera: true }],
    ['callback', { callback: 'both' }, BOTH],
    [undefined, { video: 'microphone' }, { mic: true, camera: false }],
    ['webchat', { video: 'none' }, BOTH],
    ['video', { video: 'none' }, { mic: false, camera: false }],
    ['video', { video: 'everything' }, BOTH],
    ['video', 'both', BOTH],
    ['constructor', {}, BOTH],
  ])('holds for who came by %s: %j', async (entry, starts, start) => expect(await begin(entry, starts)).toEqual(start))

  it('is waited for two seconds: a backend that says nothing does not keep anybody from a look at themselves', async () => {
    vi.useFakeTimers()
    try {
      const conversation = { pipe: { lives: signal(0) }, session: signal(undefined), settings: signal<Settings>({}) }
      const heard: Start[] = []
      void startOf(conversation as unknown as VisitorConversation).then(start => heard.push(start))
      await vi.advanceTimersByTimeAsync(1_999)
      expect(heard).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
      expect(heard).toEqual([BOTH])
    } finally {
      vi.useRealTimers()
    }
  })

  it('is not guessed before the backend has greeted', async () => {
    const lives = signal(0)
    const settings = signal<Settings>({})
    const conversation = { pipe: { lives }, session: signal(undefined), settings }
    const started = startOf(conversation as unknown as VisitorConversation)
    settings.value = { starts: { video: 'microphone' } }
    lives.value = 1
    expect(await started).toEqual({ mic: true, camera: false })
  })
})
