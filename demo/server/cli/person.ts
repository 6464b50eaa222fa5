import type { Change, Row } from '../../backend/row.js'
import { toPersonFile } from '../../backend/person-file.js'
import type { SqliteDatabase } from '../data/sqlite-database.js'
import { toColumns } from './columns.js'
import { Mistake, withDatabase, type Command } from './command.js'

const USAGE = `npm run person -- find TEXT
npm run person -- export ID
npm run person -- receipt ID

“find” lists clients of whom a name, an address or the site's own id holds the text. “export” prints everything that is kept
of one of them, as JSON: what they and the operators said, letters, callbacks, pages, parameters, and every row of their log.
“receipt” says what was erased, and when, by the id of what \`forget()\` has given.`

/** `npm run person`: what somebody may ask for who is kept here. */
export const personCommand: Command = ([verb, given, more], { env, say }) => {
  if (verb === undefined) return say(USAGE)
  if (verb !== 'find' && verb !== 'export' && verb !== 'receipt')
    throw new Mistake(`There is no “${verb}”: find, export or receipt.`)
  if (!given || more !== undefined) throw new Mistake(`“${verb}” needs ${verb === 'find' ? 'one text' : 'one id'}.`)
  withDatabase(env, db => {
    if (verb === 'find') return say(find(db, given))
    if (verb === 'receipt') return say(receiptOf(db, given))
    const file = toPersonFile(rowsOf(db), given)
    if (!file) throw new Mistake(`There is no client “${given}” here: “npm run person -- find TEXT” tells who is.`)
    say(JSON.stringify(file, undefined, 2))
  })
}

const rowsOf = function* (db: SqliteDatabase): Iterable<Row> {
  const statement = db.prepare('SELECT pos, client, seq, change FROM rows WHERE pos > ? ORDER BY pos LIMIT 1000')
  for (let after = 0; ;) {
    const rows = statement.all(after) as { pos: number; client: string; seq: number | null; change: string }[]
    for (const { pos, client, seq, change } of rows)
      yield { pos, client, ...(seq !== null && { seq }), change: JSON.parse(change) as Change }
    const last = rows.at(-1)
    if (!last) return
    after = last.pos
  }
}

const receiptOf = (db: SqliteDatabase, id: string): string => {
  for (const { change } of rowsOf(db))
    if (change.type === 'receipt.given' && change.receipt.id === id) return JSON.stringify(change.receipt, undefined, 2)
  throw new Mistake(`No receipt “${id}” was given here.`)
}

const find = (db: SqliteDatabase, text: string): string => {
  const wanted = text.toLowerCase()
  const found = new Map<string, readonly string[]>()
  for (const { change } of rowsOf(db)) {
    if (change.type !== 'client.changed') continue
    const { id, label, name, phone, identity } = change.client
    const told = [identity?.sub, identity?.name, identity?.email, name, phone, label]
    if (told.some(one => one?.toLowerCase().includes(wanted))) found.set(id, [id, identity?.name ?? name ?? label])
  }
  if (!found.size) throw new Mistake(`Nobody is found by “${text}”.`)
  return toColumns([...found.values()]).join('\n')
}
