import type { ChannelSettings } from '../backend/channels.js'
import type { GroupSettings } from '../backend/groups.js'
import type { Route } from '../backend/routes.js'
import type { DeskOperator } from '../protocol/desk.js'
import type { Directory, OperatorRecord } from './data/directory.js'
import { toWidget, type Widget } from './widgets.js'

type Operator = Omit<DeskOperator, 'version'>

/** Who answers and which widgets there are, now: commands change it while the server runs. */
export interface Roster {
  /** Whether the demo's operators sit here; once it is over it does not come back while the server runs. */
  isDemo(): boolean
  operators(): readonly Operator[]
  widgets(): Readonly<Record<string, Widget>>
  groups(): Readonly<Record<string, GroupSettings>>
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
  /** What is stored; undefined where nothing is. */
  directory: Directory | undefined
}

export const createRoster = ({
  operators: demo,
  widgets,
  groups = {},
  channels = {},
  directory,
}: RosterOptions): Roster => {
  const read = () => ({
    edition: directory?.edition(),
    operators: directory?.operators().map(toOperator) ?? [],
    widgets: { ...widgets, ...mapValues(directory?.widgets() ?? {}, toWidget) },
    groups: { ...groups, ...directory?.groups() },
    routes: directory?.routes() ?? [],
    channels: { ...channels, ...directory?.channels() },
  })
  let now = read()
  let isDemo = demo.length > 0 && !now.operators.length

  return {
    isDemo: () => isDemo,
    operators: () => (isDemo ? demo : now.operators),
    widgets: () => now.widgets,
    groups: () => now.groups,
    routes: () => now.routes,
    channels: () => now.channels,
    look: () => {
      if (directory?.edition() === now.edition) return false
      now = read()
      isDemo &&= !now.operators.length
      return true
    },
  }
}

/** A new operator is there once they have sat down and said so. */
const toOperator = ({ id, name, title, maxChats }: OperatorRecord): Operator => ({
  id,
  name,
  ...(title !== undefined && { title }),
  available: false,
  maxChats,
})

const mapValues = <A, B>(values: Record<string, A>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]))
