import { createP2p } from '../../../src/media/p2p.js'
import { openDevices, openScreen } from '../../../src/media/devices.js'
import type { CallEngine, LinkState, PeerMeans, Quality, Told } from '../../../src/media/engine.js'

/* The engine alone on a page: no backend, no rooms. What it says to the other one is taken there by the test. */

export interface EngineOnPage {
  begin(means: PeerMeans, polite: boolean): Promise<void>
  take(signal: unknown): Promise<void>
  restart(means?: PeerMeans): void
  setCamera(on: boolean): Promise<void>
  setScreen(on: boolean): Promise<void>
  look(): Promise<Quality>
  end(): void
  /** As the engine told them. */
  readonly states: readonly LinkState[]
  readonly far: Told | undefined
}

declare global {
  interface Window {
    zvonekTestEngine: EngineOnPage
    zvonekTestSignal(signal: object): void
  }
}

let engine: CallEngine | undefined
/** Asked for once: a camera takes its time to open. */
let devices: ReturnType<typeof openDevices> | undefined
const seen: { states: LinkState[]; far: Told | undefined } = { states: [], far: undefined }

const running = () => {
  if (!engine) throw new Error('no call runs')
  return engine
}

const show = (name: string, stream: MediaStream) => {
  const video = document.querySelector<HTMLVideoElement>(`video.${name}`) ?? document.createElement('video')
  Object.assign(video, { className: name, autoplay: true, muted: true, srcObject: stream })
  document.body.append(video)
}

window.zvonekTestEngine = {
  begin: async (means, polite) => {
    engine?.dispose()
    seen.states = []
    seen.far = undefined
    engine = createP2p({
      means,
      polite,
      onSignal: signal => window.zvonekTestSignal(JSON.parse(JSON.stringify(signal)) as object),
      onStream: show,
      onState: state => seen.states.push(state),
      onFar: sending => (seen.far = sending),
    })
    devices ??= openDevices()
    const { mic, camera } = await devices
    await engine.send('mic', mic)
    await engine.send('camera', camera)
  },
  take: signal => running().take(signal),
  restart: means => running().restart(means),
  setCamera: async on => running().send('camera', on ? (await devices)?.camera : undefined),
  setScreen: async on => running().send('screen', on ? await openScreen() : undefined),
  look: () => running().look(),
  end: () => {
    engine?.dispose()
    engine = undefined
  },
  get states() {
    return seen.states
  },
  get far() {
    return seen.far
  },
}
