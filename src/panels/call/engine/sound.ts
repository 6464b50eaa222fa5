import { effect, type ReadonlySignal } from '@preact/signals'

/** The other side is heard whatever is on the screen: a panel that folds takes its pictures with it, and not its sound. */
export const createSound = (speaker: ReadonlySignal<string>) => {
  const audio = new Audio()
  const off = new AbortController()
  const options: AddEventListenerOptions = { __proto__: null, signal: off.signal, capture: true }
  const play = () => {
    if (audio.srcObject && audio.paused) audio.play().catch(() => {})
  }
  // A page that nobody has touched since it was shown may not sound: the first touch lets it.
  for (const act of ['pointerdown', 'keydown']) addEventListener(act, play, options)
  const undo = effect(() => {
    const id = speaker.value
    if (id) void (audio as { setSinkId?(id: string): Promise<void> }).setSinkId?.(id).catch(() => {})
  })
  return {
    hear: (stream: MediaStream | undefined) => {
      audio.srcObject = stream ?? null
      play()
    },
    dispose: () => {
      off.abort()
      undo()
      audio.srcObject = null
    },
  }
}
