import { backoff } from '../../core/backoff.js'

/** A room that comes behind another one. */
export interface Brought<T> {
  /** Asks it something once it is here, in the order of the questions. The first call fetches it. */
  ask(question?: (room: T) => void): void
  dispose(): void
}

/** Fetches a room again until it is there: later each time, or with the network. `isAwaited`: though its panel is closed. */
export const createBring = <T extends { dispose(): void }>(
  load: () => Promise<T>,
  isAwaited: () => boolean,
): Brought<T> => {
  let coming: Promise<T> | undefined
  let isOver = false
  const fetch = async (failures: number): Promise<T> => {
    try {
      return await load()
    } catch (error) {
      console.warn(error)
    }
    await pause(backoff(failures, Math.random))
    return isOver && !isAwaited() ? new Promise(() => {}) : fetch(failures + 1)
  }
  return {
    ask: question => void (coming ??= fetch(0)).then(question),
    dispose: () => {
      isOver = true
      void coming?.then(room => room.dispose())
    },
  }
}

const pause = (ms: number) =>
  new Promise<void>(resolve => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
  })
