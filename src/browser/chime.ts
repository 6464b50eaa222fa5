import { own } from '../protocol/own.js'

/** Two struck notes out of WebAudio: no file, no element. Browsers keep it silent until the first press on the page. */

const NOTES = [1318.5, 1046.5]
const GAP = 0.22
const FADE = 1.1

export interface Chime {
  ring(): void
  dispose(): void
}

export const createChime = (): Chime => {
  const off = new AbortController()
  let audio: AudioContext | undefined
  const wake = (): void => {
    // Not every key counts as an act to the browser; without one it only complains.
    if (!navigator.userActivation?.hasBeenActive) return
    audio ??= new AudioContext(own({}))
    if (audio.state === 'suspended') void audio.resume()
  }
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(type, wake, { __proto__: null, signal: off.signal, passive: true, capture: true })
  // The first press may have been before.
  wake()

  return {
    ring: () => {
      const context = audio
      if (context?.state === 'running') NOTES.forEach((hertz, at) => strike(context, hertz, at * GAP))
    },
    dispose: () => {
      off.abort()
      void audio?.close()
    },
  }
}

const strike = (audio: AudioContext, hertz: number, after: number): void => {
  const start = audio.currentTime + after
  const tone = new OscillatorNode(audio, own<OscillatorOptions>({ type: 'sine', frequency: hertz }))
  const loudness = new GainNode(audio, own({ gain: 0 }))
  loudness.gain.setValueAtTime(0.0001, start)
  loudness.gain.exponentialRampToValueAtTime(0.2, start + 0.01)
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + FADE)
  tone.connect(loudness).connect(audio.destination)
  tone.start(start)
  tone.stop(start + FADE)
}
