import { own } from '../../../src/protocol/own.js'
import type { ChannelSettings } from '../../backend/channels.js'
import type { GroupSettings } from '../../backend/groups.js'
import type { Route } from '../../backend/routes.js'
import { isSameRecord, type WidgetRecord } from '../../backend/site/record.js'
import type { SqliteDatabase } from './sqlite-database.js'
import { transact } from './database.js'

/** Who answers. */
export interface OperatorRecord {
  /** The name they sign in with. */
  id: string
  /** The name visitors see. */
  name: string
  title?: string
  /** Conversations at once. */
  maxChats: number
  /** Whether they may change the settings of the site. */
  isAdmin: boolean
  /** Hash of the password, with how it was made. */
  password: string
}

/** Operators, widgets, groups, rules and channels: written by commands, read by the server, which sees by `edition` that something has changed. */
export interface Directory {
  /** Grows with every change, whichever process makes it. */
  edition(): number
  operators(): OperatorRecord[]
  operator(id: string): OperatorRecord | undefined
  /** Adds or changes one; the password of a known one stays as it is. */
  putOperator(record: OperatorRecord): void
  /** Ends their sittings as well. False when there is none of that name. */
  removeOperator(id: string): boolean
  /** A new password ends all sittings. False when there is none of that name. */
  setPassword(id: string, password: string): boolean
  widgets(): Record<string, WidgetRecord>
  putWidget(name: string, widget: WidgetRecord): void
  /** Puts one in the place of the one that is expected there; false, and nothing is changed, when it is another. */
  swapWidget(name: string, expected: WidgetRecord | undefined, widget: WidgetRecord): boolean
  removeWidget(name: string): boolean
  /** In the order in which they were added. */
  groups(): Record<string, GroupSettings>
  putGroup(name: string, group: GroupSettings): void
  /** As `swapWidget`; without `group` it goes. */
  swapGroup(name: string, expected: GroupSettings | undefined, group: GroupSettings | undefined): boolean
  removeGroup(name: string): boolean
  /** In their order. */
  routes(): Route[]
  putRoutes(routes: readonly Route[]): void
  /** Bridges to messengers. */
  channels(): Record<string, ChannelSettings>
  putChannel(name: string, channel: ChannelSettings): void
  removeChannel(name: string): boolean
}

export const createDirectory = (db: SqliteDatabase): Directory => {
  const ask = prepare(db)
  /** Every change is one transaction with the new edition. */
  const change = (work: () => { changes: number }) =>
    transact(db, () => {
      const { changes } = work()
      if (changes) ask.turn.run([])
      return changes > 0
    })

  const widgets = () => toNamed<WidgetRecord>(ask.widgets.all([]))
  const groups = () => toNamed<GroupSettings>(ask.groups.all([]))

  return {
    edition: () => (ask.edition.get([]) as { edition: number }).edition,
    operators: () => ask.operators.all([]).map(toOperator),
    operator: id => {
      const found = ask.operator.get([id])
      return found ? toOperator(found) : undefined
    },
    putOperator: ({ id, name, title, maxChats, isAdmin, password }) =>
      void change(() => ask.putOperator.run(id, name, title ?? null, maxChats, password, Number(isAdmin))),
    removeOperator: id =>
      change(() => {
        ask.endSittings.run([id])
        return ask.removeOperator.run([id])
      }),
    setPassword: (id, password) =>
      change(() => {
        ask.endSittings.run([id])
        return ask.setPassword.run(password, id)
      }),
    widgets,
    putWidget: (name, widget) => void change(() => ask.putWidget.run(name, JSON.stringify(widget))),
    swapWidget: (name, expected, widget) =>
      change(() =>
        isSameRecord(widgets()[name], expected) ? ask.putWidget.run(name, JSON.stringify(widget)) : NOTHING,
      ),
    removeWidget: name => change(() => ask.removeWidget.run([name])),
    groups,
    putGroup: (name, group) => void change(() => ask.putGroup.run(name, JSON.stringify(group))),
    swapGroup: (name, expected, group) =>
      change(() => {
        if (!isSameRecord(groups()[name], expected)) return NOTHING
        return group ? ask.putGroup.run(name, JSON.stringify(group)) : ask.removeGroup.run([name])
      }),
    removeGroup: name => change(() => ask.removeGroup.run([name])),
    routes: () => ask.routes.all([]).map(found => JSON.parse((found as { rule: string }).rule) as Route),
    putRoutes: routes =>
      void change(() => {
        const { changes } = ask.clearRoutes.run([])
        for (const [place, route] of routes.entries()) ask.addRoute.run(place, JSON.stringify(route))
        return { changes: changes + routes.length }
      }),
    channels: () => toNamed<ChannelSettings>(ask.channels.all([])),
    putChannel: (name, channel) => void change(() => ask.putChannel.run(name, JSON.stringify(channel))),
    removeChannel: name => change(() => ask.removeChannel.run([name])),
  }
}

const NOTHING = { changes: 0 }

const prepare = (db: SqliteDatabase) => ({
  edition: db.prepare('SELECT edition FROM directory'),
  turn: db.prepare('UPDATE directory SET edition = edition + 1'),
  operators: db.prepare('SELECT * FROM operators ORDER BY id'),
  operator: db.prepare('SELECT * FROM operators WHERE id = ?'),
  putOperator: db.prepare(
    `INSERT INTO operators (id, name, title, max_chats, password, admin) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, title = excluded.title, max_chats = excluded.max_chats,
       admin = excluded.admin`,
  ),
  removeOperator: db.prepare('DELETE FROM operators WHERE id = ?'),
  setPassword: db.prepare('UPDATE operators SET password = ? WHERE id = ?'),
  endSittings: db.prepare('DELETE FROM sittings WHERE operator = ?'),
  widgets: db.prepare('SELECT name, settings FROM widgets ORDER BY name'),
  putWidget: db.prepare('INSERT OR REPLACE INTO widgets VALUES (?, ?)'),
  removeWidget: db.prepare('DELETE FROM widgets WHERE name = ?'),
  groups: db.prepare('SELECT name, settings FROM groups ORDER BY rowid'),
  putGroup: db.prepare(
    'INSERT INTO groups VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET settings = excluded.settings',
  ),
  removeGroup: db.prepare('DELETE FROM groups WHERE name = ?'),
  routes: db.prepare('SELECT rule FROM routes ORDER BY place'),
  clearRoutes: db.prepare('DELETE FROM routes'),
  addRoute: db.prepare('INSERT INTO routes VALUES (?, ?)'),
  channels: db.prepare('SELECT name, settings FROM channels ORDER BY name'),
  putChannel: db.prepare('INSERT OR REPLACE INTO channels VALUES (?, ?)'),
  removeChannel: db.prepare('DELETE FROM channels WHERE name = ?'),
})

const toOperator = (found: unknown): OperatorRecord => {
  const { id, name, title, max_chats, admin, password } = found as {
    [K in 'id' | 'name' | 'password']: string
  } & { title: string | null; max_chats: number; admin: number }
  return { id, name, ...(title !== null && { title }), maxChats: max_chats, isAdmin: admin === 1, password }
}

/** A name may be that of something every object has. */
const toNamed = <T>(found: readonly unknown[]): Record<string, T> =>
  own(
    Object.fromEntries(
      (found as { name: string; settings: string }[]).map(({ name, settings }) => [name, JSON.parse(settings) as T]),
    ),
  )
