/*
 * Everybody's turn comes. Work waits in one row for each client, and each turn of the event loop does one piece of every
 * row: so a client who asks a thousand times stands in their own way, and another waits for one of the thousand at most.
 */

export interface Turns {
  /** Does `work`, which must not throw, when the turn of `client` comes. */
  wait(client: string, work: () => void): void
}

export const createTurns = (next: (turn: () => void) => void = turn => void setImmediate(turn)): Turns => {
  const rows = new Map<string, (() => void)[]>()

  const turn = () => {
    const due = [...rows].map(([client, row]) => {
      const work = row.shift()
      if (!row.length) rows.delete(client)
      return work
    })
    if (rows.size) next(turn)
    for (const work of due) work?.()
  }
  return {
    wait: (client, work) => {
      const row = rows.get(client)
      if (row) return void row.push(work)
      rows.set(client, [work])
      if (rows.size === 1) next(turn)
    },
  }
}
