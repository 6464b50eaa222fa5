/*
 * A judge of chat histories after Jepsen's total-queue and kafka checkers: what went in must come out, once, in order,
 * the same for everybody, and nothing seen may vanish. It looks at what was recorded only, so it is tested on planted
 * histories first.
 */

/** What became of one attempt to say something, as its sender knows it. */
export interface Said {
  /** Who said it: `seq` is compared within one sender. */
  sender: string
  command: string
  /** `acked`: the backend said that it holds it. `refused`: it said that it never will. `unknown`: nobody knows. */
  outcome: 'acked' | 'refused' | 'unknown'
}

/** A row of the backend's own log. */
export interface LogRow {
  seq: number
  command: string
}

/** What one reader saw, one state after every change: commands of held rows, then commands that wait. */
export interface View {
  reader: string
  states: readonly ViewState[]
  /** Whether the reader stopped looking before the end: then it need not have seen everything. */
  left?: boolean
}
export interface ViewState {
  held: readonly string[]
  /** Whether something that waits stood above something held. */
  mixed?: boolean
  /** Whether something was shown as not sent. */
  failed?: boolean
}

export interface History {
  /** In the order in which each sender said it. */
  said: readonly Said[]
  log: readonly LogRow[]
  views: readonly View[]
}

export type Kind =
  'lost' | 'refused but held' | 'never said' | 'doubled' | 'seq' | 'order' | 'jumped' | 'view differs' | 'went back'

export interface Violation {
  kind: Kind
  what: string
}

/** Everything wrong with a history; the views are compared as they stood at the end. */
export const check = (history: History): Violation[] => [
  ...checkEffects(history),
  ...checkLog(history),
  ...history.views.flatMap(view => checkView(history, view)),
]

/** How many of each kind, for the one line that a run prints. */
export const countKinds = (violations: readonly Violation[]): Partial<Record<Kind, number>> => {
  const counts: Partial<Record<Kind, number>> = {}
  for (const { kind } of violations) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

const checkEffects = ({ said, log }: History): Violation[] => {
  const held = new Set(log.map(({ command }) => command))
  const known = new Set(said.map(({ command }) => command))
  return [
    ...said.flatMap(({ command, outcome }): Violation[] => {
      if (outcome === 'acked' && !held.has(command)) return [{ kind: 'lost', what: `${command} was acknowledged` }]
      return outcome === 'refused' && held.has(command) ? [{ kind: 'refused but held', what: command }] : []
    }),
    ...[...held].filter(command => !known.has(command)).map(what => ({ kind: 'never said', what }) as const),
  ]
}

const checkLog = ({ said, log }: History): Violation[] => [
  ...doubles(log.map(({ command }) => command)).map(what => ({ kind: 'doubled', what }) as const),
  ...log.flatMap(({ seq }, at): Violation[] =>
    at && seq <= (log[at - 1]?.seq ?? 0) ? [{ kind: 'seq', what: `${log[at - 1]?.seq} is followed by ${seq}` }] : [],
  ),
  ...disorder(
    'log',
    said,
    log.map(({ command }) => command),
  ),
]

const checkView = ({ said, log }: History, { reader, states, left }: View): Violation[] => {
  const last = states.at(-1)?.held ?? []
  const seen = new Set(last)
  const all = log.map(({ command }) => command)
  const missing = left ? [] : all.filter(command => !seen.has(command))
  const differs = firstDifference(
    last,
    all.filter(command => seen.has(command)),
  )
  return [
    ...missing.map(command => ({ kind: 'lost', what: `${command} for ${reader}` }) as const),
    ...doubles(last).map(what => ({ kind: 'doubled', what: `${what} in ${reader}` }) as const),
    ...disorder(reader, said, last),
    ...(differs === undefined ? [] : [{ kind: 'view differs', what: `${reader} from the log at ${differs}` } as const]),
    ...states.flatMap(({ held, mixed }, at): Violation[] => [
      ...(at && !isWithin(states[at - 1]?.held ?? [], held)
        ? [{ kind: 'went back', what: `${reader} at change ${at}` } as const]
        : []),
      ...(mixed ? [{ kind: 'jumped', what: `${reader} at change ${at}` } as const] : []),
    ]),
  ]
}

const doubles = (commands: readonly string[]) => {
  const seen = new Set<string>()
  return commands.filter(command => seen.has(command) || !seen.add(command))
}

/** Breaks of the order in which each sender spoke. */
const disorder = (where: string, said: readonly Said[], commands: readonly string[]): Violation[] => {
  const turns = new Map(said.map(({ command, sender }, turn) => [command, { sender, turn }]))
  const latest = new Map<string, number>()
  return commands.flatMap((command): Violation[] => {
    const { sender, turn } = turns.get(command) ?? { sender: '', turn: Infinity }
    const before = latest.get(sender) ?? -1
    latest.set(sender, Math.max(before, turn))
    return turn < before ? [{ kind: 'order', what: `${command} of ${sender} in ${where}` }] : []
  })
}

const firstDifference = (one: readonly string[], other: readonly string[]) => {
  for (let at = 0; at < Math.max(one.length, other.length); at++)
    if (one[at] !== other[at]) return `${at}: ${one[at] ?? 'nothing'} for ${other[at] ?? 'nothing'}`
  return undefined
}

/** Whether `all` holds everything of `part`, in the same order: a view may only grow. */
const isWithin = (part: readonly string[], all: readonly string[]) => {
  let at = 0
  for (const one of all) if (one === part[at]) at++
  return at === part.length
}
