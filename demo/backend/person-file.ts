import type { Id } from '../../src/protocol/entities.js'
import type { DeskOperator } from '../protocol/desk.js'
import type { PersonFile } from '../protocol/person.js'
import type { Context } from './context.js'
import { gone, refuse } from './refuse.js'
import type { Row } from './row.js'

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

/** Rows that are looked through at once: others have their turn in between. */
const PAGE = 1_000

/** The same, asked for at the desk. @throws {TransportFailure} rejected `admin.only`, or gone. */
export const exportPerson = async (
  { store, log }: Pick<Context, 'store' | 'log'>,
  { admin, id: operator }: DeskOperator,
  client: Id,
): Promise<{ person: PersonFile }> => {
  if (!admin) throw refuse('admin.only', 'What is kept of somebody is for administrators to give out.')
  const about: Row[] = []
  for (let after = 0; ;) {
    const rows = await store.rows(after, PAGE)
    about.push(...rows.filter(row => isAbout(row, client)))
    after = rows.at(-1)?.pos ?? after
    if (rows.length < PAGE) break
  }
  const person = toPersonFile(about, client)
  if (!person) throw gone('client')
  log('info', 'client.exported', `${client} by ${operator}`)
  return { person }
}
