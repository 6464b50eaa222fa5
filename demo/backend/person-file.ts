import type { Id } from '../../src/protocol/entities.js'
import type { Row } from './row.js'

/** Everything that is kept of one person, for them to read: as it is now, and each step by which it came to that. */
export interface PersonFile {
  client: object
  conversations: readonly { session: object; messages: readonly object[] }[]
  letters: readonly object[]
  callbacks: readonly object[]
  /** Every row of their log, in order: nothing of theirs is in any other. */
  log: readonly object[]
}

type Thing = { id: Id }

/** Whether a row tells of somebody, whoever's log it stands in. */
const isAbout = ({ client, change }: Row, id: Id): boolean =>
  client === id || (change.type === 'reference.changed' && (change.reference.told?.client ?? '') === id)

/** Of all rows, those of one client; undefined: there is no such client. */
export const toPersonFile = (rows: Iterable<Row>, id: Id): PersonFile | undefined => {
  const log: Row[] = []
  for (const row of rows) if (isAbout(row, id)) log.push(row)
  const last = <T extends Thing>(pick: (row: Row) => T | undefined) => {
    const found = new Map<Id, T>()
    for (const row of log) {
      const thing = pick(row)
      if (thing) found.set(thing.id, { ...found.get(thing.id), ...thing })
    }
    return [...found.values()]
  }
  const [client] = last(({ change }) => (change.type === 'client.changed' ? change.client : undefined))
  if (!client) return undefined
  const messages = last(({ change }) =>
    change.type.startsWith('message.') && 'message' in change ? change.message : undefined,
  )
  return {
    client,
    conversations: last(({ change }) => (change.type === 'session.changed' ? change.session : undefined)).map(
      session => ({
        session,
        messages: messages.filter(message => message.session === session.id),
      }),
    ),
    letters: last<Thing>(({ change }) => {
      if (change.type === 'letter.added') return change.letter
      return change.type === 'letter.changed' ? change.progress : undefined
    }),
    callbacks: last(({ change }) => (change.type === 'callback.changed' ? change.callback : undefined)),
    log,
  }
}
