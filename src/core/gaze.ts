/** How long a page is in view. */
export interface Gaze {
  /** Milliseconds in view since it was shown, or since `turn`. */
  page(): number
  /** Milliseconds in view that were not taken yet. */
  fresh(): number
  /** The same, and from here on they are. */
  take(): number
  /** The page is in view, or no longer. */
  see(isSeen: boolean): void
  /** Another page has taken the place of this one. */
  turn(): void
}

/** @param ticks milliseconds since any moment, never set */
export const createGaze = (ticks: () => number): Gaze => {
  let since: number | undefined
  let total = 0
  let begun = 0
  let taken = 0
  const sum = () => total + (since === undefined ? 0 : ticks() - since)
  return {
    page: () => sum() - begun,
    fresh: () => sum() - taken,
    take: () => {
      const fresh = sum() - taken
      taken += fresh
      return fresh
    },
    see: isSeen => {
      total = sum()
      since = isSeen ? ticks() : undefined
    },
    turn: () => (begun = sum()),
  }
}
