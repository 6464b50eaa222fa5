import { signal } from '@preact/signals-core'
import type { ConnectionState, ConnectionStatus } from './model.js'

const RESTING: readonly ConnectionState[] = ['idle', 'failed', 'authExpired', 'ended']

/** What a connection shows of itself. */
export const createStatus = () => {
  const status = signal<ConnectionStatus>({ state: 'idle', code: undefined })
  return {
    status,
    show: (state: ConnectionState, code?: string) => void (status.value = { state, code }),
    isRunning: () => !RESTING.includes(status.value.state),
  }
}
