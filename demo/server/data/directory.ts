import type { FeedbackForm, Form } from '../../../src/protocol/form.js'
import type { ChannelSettings } from '../../backend/channels.js'
import type { GroupSettings } from '../../backend/groups.js'
import type { Route } from '../../backend/routes.js'
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
  /** Hash of the password, with how it was made. */
  password: string
}

/** A widget of a site, as its owner set it. */
export interface WidgetRecord {
  title: string
  /** Page origins that may embed it. */
  origins: readonly string[]
  /** Address of the privacy notice. */
  privacy?: string
  position?: 'right' | 'left'
  theme?: 'system' | 'light' | 'dark'
  /** One CSS colour. */
  brand?: string
  /** BCP 47 tag. */
  lang?: string
  /** Group of operators it leads to. */
  group?: string
  /** What is asked before the queue. */
  entryForm?: Form
  /** How it is asked how it was. */
  feedback?: FeedbackForm
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
  removeWidget(name: string): boolean
  /** In the order in which they were added. */
  groups(): Record<string, GroupSettings>
  putGroup(name: string, group: GroupSettings): void
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

  return {
    edition: () => (ask.edition.get([]) as { edition: number }).edition,
    operators: () => ask.operators.all([]).map(toOperator),
    operator: id => {
      const found = ask.operator.get([id])
      return found ? toOperator(found) : undefined
    },
    putOperator: ({ id, name, title, maxChats, password }) =>
      void change(() => ask.putOperator.run(id, name, title ?? null, maxChats, password)),
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
    widgets: () => Object.fromEntries(ask.widgets.all([]).map(toNamed<WidgetRecord>)),
    putWidget: (name, widget) => void change(() => ask.putWidget.run(name, JSON.stringify(widget))),
    removeWidget: name => change(() => ask.removeWidget.run([name])),
    groups: () => Object.fromEntries(ask.groups.all([]).map(toNamed<GroupSettings>)),
    putGroup: (name, group) => void change(() => ask.putGroup.run(name, JSON.stringify(group))),
    removeGroup: name => change(() => ask.removeGroup.run([name])),
    routes: () => ask.routes.all([]).map(found => JSON.parse((found as { rule: string }).rule) as Route),
    putRoutes: routes =>
      void change(() => {
        const { changes } = ask.clearRoutes.run([])
        for (const [place, route] of routes.entries()) ask.addRoute.run(place, JSON.stringify(route))
        return { changes: changes + routes.length }
      }),
    channels: () => Object.fromEntries(ask.channels.all([]).map(toNamed<ChannelSettings>)),
    putChannel: (name, channel) => void change(() => ask.putChannel.run(name, JSON.stringify(channel))),
    removeChannel: name => change(() => ask.removeChannel.run([name])),
  }
}

const prepare = (db: SqliteDatabase) => ({
  edition: db.prepare('SELECT edition FROM directory'),
  turn: db.prepare('UPDATE directory SET edition = edition + 1'),
  operators: db.prepare('SELECT * FROM operators ORDER BY id'),
  operator: db.prepare('SELECT * FROM operators WHERE id = ?'),
  putOperator: db.prepare(
    `INSERT INTO operators VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, title = excluded.title, max_chats = excluded.max_chats`,
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
  const { id, name, title, max_chats, password } = found as {
    [K in 'id' | 'name' | 'password']: string
  } & { title: string | null; max_chats: number }
  return { id, name, ...(title !== null && { title }), maxChats: max_chats, password }
}

const toNamed = <T>(found: unknown): [string, T] => {
  const { name, settings } = found as { name: string; settings: string }
  return [name, JSON.parse(settings) as T]
}
