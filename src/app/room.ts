import { left } from './left.js'

/**
 * A file that comes once it is wanted, and again where it did not come. Too late for whom it was wanted, it does nothing.
 * @throws what its fetching has failed with, or that they have left.
 */
export const createRoom = <P, R>(
  fetch: () => Promise<{ start(parts: P, signal: AbortSignal): R }>,
  parts: P,
  signal: AbortSignal,
): (() => Promise<R>) => {
  let coming: Promise<R> | undefined
  const enter = async () => {
    const { start } = await fetch().catch((error: unknown) => {
      coming = undefined
      throw error
    })
    if (signal.aborted) throw left()
    return start(parts, signal)
  }
  return () => (coming ??= enter())
}
