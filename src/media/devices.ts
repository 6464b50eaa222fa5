import type { DeviceOutcome } from '../protocol/entities.js'

/** Which of the devices, by their ids; absent: whichever the browser thinks best. */
export interface Wish {
  mic?: string | undefined
  camera?: string | undefined
  /** Which way a phone's camera looks. */
  facing?: 'user' | 'environment'
}

/** What came of asking, and what there is to send. */
export interface Devices {
  outcome: DeviceOutcome
  mic: MediaStreamTrack | undefined
  camera: MediaStreamTrack | undefined
}

const NONE = { mic: undefined, camera: undefined }

/** Asks for both, then for sound alone: a call without a picture is better than none. */
export const openDevices = async (wish: Wish = {}, { video = true } = {}): Promise<Devices> => {
  if (!isSecureContext) return { outcome: 'insecure', ...NONE }
  if (!canCall()) return { outcome: 'unsupported', ...NONE }
  const audio = {
    __proto__: null,
    ...(wish.mic && { deviceId: { __proto__: null, exact: wish.mic } }),
    echoCancellation: true,
    noiseSuppression: true,
  }
  if (video) {
    const both = await ask({ __proto__: null, audio, video: toVideo(wish) })
    if (both instanceof MediaStream) return toDevices(both, 'granted')
  }
  const sound = await ask({ __proto__: null, audio, video: false })
  if (sound instanceof MediaStream) return toDevices(sound, 'audioOnly')
  return { outcome: sound, ...NONE }
}

/** One camera, such as another one, or the one on the other side of a phone; undefined when there is none to be had. */
export const openCamera = async (wish: Wish): Promise<MediaStreamTrack | DeviceOutcome> => {
  const got = await ask({ __proto__: null, audio: false, video: toVideo(wish) })
  return got instanceof MediaStream ? (got.getVideoTracks()[0] ?? 'noDevices') : got
}

/** A screen, window or tab, as the person chooses; undefined when they choose none. */
export const openScreen = async (): Promise<MediaStreamTrack | undefined> => {
  try {
    // What is hinted at comes first in the browser's own list; a whole screen shows more than most mean to.
    const wish = { __proto__: null, video: { __proto__: null, displaySurface: 'window' }, audio: false }
    const stream = await navigator.mediaDevices.getDisplayMedia(wish)
    return stream.getVideoTracks()[0]
  } catch {
    return undefined
  }
}

/** What there is to choose from; named only once something was granted. */
export const listDevices = async (): Promise<Record<'mic' | 'camera' | 'speaker', MediaDeviceInfo[]>> => {
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  const of = (kind: MediaDeviceKind) => all.filter(one => one.kind === kind && one.deviceId)
  return { mic: of('audioinput'), camera: of('videoinput'), speaker: of('audiooutput') }
}

/** The browser within another app, by its own name; calls seldom work there. */
export const inApp = (agent = navigator.userAgent): string | undefined =>
  APPS.find(({ mark }) => mark.test(agent))?.name

const APPS = [
  { mark: /FBAN|FBAV/, name: 'Facebook' },
  { mark: /Instagram/, name: 'Instagram' },
  { mark: /\bLine\//, name: 'Line' },
  { mark: /MicroMessenger/, name: 'WeChat' },
  { mark: /LinkedInApp/, name: 'LinkedIn' },
  { mark: /TikTok|musical_ly/, name: 'TikTok' },
]

const canCall = () => typeof RTCPeerConnection === 'function' && !!navigator.mediaDevices?.getUserMedia

const toVideo = ({ camera, facing = 'user' }: Wish): MediaTrackConstraints => ({
  __proto__: null,
  ...(camera ? { deviceId: { __proto__: null, exact: camera } } : { facingMode: facing }),
  width: { __proto__: null, ideal: 1_280 },
  height: { __proto__: null, ideal: 720 },
})

const toDevices = (stream: MediaStream, outcome: DeviceOutcome): Devices => ({
  outcome,
  mic: stream.getAudioTracks()[0],
  camera: stream.getVideoTracks()[0],
})

const ask = (wish: MediaStreamConstraints): Promise<MediaStream | DeviceOutcome> =>
  navigator.mediaDevices.getUserMedia(wish).catch((error: unknown) => toOutcome(error))

/** https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
export const toOutcome = (error: unknown): DeviceOutcome => {
  const name = (error as { name?: unknown } | null)?.name
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'inUse'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'noDevices'
  return 'unsupported'
}
