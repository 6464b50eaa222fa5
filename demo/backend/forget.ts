import type { Id, Receipt } from '../../src/protocol/entities.js'
import type { Context } from './context.js'
import { gone } from './refuse.js'
import { SITE } from './row.js'
import { callbacksOf, lettersOf, type ClientState } from './state.js'
import type { Draft } from './writer.js'

/**
 * Nothing of a client stays, and a receipt says so: when, and how much there was. It names nobody, so it may be kept.
 * `token` is the hash of the credential that it was asked for by: whoever lost the answer asks again and gets the same.
 * @throws {TransportFailure} gone.
 */
export const forgetClient = async (context: Context, client: Id, token?: string): Promise<Receipt> => {
  const { writer, delivery, files, secrets, clock } = context
  // First, so that a crash on the way leaves nothing behind; and again, for what was written meanwhile.
  await delivery.forget(await writer.run(draft => lettersOf(draft.state, ownerIn(draft, client).client.id)))
  const brought = (await files?.forget(client)) ?? 0
  const { letters, receipt } = await writer.run(draft => {
    const { state } = draft
    const { client: { id }, sessions, said } = ownerIn(draft, client) // prettier-ignore
    const letters = lettersOf(state, id)
    const kept = { conversations: sessions.length, messages: said, letters: letters.length }
    const erased = { ...kept, callbacks: callbacksOf(state, id).length, files: brought }
    const receipt: Receipt = { id: secrets.id(), at: clock.now(), erased }
    draft.erase(id, secrets.id())
    draft.change(SITE, { type: 'receipt.given', receipt, ...(token !== undefined && { token }) })
    return { letters, receipt }
  })
  await delivery.forget(letters)
  await files?.forget(client)
  return receipt
}

/** @throws {TransportFailure} gone. */
export const ownerIn = ({ state }: Pick<Draft, 'state'>, client: Id): ClientState => {
  const owner = state.clients.get(client)
  if (!owner) throw gone('visitor')
  return owner
}
