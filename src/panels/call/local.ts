import { signal, type ReadonlySignal } from '@preact/signals'
import type { DeviceOutcome } from '../../protocol/entities.js'
import type { Wish } from '../../media/devices.js'
import type { Line } from '../../media/engine.js'
import type { DeviceCalls } from './check/index.js'

const LINES = ['mic', 'camera', 'screen'] as const

type Choices = Awaited<ReturnType<DeviceCalls['listDevices']>>

/** What this side has to send: its devices, and what of them is on. */
export interface Local {
  /** Undefined until it is known; `asking` while the browser asks. */
  readonly outcome: ReadonlySignal<DeviceOutcome | 'asking' | undefined>
  readonly tracks: ReadonlySignal<Readonly<Partial<Record<Line, MediaStreamTrack>>>>
  readonly micOn: ReadonlySignal<boolean>
  readonly cameraOn: ReadonlySignal<boolean>
  /** Which devices there are to choose from. */
  readonly choices: ReadonlySignal<Choices>
  /** Where the other side is heard: id of a speaker, or the browser's own choice. */
  readonly speaker: ReadonlySignal<string>
  readonly mayShare: boolean
  /** @param video also the camera; by default where it is on. */
  ask(video?: boolean): Promise<void>
  choose(kind: keyof Choices, id: string): void
  setMic(on: boolean): void
  setCamera(on: boolean): Promise<void>
  /** The camera on the other side of a phone. */
  flip(): Promise<void>
  setScreen(on: boolean): Promise<void>
  /** Lets go of everything, until it is asked for anew. */
  release(): void
  /** This browser carries no call, whatever its devices: what was opened for one is let go of. */
  refuse(): void
  dispose(): void
}

/** What is on at first. */
export interface Start {
  mic: boolean
  camera: boolean
}

export interface LocalOptions {
  /** Asked before the devices are; absent: both are on. */
  start?: (() => Promise<Start>) | undefined
  /** What asks the browser comes once there is something to ask. */
  devices(): Promise<DeviceCalls>
}

export const createLocal = ({ start, devices }: LocalOptions): Local => {
  const store = createTracks()
  let calls: DeviceCalls | undefined
  const need = async () => (calls ??= await devices())
  const { outcome, tracks, micOn, cameraOn, put } = store
  const choices = signal<Choices>({ mic: [], camera: [], speaker: [] })
  const speaker = signal('')
  const onChange = () => void calls?.listDevices().then(all => (choices.value = all))
  const { ask, openOne, wish } = createAsking(store, { need, start, onGranted: onChange })
  const platform = navigator.mediaDevices as MediaDevices | undefined
  platform?.addEventListener('devicechange', onChange)

  return {
    ...{ outcome, tracks, micOn, cameraOn, choices, speaker, ask },
    mayShare: typeof platform?.getDisplayMedia === 'function',
    choose: (kind, id) => {
      if (kind === 'speaker') return void (speaker.value = id)
      wish({ [kind]: id || undefined })
      void ask()
    },
    setMic: on => {
      micOn.value = on
      const { mic } = tracks.peek()
      if (mic) mic.enabled = on
      else if (on) void ask()
    },
    setCamera: async on => {
      if (on) return openOne()
      // Off means off: the lamp beside the camera goes out.
      put('camera', undefined)
      cameraOn.value = false
    },
    flip: async () => {
      wish({ camera: undefined, facing: wish({}).facing === 'environment' ? 'user' : 'environment' })
      // A phone has one camera open at a time.
      put('camera', undefined)
      await openOne()
    },
    setScreen: async on => {
      const mine = store.round()
      const track = on ? await (await need()).openScreen() : undefined
      // Given when the call was over already.
      if (mine !== store.round()) return track?.stop()
      track?.addEventListener('ended', () => tracks.peek().screen === track && put('screen', undefined))
      put('screen', track)
    },
    release: store.release,
    refuse: () => {
      store.release()
      outcome.value = 'unsupported'
    },
    dispose: () => {
      platform?.removeEventListener('devicechange', onChange)
      store.dispose()
    },
  }
}

/** What is held of the devices; what leaves it is stopped. */
const createTracks = () => {
  const outcome = signal<DeviceOutcome | 'asking' | undefined>(undefined)
  const tracks = signal<Partial<Record<Line, MediaStreamTrack>>>({})
  const micOn = signal(true)
  const cameraOn = signal(true)
  let over = false
  let round = 0
  const put = (line: Line, track: MediaStreamTrack | undefined) => {
    const { [line]: old, ...rest } = tracks.peek()
    if (old !== track) old?.stop()
    if (over) track?.stop()
    tracks.value = track && !over ? { ...rest, [line]: track } : rest
  }
  const clear = () => {
    for (const line of LINES) put(line, undefined)
  }
  return {
    ...{ outcome, tracks, micOn, cameraOn, put },
    /** Another one once they were let go: what was asked for before is not taken any more. */
    round: () => round,
    release: () => {
      round++
      clear()
      outcome.value = undefined
      cameraOn.value = true
      micOn.value = true
    },
    dispose: () => {
      over = true
      clear()
    },
  }
}

/** Asks the browser for them, and takes what it gives. */
const createAsking = (
  { outcome, micOn, cameraOn, put, round }: ReturnType<typeof createTracks>,
  { need, start, onGranted }: { need(): Promise<DeviceCalls>; onGranted(): void } & Pick<LocalOptions, 'start'>,
) => {
  let wished: Wish = {}
  /** What was switched off meanwhile stays off. */
  const begin = async () => {
    const first = await start?.()
    if (!first || outcome.peek() !== undefined) return
    micOn.value &&= first.mic
    cameraOn.value &&= first.camera
  }
  return {
    wish: (change: Partial<Wish>): Wish => (wished = { ...wished, ...change }),
    ask: async (video?: boolean) => {
      const mine = round()
      if (outcome.peek() === undefined) await begin()
      if (outcome.peek() === 'asking' || mine !== round()) return
      const wanted = video ?? cameraOn.peek()
      outcome.value = 'asking'
      const { openDevices } = await need()
      const got = await openDevices(wished, { video: wanted })
      if (mine !== round()) {
        got.mic?.stop()
        got.camera?.stop()
        return
      }
      if (got.mic) got.mic.enabled = micOn.peek()
      put('mic', got.mic)
      put('camera', got.camera)
      cameraOn.value = !!got.camera
      outcome.value = got.outcome === 'audioOnly' && !wanted ? 'granted' : got.outcome
      onGranted()
    },
    openOne: async () => {
      const mine = round()
      const { openCamera } = await need()
      const got = await openCamera(wished)
      const isOpen = got instanceof MediaStreamTrack
      if (mine !== round()) return void (isOpen && got.stop())
      put('camera', isOpen ? got : undefined)
      cameraOn.value = isOpen
      outcome.value = isOpen ? 'granted' : got
    },
  }
}
