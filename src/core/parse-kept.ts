import type { ClientCommand, OutboxType } from '../protocol/commands.js'
import { Malformed } from '../protocol/parse.js'

/** What this page, or an earlier one, wrote into its own outbox. The backend checks the rest. */
export const parseKept = (value: unknown): Extract<ClientCommand, { type: OutboxType }> => {
  const { id, type, text } = (value ?? {}) as Record<string, unknown>
  const whole =
    typeof id === 'string' && typeof type === 'string' && (type !== 'message.send' || typeof text === 'string')
  if (!whole) throw new Malformed('not a kept command')
  return value as Extract<ClientCommand, { type: OutboxType }>
}
