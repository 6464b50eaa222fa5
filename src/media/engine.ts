import type { CallMeans } from '../protocol/entities.js'

/** What travels: the microphone, the camera, a screen. */
export type Line = 'mic' | 'camera' | 'screen'
/** What of it a side sends now. */
export type Sending = Readonly<Record<Line, boolean>>

export type LinkState = 'connecting' | 'connected' | 'broken'

/** How good a call is, measured and not guessed. */
export interface Quality {
  /** Bytes received since the last look, per second. */
  rate: number
  /** Part of the other side's packets that did not come, 0 to 1. */
  loss: number
  /** Ms to the other side and back; undefined until it is known. */
  roundTrip: number | undefined
  /** Frames decoded and packets of sound received, all told. */
  frames: number
  sound: number
}

/**
 * What carries sound and pictures between the two ends. Another may stand behind the same rooms: a media server, a meeting
 * product.
 */
export interface CallEngine {
  /** Sends a track on a line, or nothing any more. */
  send(line: Line, track: MediaStreamTrack | undefined): Promise<void>
  /** Takes what the other side's engine said, in its order. */
  take(signal: unknown): Promise<void>
  /** The way may be another now: look for it. */
  restart(): void
  /** How it goes. */
  look(): Promise<Quality>
  /** Not a track, timer or connection left. The tracks that were given stay the giver's. */
  dispose(): void
}

export interface EngineEvents {
  /** To be taken to the other side, in this order. */
  onSignal(signal: object): void
  /** What of the other side can be seen and heard; the same stream for the whole call. */
  onStream(line: 'camera' | 'screen', stream: MediaStream): void
  onState(state: LinkState): void
  /** What the other side says that it sends. */
  onFar(sending: Sending): void
}

export interface EngineOptions extends EngineEvents {
  means: Extract<CallMeans, { engine: 'p2p' }>
  /** The side that gives way when both speak at once. */
  polite: boolean
}

export type MakeEngine = (options: EngineOptions) => CallEngine
