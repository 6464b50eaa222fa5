import { own } from '../../src/protocol/own.js'
import type { ChannelSettings } from '../backend/channels.js'
import type { GroupSettings } from '../backend/groups.js'
import type { Route } from '../backend/routes.js'
import type { Site, SiteShelf } from '../backend/site/record.js'
import type { DeskOperator } from '../protocol/desk.js'
import type { Directory, OperatorRecord } from './data/directory.js'
import { toRecord, toWidget, type Widget } from './widgets.js'

type Operator = Omit<DeskOperator, 'version'>

/** Who answers and which widgets there are, now: commands change it while the server runs. */
export interface Roster {
  /** Whether the demo's operators sit here; once it is over it does not come back while the server runs. */
  isDemo(): boolean
  operators(): readonly Operator[]
  widgets(): Readonly<Record<string, Widget>>
  groups(): Readonly<Record<string, GroupSettings>>
  /** What is there without being stored. */
  base: Pick<Site, 'widgets' | 'groups'>
  /** Rules that lead those who ring, in their order. */
  routes(): readonly Route[]
  /** Bridges to messengers. */
  channels(): Readonly<Record<string, ChannelSettings>>
  /** Reads what is stored if it has changed; says whether it has. */
  look(): boolean
}

export interface RosterOptions {
  /** Of the demo, as long as there are no others. */
  operators: readonly Operator[]
  /** Those that are always there, unless one of the same name is stored. */
  widgets: Readonly<Record<string, Widget>>
  groups?: Readonly<Record<string, GroupSettings>>
  channels?: Readonly<Record<string, ChannelSettings>>
  /** Who is stored; undefined where nobody is. */
  directory: Directory | undefined
  /** Where widgets and groups are. */
  shelf: SiteShelf
}

export const createRoster = ({
  operators: demo,
  widgets,
  groups = {},
  channels = {},
  directory,
  shelf,
}: RosterOptions): Roster => {
  const read = () => ({
    edition: shelf.edition(),
    operators: directory?.operators().map(toOperator) ?? [],
    widgets: own({ ...widgets, ...mapValues(shelf.widgets(), toWidget) }),
    groups: own({ ...groups, ...shelf.groups() }),
    routes: directory?.routes() ?? [],
    channels: own({ ...channels, ...directory?.channels() }),
  })
  let now = read()
  let isDemo = demo.length > 0 && !now.operators.length

  return {
    isDemo: () => isDemo,
    operators: () => (isDemo ? demo : now.operators),
    widgets: () => now.widgets,
    groups: () => now.groups,
    base: { widgets: own(mapValues(widgets, toRecord)), groups: own(groups) },
    routes: () => now.routes,
    channels: () => now.channels,
    look: () => {
      if (shelf.edition() === now.edition) return false
      now = read()
      isDemo &&= !now.operators.length
      return true
    },
  }
}

/** A new operator is there once they have sat down and said so. */
const toOperator = ({ id, name, title, maxChats, isAdmin }: OperatorRecord): Operator => ({
  id,
  name,
  ...(title !== undefined && { title }),
  available: false,
  maxChats,
  ...(isAdmin && { admin: true }),
})

const mapValues = <A, B>(values: Record<string, A>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]))
