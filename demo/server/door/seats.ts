/** Desks that are open now: who may no longer sit there is sent away. */
export interface Seats {
  /** Takes a seat for as long as `isOn` says yes; returns its undo. */
  take(seat: Seat): () => void
  /** Looks at every seat. */
  check(): void
}

export interface Seat {
  isOn(): boolean
  sendAway(): void
}

export const createSeats = (): Seats => {
  const seats = new Set<Seat>()
  return {
    take: seat => {
      seats.add(seat)
      return () => seats.delete(seat)
    },
    check: () => {
      for (const seat of [...seats]) if (!seat.isOn()) seat.sendAway()
    },
  }
}
