import { signal } from '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import room from '../../../src/i18n/en/callroom.js'
import offers from '../../../src/i18n/en/videocall.js'
import type { Line, Told } from '../../../src/media/engine.js'
import { holdAwake } from '../../../src/panels/call/awake.js'
import { parts, type DeviceCalls } from '../../../src/panels/call/check/index.js'
import { createComing } from '../../../src/panels/call/coming.js'
import { createLocal } from '../../../src/panels/call/local.js'
import type { CallModel } from '../../../src/panels/call/model.js'
import { Stage } from '../../../src/panels/call/stage/Stage.js'
import type { StageView } from '../../../src/panels/call/view.js'
import type { Call } from '../../../src/protocol/entities.js'
import { fillGaps, type Media } from '../../support/jsdom-gaps.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { Track } from '../../support/track.js'

const undo: (() => void)[] = []
let touch: Media
beforeEach(() => {
  touch = fillGaps().touch
  HTMLMediaElement.prototype.play = () => Promise.resolve()
})
afterEach(() => {
  for (const off of undo.splice(0)) off()
  vi.unstubAllGlobals()
})

const CALL: Call = {
  ...{ id: 'call', session: 's', state: 'running', by: 'visitor', operator: 'anna', at: 1 },
  seats: { visitor: 'v', operator: 'o' },
}
const FAR: Told = { mic: true, camera: true, screen: false, narrow: false }
/** Says on what the document now says of itself. */
const say = (name: string, value: unknown) => {
  Object.defineProperty(Document.prototype, name, { get: () => value, configurable: true })
  undo.push(() => void Reflect.deleteProperty(Document.prototype, name))
}

/** The stage of a call that runs, in a browser that the test answers for. */
const showStage = async (cameras = 2) => {
  const wishes: object[] = []
  const opened: Track[] = []
  vi.stubGlobal('MediaStreamTrack', Track)
  vi.stubGlobal('MediaStream', function () {})
  const open = () => {
    const track = new Track()
    opened.push(track)
    return track
  }
  const one = (deviceId: string) => ({ deviceId, label: deviceId }) as MediaDeviceInfo
  const devices = {
    openDevices: () => Promise.resolve({ outcome: 'granted', mic: open(), camera: open() }),
    openCamera: (wish: object) => {
      // A phone opens one camera at a time: all but the microphone must be let go of.
      const isFree = opened.slice(1).every(({ isStopped }) => isStopped)
      wishes.push({ ...wish, isFree })
      return Promise.resolve(open())
    },
    listDevices: () =>
      Promise.resolve({ mic: [one('m')], camera: ['front', 'back'].slice(0, cameras).map(one), speaker: [] }),
  } as unknown as DeviceCalls
  const local = createLocal({ devices: () => Promise.resolve(devices) })
  await local.ask()
  await Promise.resolve()
  const held = signal<readonly Line[]>([])
  const far = signal<Told | undefined>(FAR)
  const model = {
    ...{ side: 'visitor', local, held, far, call: signal(CALL), unable: signal(false), wanted: signal(true) },
    ...{ link: signal('connected'), grade: signal('good'), since: signal(1), streams: signal({ camera: {} }) },
    hangUp: () => {},
  } as unknown as CallModel
  const view: StageView = { model, parts, words: signal({ ...offers, ...room }), name: signal('Anna') }
  const root = document.body.appendChild(document.createElement('div'))
  void act(() => render(<Stage view={view} />, root))
  undo.push(
    () => render(null, root),
    () => root.remove(),
  )
  const button = (name: string) => root.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)
  return {
    ...{ root, local, opened, wishes, held, far, button },
    press: (name: string) =>
      act(async () => {
        button(name)?.click()
        await Promise.resolve()
        await Promise.resolve()
      }),
    status: () => root.querySelector('.told')?.textContent,
    /** Something changes, and the page has shown it. */
    now: (change: () => void) =>
      act(async () => {
        change()
        await Promise.resolve()
      }),
    main: () => root.querySelector<HTMLVideoElement>('video.main')!,
    stage: () => root.querySelector<HTMLElement>('.stage')!,
  }
}

describe('the camera on the other side of a phone', () => {
  it('is opened once the first is let go of, and the first again after it', async () => {
    touch.set(true)
    const { press, opened, wishes, local } = await showStage()
    const [, first] = opened
    await press('Turn camera around')
    expect([first?.isStopped, wishes]).toEqual([true, [{ facing: 'environment', isFree: true }]])
    expect(local.tracks.value.camera).toBe(opened[2])
    await press('Turn camera around')
    expect([opened[2]?.isStopped, wishes[1]]).toEqual([true, { facing: 'user', isFree: true }])
    expect([local.cameraOn.value, local.outcome.value]).toEqual([true, 'granted'])
  })

  it('is offered where there are two cameras and a finger, and nowhere else', async () => {
    const offered: boolean[] = []
    for (const [isPhone, cameras] of [
      [true, 2],
      [true, 1],
      [false, 2],
    ] as const) {
      touch.set(isPhone)
      offered.push((await showStage(cameras)).button('Turn camera around') !== null)
    }
    expect(offered).toEqual([true, false, false])
  })
})

describe('a call that is looked at otherwise', () => {
  it('is a small window above all others, and comes back from it', async () => {
    say('pictureInPictureEnabled', true)
    say('pictureInPictureElement', null)
    const left = vi.fn(() => Promise.resolve())
    Object.assign(Document.prototype, { exitPictureInPicture: left })
    undo.push(() => void Reflect.deleteProperty(Document.prototype, 'exitPictureInPicture'))
    const { press, main } = await showStage()
    const entered = vi.fn(() => Promise.resolve())
    Object.assign(main(), { requestPictureInPicture: entered })
    await press('Small window')
    expect([entered.mock.calls.length, left.mock.calls.length]).toEqual([1, 0])
    say('pictureInPictureElement', main())
    await press('Small window')
    expect([entered.mock.calls.length, left.mock.calls.length]).toEqual([1, 1])
  })

  it('fills the screen with all that belongs to it, and comes back from it', async () => {
    say('fullscreenEnabled', true)
    say('fullscreenElement', null)
    const left = vi.fn(() => Promise.resolve())
    Object.assign(Document.prototype, { exitFullscreen: left })
    undo.push(() => void Reflect.deleteProperty(Document.prototype, 'exitFullscreen'))
    const { press, stage } = await showStage()
    const entered = vi.fn(() => Promise.resolve())
    Object.assign(stage(), { requestFullscreen: entered })
    await press('Full screen')
    expect([entered.mock.calls.length, left.mock.calls.length]).toEqual([1, 0])
    say('fullscreenElement', stage())
    await press('Full screen')
    expect([entered.mock.calls.length, left.mock.calls.length]).toEqual([1, 1])
  })

  it('is not offered what the browser has not, and a refusal is nothing to the call', async () => {
    say('pictureInPictureEnabled', false)
    say('fullscreenEnabled', true)
    say('fullscreenElement', null)
    const { button, press, stage } = await showStage()
    expect(button('Small window')).toBeNull()
    Object.assign(stage(), { requestFullscreen: () => Promise.reject(new TypeError('not now')) })
    await press('Full screen')
    expect(button('Hang up')).not.toBeNull()
  })
})

describe('a line that is too narrow', () => {
  it('is told on both sides of it: who is not seen, and who does not see', async () => {
    const { held, far, status, now } = await showStage()
    expect(status()).toBe('')
    await now(() => void (held.value = ['camera']))
    expect(status()).toBe('The line is too narrow for your picture: it is not sent, so that you are heard.')
    await now(() => void (held.value = []))
    await now(() => void (far.value = { ...FAR, camera: false, narrow: true }))
    expect(status()).toBe('The line of Anna is too narrow for a picture. The sound goes on.')
    await now(() => void (far.value = { ...FAR, camera: false }))
    expect(status()).toBe('Anna has the camera off.')
  })
})

describe('the screen of who talks', () => {
  /** A browser that gives a lock while its page is seen, and takes it away when that is hidden. */
  const openScreen = () => {
    const locks: { isHeld: boolean }[] = []
    const request = () => {
      const lock = { isHeld: true, release: () => Promise.resolve(void (lock.isHeld = false)) }
      locks.push(lock)
      return Promise.resolve(lock)
    }
    vi.stubGlobal('navigator', { wakeLock: { request } })
    return {
      locks: () => locks.map(({ isHeld }) => isHeld),
      turn: (isHidden: boolean) => {
        say('hidden', isHidden)
        if (isHidden) for (const lock of locks) lock.isHeld = false
        dispatchEvent(new Event('visibilitychange'))
      },
    }
  }
  const settled = async () => {
    for (let n = 0; n < 5; n++) await Promise.resolve()
  }

  it('stays on: also when the page is shown again; and not a moment longer than the call', async () => {
    const { locks, turn } = openScreen()
    turn(false)
    const end = holdAwake()
    expect(locks()).toEqual([true])
    turn(true)
    expect(locks()).toEqual([false])
    turn(false)
    expect(locks()).toEqual([false, true])
    end()
    await settled()
    expect(locks()).toEqual([false, false])
    turn(false)
    expect(locks()).toHaveLength(2)
  })

  it('is not asked for where there is no such thing, or it is refused', async () => {
    vi.stubGlobal('navigator', {})
    holdAwake()()
    vi.stubGlobal('navigator', { wakeLock: { request: () => Promise.reject(new Error('battery')) } })
    holdAwake()()
    await settled()
  })
})

describe('a file of a call', () => {
  it('that does not come is fetched again and again, at longer and longer intervals, and once it is here no more', async () => {
    const time = createVirtualClock()
    const log = vi.fn()
    const load = vi.fn(() => (load.mock.calls.length < 4 ? Promise.reject(new Error('cut')) : Promise.resolve('room')))
    const coming = createComing(load, { clock: time.clock, random: () => 0, log })
    const wanted = [coming.want(), coming.want()]
    await time.settle()
    expect([load.mock.calls.length, coming.here.value]).toEqual([1, undefined])
    await time.pass(250)
    expect(load).toHaveBeenCalledTimes(2)
    await time.pass(500)
    expect(load).toHaveBeenCalledTimes(3)
    await time.pass(1_000)
    expect([load.mock.calls.length, coming.here.value, await Promise.all(wanted)]).toEqual([
      4,
      'room',
      ['room', 'room'],
    ])
    await coming.want()
    expect([load.mock.calls.length, log.mock.calls.length, time.pending()]).toEqual([4, 3, 0])
  })
})
