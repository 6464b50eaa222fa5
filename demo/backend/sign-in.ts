import type { Id } from '../../src/protocol/entities.js'
import { changeClient, type Moment } from './changes.js'
import type { Context } from './context.js'
import { endSession } from './course.js'
import { moveOffer } from './offers.js'
import { clientOfPerson, type Identity, type Proven } from './persons.js'
import type { KnownClient } from './row.js'
import type { Draft } from './writer.js'
import { newClient, type Appearance } from './visitors.js'
import { without } from './without.js'

/*
 * A person is one client, whatever device they come by. Their site's token says who they are each time; ours, which they
 * get besides, opens nothing: it only lets a page that has lost the other have them forgotten.
 *
 *   nobody ──────────────→ their client, or a new one
 *   a visitor, unknown ──→ the visitor becomes them, with what was said: their site knows them from now on
 *   a visitor, known ────→ their client; what the visitor said stays the visitor's, and their conversation ends
 */

interface Signing {
  token: string | undefined
  proven: Proven
  looks: Appearance
}

/** The client of a person who comes; `token` when they are to have another one. */
export const signIn = async (
  context: Context,
  { token, proven, looks }: Signing,
): Promise<{ client: Id; token?: string }> => {
  const { writer, store, secrets, clock } = context
  const shown = token === undefined ? undefined : await secrets.hash(token)
  const former = shown === undefined ? undefined : await store.clientOf(shown)
  const fresh = secrets.token()
  const hash = await secrets.hash(fresh)
  return writer.run(draft => {
    const moment = { draft, now: clock.now(), newId: secrets.id }
    const known = clientOfPerson(draft.state, proven)
    if (known) noteClaims(moment, known, proven)
    if (known && former === known.id) return { client: known.id }
    const client = known ?? adopt(moment, former, proven) ?? meet(moment, context, { proven, looks })
    if (shown !== undefined) leaveBehind(moment, { former, shown, to: client.id })
    draft.addToken(hash, client.id)
    return { client: client.id, token: fresh }
  })
}

/** Their page says goodbye: neither token opens anything from now on. */
export const signOut = (draft: Draft, client: Id, shown: { hash: string | undefined; proven: Proven; now: number }) => {
  const { hash, proven, now } = shown
  const known = draft.state.clients.get(client)?.client
  if (!known?.identity) return
  const spent = (known.identity.spent ?? []).filter(({ until }) => until > now)
  const identity = { ...known.identity, spent: [...spent, { mark: proven.mark, until: proven.until }] }
  draft.change(client, { type: 'client.changed', client: { ...known, identity, version: known.version + 1 } })
  if (hash !== undefined) draft.dropToken(hash)
}

const toIdentity = ({ site, sub, name, email, phone }: Proven, at: number): Identity => ({
  ...{ site, sub, at },
  ...(name !== undefined && { name }),
  ...(email !== undefined && { email }),
  ...(phone !== undefined && { phone }),
})

/** A site may call its people otherwise today. */
const noteClaims = (moment: Moment, client: KnownClient, proven: Proven) => {
  const before = client.identity
  if (!before) return
  const now = toIdentity(proven, before.at)
  const isSame = JSON.stringify(now) === JSON.stringify(without(before, 'spent'))
  if (!isSame) changeClient(moment, client, { identity: { ...now, ...(before.spent && { spent: before.spent }) } })
}

/** Somebody whom the site had not named yet is the one it names now. */
const adopt = (moment: Moment, former: Id | undefined, proven: Proven): KnownClient | undefined => {
  const client = moment.draft.state.clients.get(former ?? '')?.client
  if (!client || client.identity || client.channel !== undefined) return undefined
  changeClient(moment, client, { identity: toIdentity(proven, moment.now) })
  return client
}

const meet = (moment: Moment, { secrets }: Context, { proven, looks }: Pick<Signing, 'proven' | 'looks'>) => {
  const identity = toIdentity(proven, moment.now)
  const client = { ...newClient(moment.draft.state, secrets, looks), identity }
  moment.draft.change(client.id, { type: 'client.changed', client })
  return client
}

/** Whoever has the old token, which a stranger may have left in this browser, comes to nothing of theirs. */
const leaveBehind = (moment: Moment, { former, shown, to }: { former: Id | undefined; shown: string; to: Id }) => {
  const { draft } = moment
  const owner = draft.state.clients.get(former ?? '')
  if (!owner || (owner.client.identity && owner.client.id !== to)) return
  draft.dropToken(shown)
  const next = draft.state.clients.get(to)?.client
  if (!next || next.id === owner.client.id) return
  const open = draft.state.sessions.get(owner.open ?? '')
  if (open) endSession(moment, open, 'visitor')
  moveOffer(moment, { from: owner.client, to: next })
}
