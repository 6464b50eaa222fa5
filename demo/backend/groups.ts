import { createHours, type Hours, type OpeningHours } from './hours.js'

/** A group of operators, as it is set. */
export interface GroupSettings {
  /** Absent: always open. */
  hours?: OpeningHours
  /** How many may wait for it, from 1; absent: any number. */
  queueSize?: number
}

export interface Group {
  /** Undefined where no groups are set. */
  name: string | undefined
  hours: Hours | undefined
  queueSize: number
}

export interface Groups {
  /** The first of the names that there is a group of; without one, the first group there is. */
  find(...names: readonly (string | undefined)[]): Group
  all(): readonly Group[]
}

/** Where nothing is set, everybody may come at any time. */
const everybody: Group = { name: undefined, hours: undefined, queueSize: Infinity }

export const createGroups = (settings: Readonly<Record<string, GroupSettings>> = {}): Groups => {
  const groups = new Map<string | undefined, Group>(
    Object.entries(settings).map(([name, { hours, queueSize = Infinity }]) => [
      name,
      { name, hours: hours && createHours(hours), queueSize },
    ]),
  )
  const all = [...groups.values()]
  return {
    find: (...names) => {
      const name = names.find(one => one !== undefined && groups.has(one))
      return (name === undefined ? all[0] : groups.get(name)) ?? everybody
    },
    all: () => all,
  }
}
