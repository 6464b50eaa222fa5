import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { createCalling, insist, type CallLine, type Calling, type Pair, type SeatState } from '../../core/calling.js'
import type { Grade, LinkState, Line, PeerMeans, Told } from '../../media/engine.js'
import type { Call, Side } from '../../protocol/entities.js'
import { holdAwake } from './awake.js'
import { createLocal, type Local, type LocalOptions } from './local.js'

export type Streams = Readonly<Partial<Record<'camera' | 'screen', MediaStream>>>

/** A call without pixels: what its rooms read and what the person in it may do. */
export interface CallModel {
  readonly side: Side
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
  /** Nothing here carries a call: what the engine needs of the browser is not there. */
  readonly unable: ReadonlySignal<boolean>
  /** Address of a meeting elsewhere, which takes the place of the engine. */
  readonly meeting: ReadonlySignal<string | undefined>
  /** Goes in, also in the place of another tab. */
  enter(): void
  /** Does not go in after all, or any more. */
  stay(): void
  hangUp(): void
  /** Whether the picture may be taken that the operator has asked for. */
  answerPicture(accept: boolean): void
  dispose(): void
}

export interface CallModelOptions extends CallLine, LocalOptions {
  /** Whether the person goes in by themselves as soon as it runs: they have said so before. */
  isWanted: boolean
  /** What carries it comes once both have agreed. */
  engine(): Promise<(running: Running, means: PeerMeans) => () => void>
}

export const createCall = (options: CallModelOptions): CallModel => {
  const { call } = options
  const local = createLocal(options)
  const wanted = signal(options.isWanted)
  const calling = createCalling({ ...options, wanted })
  const view = createView()
  const undo = [
    effect(() => {
      const pair = calling.pair.value
      return pair && untracked(() => begin({ options, calling, local, view }, pair))
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
    side: options.side,
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
    answerPicture: accept => {
      const { id, session, picture } = call.peek() ?? {}
      if (!id || !session || !picture) return
      void insist(options, 'picture.answer', { session, call: id, picture: picture.id, accept })
    },
    dispose: () => {
      for (const end of undo) end()
      calling.dispose()
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
  unable: signal(false),
})

/** What an engine runs with. */
export interface Running {
  options: CallModelOptions
  calling: Calling
  local: Local
  view: ReturnType<typeof createView>
}

/** Two tabs are there: an engine runs between them until one is another. */
const begin = (running: Running, { means }: Pair) => {
  if (means.engine !== 'p2p') return undefined
  const { options, local, view } = running
  let isOver = false
  let end: (() => void) | undefined
  void options.engine().then(run => {
    if (isOver) return
    try {
      end = run(running, means)
    } catch (error) {
      // Some browsers lack WebRTC, some have it switched off: then it throws where it is made.
      options.log('warn', 'call.engine', String(error))
      local.refuse()
      view.unable.value = true
    }
  })
  return () => {
    isOver = true
    end?.()
    view.unable.value = false
  }
}
