/** What one figure is called, and what it may be. */
export interface Figure {
  /** Row of the budgets; row 12, calls, has none yet. */
  row: number
  id: string
  what: string
  unit: 'ms' | 'MB' | 'nodes' | '×' | 'streams' | ''
  /** The figure may not be larger; absent where it is only told. */
  budget?: number
  /** What we wish for. */
  dream?: number
}

/** Everything that `npm run bench` measures. Budgets are promises about a quiet machine, and no test. */
export const figures = [
  { row: 5, id: 'buttons', what: 'CPU from navigation to visible buttons', unit: 'ms', budget: 6, dream: 3 },
  { row: 5, id: 'blocking', what: 'blocking time added to the page, CPU 4× slower', unit: 'ms', budget: 0 },
  { row: 6, id: 'open.cold', what: 'click → open chat, CPU 4× slower, slow 4G', unit: 'ms', budget: 500, dream: 420 },
  { row: 6, id: 'open.hover', what: 'the same after pointing at the button', unit: 'ms', budget: 120, dream: 84 },
  { row: 6, id: 'open.focus', what: 'the same by keyboard, after the focus', unit: 'ms', budget: 120, dream: 84 },
  { row: 7, id: 'heap', what: 'heap of an open chat with three messages', unit: 'MB', budget: 0.8, dream: 0.5 },
  { row: 7, id: 'nodes', what: 'its DOM nodes', unit: 'nodes', budget: 150, dream: 100 },
  {
    row: 8,
    id: 'long.open',
    what: 'opening a conversation of 10,000 messages against one of 50',
    unit: '×',
    budget: 1.5,
  },
  { row: 8, id: 'long.whole', what: 'click → painted when a backend tells all 10,000 at once', unit: 'ms' },
  { row: 8, id: 'long.more', what: 'main-thread time of message 10,001, CPU 4× slower', unit: 'ms', budget: 16.7 },
  { row: 8, id: 'long.nodes', what: 'DOM nodes with 10,000 messages against 500', unit: '×', budget: 1 },
  { row: 8, id: 'long.heap', what: 'heap with 10,000 messages', unit: 'MB', budget: 12 },
  { row: 9, id: 'delivery.p50', what: 'operator’s click → painted at the visitor’s, median', unit: 'ms', budget: 12 },
  { row: 9, id: 'delivery.p99', what: 'the same, slowest of a hundred', unit: 'ms', budget: 40 },
  { row: 10, id: 'shift', what: 'layout shift of the page by buttons and open chat', unit: '', budget: 0 },
  { row: 11, id: 'crowd.memory', what: 'reference server with 10,000 open streams, resident', unit: 'MB', budget: 300 },
  { row: 11, id: 'crowd.p50', what: 'command → stream at 1,000 messages/s, median', unit: 'ms' },
  { row: 11, id: 'crowd.p99', what: 'the same, slowest of a hundred', unit: 'ms', budget: 100 },
  { row: 11, id: 'crowd.all', what: 'one event to all 10,000 streams, until the last one has it', unit: 'ms' },
  { row: 12, id: 'call.first', what: 'both agree to a call → first picture at both, over a relay', unit: 'ms' },
  {
    row: 12,
    id: 'call.told',
    what: 'pause of the picture when the network changes, and the browser says so',
    unit: 'ms',
  },
  { row: 12, id: 'call.untold', what: 'the same when nothing says so', unit: 'ms' },
] as const satisfies readonly Figure[]

export type FigureId = (typeof figures)[number]['id']

/** What a row found; `samples` are all its repetitions. */
export interface Found {
  id: FigureId
  value: number
  samples: readonly number[]
}

/** A figure is the median of its repetitions, less what the same costs without us. */
export const found = (id: FigureId, samples: readonly number[], without: readonly number[] = [0]): Found => ({
  id,
  value: median(samples) - median(without),
  samples,
})

export const median = (samples: readonly number[]): number => {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The sample that `share` of all do not exceed. @param share from 0 to 1. */
export const quantile = (samples: readonly number[], share: number): number =>
  [...samples].sort((a, b) => a - b)[Math.max(0, Math.ceil(samples.length * share) - 1)] ?? NaN
