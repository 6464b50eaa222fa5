import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Tally } from '../backend/backend.js'

/*
 * What goes on, in numbers (Prometheus' text format, https://prometheus.io/docs/instrumenting/exposition_formats/). Labels
 * are words of this code only: no ids, no names, nothing that anybody sent.
 */

export type Side = 'visitor' | 'desk'

export interface Metrics {
  readonly figures: Figures
  readonly contentType: string
  /** All figures as text. `tally` is asked for what is true of the moment. */
  read(tally: () => Promise<Tally>): Promise<string>
  /** A stream begins; returns its end. */
  enter(side: Side): () => void
  /** A reader was too slow and was let go. */
  onDropped(): void
  /** A try to sign in: let in, refused, or told to wait. */
  onLogin(outcome: string): void
}

export const createMetrics = (version: string): Metrics => {
  const register = new Registry()
  const figures = createFigures([register])
  figures.build.set({ version }, 1)
  for (const side of ['visitor', 'desk'] as const) figures.streams.set({ side }, 0)
  return {
    figures,
    contentType: register.contentType,
    read: async tally => {
      for (const [state, many] of Object.entries<number>({ ...(await tally()) })) figures.now.set({ state }, many)
      figures.memory.set(process.memoryUsage.rss())
      return register.metrics()
    },
    enter: side => {
      figures.streams.inc({ side })
      return () => figures.streams.dec({ side })
    },
    onDropped: () => figures.dropped.inc(),
    onLogin: outcome => figures.logins.inc({ outcome }),
  }
}

export type Figures = ReturnType<typeof createFigures>

const createFigures = (registers: Registry[]) => ({
  build: new Gauge({ name: 'zvonek_build_info', help: 'Version that runs.', labelNames: ['version'], registers }),
  streams: new Gauge({ name: 'zvonek_streams', help: 'Open streams.', labelNames: ['side'], registers }),
  now: new Gauge({
    name: 'zvonek_now',
    help: 'Sessions queued and talking, operators available, visitors online.',
    labelNames: ['state'],
    registers,
  }),
  commands: new Counter({
    name: 'zvonek_commands_total',
    help: 'Commands by type and outcome.',
    labelNames: ['side', 'type', 'outcome'],
    registers,
  }),
  logins: new Counter({
    name: 'zvonek_logins_total',
    help: 'Tries to sign in at the desk.',
    labelNames: ['outcome'],
    registers,
  }),
  limited: new Counter({
    name: 'zvonek_limited_total',
    help: 'Requests refused because of a limit.',
    labelNames: ['limit'],
    registers,
  }),
  dropped: new Counter({ name: 'zvonek_slow_readers_total', help: 'Streams cut since nobody read them.', registers }),
  failures: new Counter({
    name: 'zvonek_append_failures_total',
    help: 'Batches that could not be written.',
    registers,
  }),
  batches: new Histogram({
    name: 'zvonek_append_rows',
    help: 'Rows of one commit.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    registers,
  }),
  appends: new Histogram({
    name: 'zvonek_append_seconds',
    help: 'Time until a commit was on disk.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
    registers,
  }),
  memory: new Gauge({ name: 'process_resident_memory_bytes', help: 'Memory of the process.', registers }),
})
