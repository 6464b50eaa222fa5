import type { Id } from '../../src/protocol/entities.js'
import { changeClient } from './changes.js'
import type { Context } from './context.js'
import type { KnownClient } from './row.js'
import type { Secrets } from './secrets.js'
import type { State } from './state.js'

const DAY = 86_400_000

/** What a visitor's browser says of itself; everything may be absent. */
export interface Appearance {
  locale?: string
  browser?: string
  system?: string
  device?: NonNullable<KnownClient['device']>
}

/** Makes a visitor whose credential is `token`; only its hash is kept. */
export const makeVisitor = async (
  { writer, secrets, clock }: Context,
  token: string,
  looks: Appearance,
): Promise<Id> => {
  const hash = await secrets.hash(token)
  return writer.run(draft => {
    const client = { ...newClient(draft.state, secrets, looks), seen: clock.now() }
    draft.addToken(hash, client.id)
    draft.change(client.id, { type: 'client.changed', client })
    return client.id
  })
}

/** Somebody who has never been here. */
export const newClient = (
  { visitors }: State,
  secrets: Pick<Secrets, 'id' | 'mark'>,
  looks: Appearance,
): KnownClient => {
  const number = visitors + 1
  return {
    id: secrets.id(),
    version: 1,
    number,
    epoch: secrets.mark(),
    label: `Visitor ${number}`,
    online: false,
    visits: 0,
    params: [],
    ...appearance(looks),
  }
}

/** A browser may have been updated, or speak another language today; and that somebody was here is kept to a day. */
export const noteAppearance = ({ writer, clock }: Context, id: Id, looks: Appearance): Promise<void> =>
  writer.run(draft => {
    const client = draft.state.clients.get(id)?.client
    const now = clock.now()
    const news = appearance(looks)
    const isSame = Object.entries(news).every(([key, value]) => client?.[key as keyof Appearance] === value)
    if (!client || (isSame && now - (client.seen ?? 0) < DAY)) return
    changeClient({ draft }, client, { ...news, seen: now })
  })

const appearance = ({ locale, browser, system, device }: Appearance): Appearance => ({
  ...(locale !== undefined && { locale }),
  ...(browser !== undefined && { browser }),
  ...(system !== undefined && { system }),
  ...(device !== undefined && { device }),
})
