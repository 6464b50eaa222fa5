import type { Id } from '../../src/protocol/entities.js'
import type { DeskGroup } from '../protocol/desk.js'
import { createHours, type Hours, type OpeningHours } from './hours.js'

/** A group of operators, as it is set. */
export interface GroupSettings {
  /** Absent: always open. */
  hours?: OpeningHours
  /** How many may wait for it, from 1; absent: any number. */
  queueSize?: number
  /** Seconds somebody waits for it, from 1, before they go on to the next group; absent: for ever. */
  maxWait?: number
  /** Ids of who answers; absent: everybody. */
  operators?: readonly Id[]
  /** Callbacks that one half hour takes, from 1; absent: one for each who answers. */
  callbacks?: number
  /** Minutes that somebody may be away, 1 to 1440, before they have left the queue; absent: 2. */
  awayQueue?: number
  /** The same for a conversation; absent: 30. */
  awayChat?: number
}

/** Minutes after which who is away has left, where nothing is set. */
export const USUAL_AWAY = { queue: 2, chat: 30 } as const

export interface Group {
  /** Undefined where no groups are set. */
  name: string | undefined
  hours: Hours | undefined
  queueSize: number
  /** Ms. */
  maxWait: number
  /** Undefined: everybody. */
  operators: ReadonlySet<Id> | undefined
  /** Undefined: as many as answer. */
  callbacks: number | undefined
  /** Ms that somebody may be away before they have left, by how far their session has come. */
  away: Readonly<Record<'queued' | 'accepted', number>>
}

export interface Groups {
  /** The first of the names that there is a group of; without one, the first group there is. */
  find(...names: readonly (string | undefined)[]): Group
  /** The very one of that name. */
  named(name: string): Group | undefined
  all(): readonly Group[]
}

const MINUTE = 60_000

const toGroup = (name: string | undefined, settings: GroupSettings): Group => {
  const { hours, queueSize = Infinity, maxWait = Infinity, operators, callbacks } = settings
  const { awayQueue = USUAL_AWAY.queue, awayChat = USUAL_AWAY.chat } = settings
  return {
    ...{ name, queueSize, callbacks, maxWait: maxWait * 1_000 },
    hours: hours && createHours(hours),
    operators: operators && new Set(operators),
    away: { queued: awayQueue * MINUTE, accepted: awayChat * MINUTE },
  }
}

/** Where nothing is set, everybody may come at any time. */
const everybody = toGroup(undefined, {})

export const createGroups = (settings: Readonly<Record<string, GroupSettings>> = {}): Groups => {
  const groups = new Map<string | undefined, Group>(
    Object.entries(settings).map(([name, one]) => [name, toGroup(name, one)]),
  )
  const all = [...groups.values()]
  return {
    find: (...names) => {
      const name = names.find(one => one !== undefined && groups.has(one))
      return (name === undefined ? all[0] : groups.get(name)) ?? everybody
    },
    named: name => groups.get(name),
    all: () => all,
  }
}

export const isIn = ({ operators }: Group, operator: Id): boolean => operators?.has(operator) ?? true

/** Groups as operators see them. */
export const toDeskGroups = (groups: Groups): DeskGroup[] =>
  groups
    .all()
    .flatMap(({ name, operators }) =>
      name === undefined ? [] : { name, ...(operators && { operators: [...operators] }) },
    )
