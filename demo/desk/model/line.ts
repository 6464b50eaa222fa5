import { computed, signal, type ReadonlySignal } from '@preact/signals-core'
import type { ConnectionState, ConnectionStatus } from '../../../src/core/model.js'
import { react } from '../../../src/core/react.js'
import { createTimer } from '../../../src/core/timer.js'
import type { Clock } from '../../../src/protocol/ports.js'

/** What the operator is to know of the line to the server; nothing while there is nothing to know. */
export type Line = '' | 'back' | Passing | Lasting
type Passing = Extract<ConnectionState, 'connecting' | 'reconnecting' | 'offline'>
type Lasting = Extract<ConnectionState, 'authExpired' | 'failed' | 'ended'>

/** Shorter than this (ms) a cut is nobody's business. */
const PATIENCE = 2_000
/** So long (ms) stands the good news. */
const NEWS = 4_000

/** Tells a cut once it lasts, what does not mend itself at once, and the return for a while. */
export const createLine = (status: ReadonlySignal<ConnectionStatus>, clock: Clock) => {
  const line = signal<Line>('')
  const timer = createTimer(clock)
  const state = computed(() => status.value.state)
  const say = (now: Line): void => void (line.value = now)

  const onState = (now: ConnectionState): void => {
    const told = line.peek()
    timer.clear()
    if (isLasting(now)) say(now)
    else if (isPassing(now)) {
      if (isPassing(told)) return say(now)
      say('')
      timer.set(PATIENCE, () => say(now))
    } else if (told) {
      say('back')
      timer.set(NEWS, () => say(''))
    }
  }
  const undo = react(() => state.value, onState)

  return {
    line: line as ReadonlySignal<Line>,
    isHeard: computed(() => line.value === '' || line.value === 'back'),
    dispose: (): void => {
      undo()
      timer.clear()
    },
  }
}

/** It mends itself, sooner or later. */
export const isPassing = (state: string): state is Passing => ['connecting', 'reconnecting', 'offline'].includes(state)

const isLasting = (state: string): state is Lasting => ['authExpired', 'failed', 'ended'].includes(state)
