import type { ClientCommand, OutboxType } from '../protocol/commands.js'
import { own } from '../protocol/own.js'
import { Malformed } from '../protocol/parse.js'

/** What this page, or an earlier one, wrote into its own outbox. The backend checks the rest. */
export const parseKept = (value: unknown): Extract<ClientCommand, { type: OutboxType }> => {
  const kept = own(value as Extract<ClientCommand, { type: OutboxType }>)
  const { id, type, text }: { id?: unknown; type?: unknown; text?: unknown } = kept
  const whole =
    typeof id === 'string' && typeof type === 'string' && (type !== 'message.send' || typeof text === 'string')
  if (!whole) throw new Malformed('kept')
  return kept
}
