import type { CallMeans } from '../protocol/entities.js'

/** What travels: the microphone, the camera, a screen. */
export type Line = 'mic' | 'camera' | 'screen'
/** What of it a side sends now. */
export type Sending = Readonly<Record<Line, boolean>>

/** What the other side is told of it. */
export interface Told extends Sending {
  /** There is a picture to be sent, and no room for it on the line of who would send it. */
  narrow: boolean
}

export type LinkState = 'connecting' | 'connected' | 'broken'

/** How a call is for who sits in it: `weak` is noticed, `poor` is hardly a call. */
export type Grade = 'good' | 'weak' | 'poor'

/** How good a call is, measured and not guessed: between the last two looks. */
export interface Quality {
  grade: Grade
  /** Bytes received per second. */
  rate: number
  /** Part of the other side's packets that did not come, 0 to 1. */
  loss: number
  /** Ms to the other side and back; undefined until it is known. */
  roundTrip: number | undefined
  /** The network here is too narrow for pictures: what is held back of them, so that sound goes through. */
  held: readonly Line[]
}

export type PeerMeans = Extract<CallMeans, { engine: 'p2p' }>

/**
 * What carries sound and pictures between the two ends. Another may stand behind the same rooms: a media server, a meeting
 * product.
 */
export interface CallEngine {
  /** Sends a track on a line, or nothing any more. */
  send(line: Line, track: MediaStreamTrack | undefined): Promise<void>
  /** Takes what the other side's engine said, in its order. */
  take(signal: unknown): Promise<void>
  /** The way may be another now: look for it. What flows goes on flowing meanwhile. @param means fresher than before. */
  restart(means?: PeerMeans): void
  /** How it goes; to be asked every two seconds or so, since what is seen also decides whether pictures give way. */
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
  onFar(told: Told): void
}

export interface EngineOptions extends EngineEvents {
  means: PeerMeans
  /** The side that gives way when both speak at once. */
  polite: boolean
}

export type MakeEngine = (options: EngineOptions) => CallEngine
