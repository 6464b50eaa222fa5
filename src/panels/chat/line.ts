import { computed, effect, type ReadonlySignal, type Signal } from '@preact/signals'
import type { ConnectionStatus } from '../../core/model.js'
import type { LineState } from './view.js'

/** Shorter than this (ms) a cut is nobody's business. */
const PATIENCE = 2_000
/** So long (ms) stands the good news. */
const NEWS = 4_000

/** Writes into `line` what the visitor is to know of the connection. Returns its undo. */
export const watchLine = (connection: ReadonlySignal<ConnectionStatus>, line: Signal<LineState>): (() => void) => {
  const wanted = computed(() => WANTED[connection.value.state])
  return effect(() => {
    const now = wanted.value
    if (now === 'fault') line.value = now
    else if (now || line.peek()) {
      if (!now) line.value = 'back'
      const timer = setTimeout(() => (line.value = now), now ? PATIENCE : NEWS)
      return () => clearTimeout(timer)
    }
  })
}

/** What the platform cannot mend is a fault; the rest is a line that is lost for now, or none to speak of. */
const WANTED: Record<ConnectionStatus['state'], LineState> = {
  idle: '',
  online: '',
  ended: '',
  connecting: 'lost',
  reconnecting: 'lost',
  offline: 'lost',
  authExpired: 'fault',
  failed: 'fault',
}
