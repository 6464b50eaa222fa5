import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { createCalling, type CallLine, type Calling, type Pair, type SeatState } from '../../core/calling.js'
import type { CallEngine, Grade, LinkState, Line, MakeEngine, PeerMeans, Told } from '../../media/engine.js'
import type { Call } from '../../protocol/entities.js'
import { holdAwake } from './awake.js'
import { createLocal, type Local, type LocalOptions } from './local.js'
import { createSound } from './sound.js'

export type Streams = Readonly<Partial<Record<'camera' | 'screen', MediaStream>>>

/** A call without pixels: what its rooms read and what the person in it may do. */
export interface CallModel {
  readonly call: ReadonlySignal<Call | undefined>
  readonly seat: ReadonlySignal<SeatState>
  readonly local: Local
  /** The person wants to be in it, whatever becomes of it. */
  readonly wanted: ReadonlySignal<boolean>
  readonly link: ReadonlySignal<LinkState>
  /** Ms since 1970 by this clock: when the two were first joined. */
  readonly since: ReadonlySignal<number | undefined>
  /** How it is for who sits in it: told once it holds for two looks, unsaid as soon as it is better. */
  readonly grade: ReadonlySignal<Grade>
  /** What is held back here, so that sound goes through. */
  readonly held: ReadonlySignal<readonly Line[]>
  /** What the other side says that it sends; undefined until it has. */
  readonly far: ReadonlySignal<Told | undefined>
  readonly streams: ReadonlySignal<Streams>
  /** Address of a meeting elsewhere, which takes the place of the engine. */
  readonly meeting: ReadonlySignal<string | undefined>
  /** Goes in, also in the place of another tab. */
  enter(): void
  /** Does not go in after all, or any more. */
  stay(): void
  hangUp(): void
  dispose(): void
}

export interface CallModelOptions extends CallLine, LocalOptions {
  /** Whether the person goes in by themselves as soon as it runs: they have said so before. */
  isWanted: boolean
  /** What carries it comes once both have agreed. */
  engine(): Promise<MakeEngine>
}

export const createCall = (options: CallModelOptions): CallModel => {
  const { call } = options
  const local = createLocal(options)
  const wanted = signal(options.isWanted)
  const calling = createCalling({ ...options, wanted })
  const view = createView()
  const sound = createSound(local.speaker)
  const undo = [
    effect(() => {
      const pair = calling.pair.value
      return pair && untracked(() => begin({ options, calling, local, view, sound }, pair))
    }),
    // Each call has a time of its own.
    effect(() => {
      if (!call.value || call.value.state === 'ended') view.since.value = undefined
    }),
    effect(() => {
      const isIn = wanted.value && call.value?.state === 'running'
      if (isIn) {
        void options.engine()
        if (local.outcome.peek() === undefined) void untracked(() => local.ask())
      }
      return isIn ? holdAwake() : undefined
    }),
  ]
  return {
    call,
    seat: calling.state,
    local,
    wanted,
    ...view,
    meeting: computed(() => (calling.means.value?.engine === 'link' ? calling.means.value.url : undefined)),
    enter: () => {
      wanted.value = true
      if (calling.state.peek() === 'elsewhere') calling.join()
    },
    stay: () => void (wanted.value = false),
    hangUp: () => {
      const now = call.peek()
      if (now) options.end(now)
    },
    dispose: () => {
      for (const end of undo) end()
      calling.dispose()
      sound.dispose()
      local.dispose()
    },
  }
}

/** What is seen of the engine. */
const createView = () => ({
  link: signal<LinkState>('connecting'),
  since: signal<number | undefined>(undefined),
  grade: signal<Grade>('good'),
  held: signal<readonly Line[]>([]),
  far: signal<Told | undefined>(undefined),
  streams: signal<Streams>({}),
})

interface Running {
  options: CallModelOptions
  calling: Calling
  local: Local
  view: ReturnType<typeof createView>
  sound: ReturnType<typeof createSound>
}

/** Two tabs are there: an engine runs between them until one is another. */
const begin = (running: Running, { means }: Pair) => {
  if (means.engine !== 'p2p') return undefined
  let isOver = false
  let end: (() => void) | undefined
  void running.options.engine().then(make => {
    if (!isOver) end = run(running, { make, means })
  })
  return () => {
    isOver = true
    end?.()
  }
}

const run = (
  { options, calling, local, view, sound }: Running,
  { make, means }: { make: MakeEngine; means: PeerMeans },
) => {
  const { link, since, grade, held, far, streams } = view
  const engine = make({
    means,
    polite: options.side === 'visitor',
    onSignal: calling.post,
    onState: state => {
      link.value = state
      if (state === 'connected') since.value ??= options.clock.now()
    },
    onFar: told => void (far.value = told),
    onStream: (line, stream) => {
      streams.value = { ...streams.peek(), [line]: stream }
      if (line === 'camera') sound.hear(stream)
    },
  })
  const take = (one: unknown) =>
    void engine.take(one).catch((error: unknown) => options.log('warn', 'call.take', String(error)))
  const undo = [
    sendLocal(engine, local),
    calling.listen(take),
    watchQuality(engine, view),
    watchNetwork(engine),
    effect(() => {
      const fresh = calling.means.value
      if (fresh !== means && fresh?.engine === 'p2p') engine.restart(fresh)
    }),
    engine.dispose,
  ]
  return () => {
    for (const end of undo) end()
    link.value = 'connecting'
    grade.value = 'good'
    held.value = []
    far.value = undefined
    streams.value = {}
    sound.hear(undefined)
  }
}

/** Whatever is switched on or off here goes to the other side. */
const sendLocal = (engine: CallEngine, { tracks, micOn }: Local) =>
  effect(() => {
    const { mic, camera, screen } = tracks.value
    void engine.send('mic', micOn.value ? mic : undefined)
    void engine.send('camera', camera)
    void engine.send('screen', screen)
  })

/** Ms between two looks at how it goes. */
const LOOK = 2_000

const GRADES: readonly Grade[] = ['good', 'weak', 'poor']

/** A single bad look is a hiccup: the better one of two in a row is what is said. */
const watchQuality = (engine: CallEngine, { grade, held }: Pick<Running['view'], 'grade' | 'held'>) => {
  let before: Grade = 'good'
  let isOver = false
  const timer = setInterval(() => {
    void engine.look().then(seen => {
      if (isOver) return
      grade.value = GRADES.find(one => one === seen.grade || one === before) ?? 'good'
      before = seen.grade
      if (seen.held.join() !== held.peek().join()) held.value = seen.held
    })
  }, LOOK)
  return () => {
    isOver = true
    clearInterval(timer)
  }
}

/** Another network is another way: looked for at once, not when the old one has been given up. */
const watchNetwork = (engine: CallEngine) => {
  const off = new AbortController()
  const options: AddEventListenerOptions = { __proto__: null, signal: off.signal }
  addEventListener('online', () => engine.restart(), options)
  const { connection } = navigator as Navigator & { connection?: EventTarget }
  connection?.addEventListener('change', () => engine.restart(), options)
  return () => off.abort()
}
