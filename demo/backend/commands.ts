import type { Id } from '../../src/protocol/entities.js'
import { refuse } from './refuse.js'
import type { Secrets } from './secrets.js'
import type { Store } from './store.js'
import type { Draft, Writer } from './writer.js'

/** What a command comes to: its answer, and whose log it touched. */
export interface Decision {
  client: Id
  reply: object
}

export type Decide = (draft: Draft) => Decision

interface Work {
  ask(): Promise<void>
  decide: Decide
  former?: object | undefined
}

export interface Gate {
  /**
   * The same id and body again is the same answer and no second effect, for ever and over restarts. What was refused
   * is not kept: it may succeed later. `ask` is waited for before a new one is decided, and may refuse it. `former` is the
   * command as versions before this one kept it: what they have answered is the same still.
   * @throws {TransportFailure} rejected `conflict` for the same id with another body, or what `decide` throws.
   */
  take(scope: Id, command: { id: Id }, work: Decide | Work): Promise<object>
}

/** Lets every command in once. */
export const createGate = ({ store, writer, secrets }: { store: Store; writer: Writer; secrets: Secrets }): Gate => {
  const running = new Map<string, { hash: string; answer: Promise<object> }>()

  return {
    take: async (scope, command, work) => {
      const { decide, ask, former } =
        typeof work === 'function' ? { decide: work, ask: undefined, former: undefined } : work
      const hash = await secrets.hash(JSON.stringify(command))
      const key = JSON.stringify([scope, command.id])
      const same = running.get(key)
      if (same) return equal(same.hash, hash) && same.answer

      const settle = async () => {
        const known = await store.command(scope, command.id)
        if (known) {
          const isOlder = former && known.hash === (await secrets.hash(JSON.stringify(former)))
          return (isOlder || equal(known.hash, hash)) && (JSON.parse(known.reply) as object)
        }
        await ask?.()
        return writer.run(draft => {
          const { client, reply } = decide(draft)
          draft.remember({ scope, id: command.id, client, hash, reply: JSON.stringify(reply) })
          return reply
        })
      }
      const answer = settle().finally(() => running.delete(key))
      running.set(key, { hash, answer })
      return answer
    },
  }
}

const equal = (known: string, given: string): true => {
  if (known === given) return true
  throw refuse('conflict', 'This command id was used before for something else. Give every command an id of its own.')
}
