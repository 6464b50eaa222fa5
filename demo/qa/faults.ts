/** A network that fails on demand. What it does to `fetch` and to a transport stands beside this file. */
export type Fault = 'cut' | 'slow' | 'twice'

export interface Faults {
  set(fault: Fault, on: boolean): void
  isOn(fault: Fault): boolean
  /** One way through the network: resolves at once, or late while it is slow. */
  pass(): Promise<void>
  /** Runs `fn` as late as a slow network would. */
  late(fn: () => void): void
  /** The line as it is now: aborts when it is cut. */
  line(): AbortSignal
}

/** What a browser says when the line is gone. */
export const broken = (): TypeError => new TypeError('Failed to fetch')

/** Each way, in milliseconds. */
const SLOW = 2000

/** @param after runs `fn` after `ms` milliseconds. */
export const createFaults = (after: (ms: number, fn: () => void) => void): Faults => {
  const on = new Set<Fault>()
  let line = new AbortController()
  const late = (fn: () => void) => after(SLOW, fn)
  return {
    late,
    isOn: fault => on.has(fault),
    pass: () => new Promise(resolve => (on.has('slow') ? late(resolve) : resolve())),
    line: () => line.signal,
    set: (fault, isOn) => {
      if (isOn) on.add(fault)
      else on.delete(fault)
      if (fault !== 'cut') return
      line.abort(broken())
      line = new AbortController()
    },
  }
}
