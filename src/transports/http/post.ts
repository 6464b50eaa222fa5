import type { Reply } from '../../protocol/commands.js'
import { TransportFailure } from '../../protocol/failure.js'
import type { StreamEvent } from '../../protocol/transport.js'
import { ask } from './ask.js'
import type { PipeOptions } from './pipe.js'
import { refusal } from './refusal.js'

/** One command, one POST. Resolves with the backend's answer once it holds the command for good. */
export const post = async <C extends { id: string; type: string }, E extends StreamEvent>(
  pipe: PipeOptions<E>,
  command: C,
  signal: AbortSignal,
): Promise<Reply<C>> => {
  const response = await ask(pipe, 'commands', { body: command, accept: '*/*', signal }).catch(lost)
  if (!response.ok) throw await refusal(response, 'unknown')
  // A success without our JSON is some proxy's: nobody knows whether the backend has it.
  return (await response.json().catch(lost)) as Reply<C>
}

const lost = (): never => {
  throw new TransportFailure({ kind: 'retry', done: 'unknown' }, 'network')
}
