import type { Message } from '../../../src/protocol/entities.js'
import { words } from '../words.js'
import { Said } from './Said.js'

/** What was said, to be read and no more: the operators' side as in a conversation of one's own. */
export const Bubbles = ({ messages }: { messages: readonly Message[] }) => (
  <div class="said">
    {messages
      .filter(({ body }) => body.kind !== 'notice')
      .map(({ id, from, author, state, body }) => (
        <p key={id} class={from === 'visitor' ? 'm' : 'm o'} dir="auto">
          {author && <span class="vh">{author.name}: </span>}
          {state === 'removed' ? words.removed : <Said body={body} />}
        </p>
      ))}
  </div>
)
