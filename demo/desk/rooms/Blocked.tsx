import { fill } from '../../../src/i18n/format.js'
import { toMoment, toName } from '../format.js'
import { nameProof } from '../proof.js'
import type { Desk } from '../model/model.js'
import { words } from '../words.js'

const { blocked: told } = words

/** Who does not get through, and the way back; nothing where there is nobody. */
export const Blocked = ({ desk }: { desk: Desk }) => {
  const clients = desk.blocked.value
  if (!clients.length) return null
  return (
    <section>
      <h2>
        {told.title} <span>{clients.length}</span>
      </h2>
      <ul aria-label={told.title}>
        {clients.map(client => (
          <li class="shut" key={client.id}>
            <b>{toName(client)}</b>
            <small>
              {nameProof(client) && `${nameProof(client)} · `}
              {fill(told.by, {
                name: client.blocked?.name ?? '',
                moment: toMoment(client.blocked?.at ?? 0, desk.now.peek()),
              })}
            </small>
            <button
              type="button"
              class="b"
              aria-label={fill(told.unblockOf, { client: toName(client) })}
              onClick={() => desk.block(client.id, false)}
            >
              {told.unblock}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
