import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createSqliteStore } from '../../demo/server/stores/sqlite.js'
import { check, type History, type LogRow, type Said, type Violation } from '../support/checker.js'
import { openDesk } from '../support/clients.js'
import { createFastClock } from '../support/fast-clock.js'
import { createFaultProxy, type Fault } from '../support/fault-proxy.js'
import { createRandom } from '../support/seeded-random.js'
import { createServerProcess, type ServerProcess } from '../support/server-process.js'
import { createDeskEnd, createVisitorEnd, type End, type EndOptions } from './ends.js'

export interface Trial {
  seed: number
  /** Least of each; the run goes on until it has all of them. */
  messages: number
  faults: number
  kills: number
  /** Whether pages are loaded anew; what a page has missed is mended by it. */
  reloads: boolean
  spoil: EndOptions['spoil']
  /** What else the run goes on for. */
  until?: () => boolean
}

export interface Outcome {
  seed: number
  messages: number
  acked: number
  faults: number
  byKind: Readonly<Record<Fault, number>>
  kills: number
  reloads: number
  violations: Violation[]
}

/** Messages of one conversation: more than a desk is given anew after a reload would look like a loss. */
const MOST = 180
/** How often somebody speaks where the other turns are spent on typing: the words are spread over all faults and kills. */
const TALKATIVE = 0.3
/** How much faster the clients' patience runs out than a visitor's. */
const HASTE = 20

/**
 * A visitor and an operator write to each other through a bad network, to a server that is killed again and again, from
 * pages that are loaded anew. Then the network heals, everything goes out, and the history is judged.
 */
export const runTrial = async (trial: Trial): Promise<Outcome> => {
  const chance = createRandom(trial.seed)
  const server = await createServerProcess()
  const proxy = await createFaultProxy({ target: server.port, chance })
  const options = { clock: createFastClock(HASTE), chance, spoil: trial.spoil }
  const visitor = createVisitorEnd(proxy.url, options)
  const operator = createDeskEnd(await openDesk(server, 'anna', proxy.url), options)
  const ends = [visitor, operator]
  const saidBy = () => ends.flatMap(({ recorder }) => recorder.said)
  const most = trial.reloads ? MOST : Infinity
  let reloads = 0

  try {
    const isEnough = () =>
      saidBy().length >= trial.messages &&
      proxy.total() >= trial.faults &&
      server.kills >= trial.kills &&
      (trial.until?.() ?? true)
    const kill = once(server)
    while (!isEnough()) {
      await wait(chance.between(5, 60))
      const one = ends[chance.between(0, 1)] as End
      if (chance.random() < TALKATIVE && saidBy().length < most) one.say()
      else one.type()
      if (chance.random() < 0.02) kill()
      if (trial.reloads && chance.random() < 0.02) {
        one.reload()
        reloads++
      }
    }
    await kill.done()
    proxy.heal()
    for (const end of ends) await end.quiet()
    for (const end of ends) await end.look()
    const said = saidBy()
    const log = await readLog(server)
    const history = toHistory(said, log, ends)
    return {
      seed: trial.seed,
      messages: said.length,
      acked: said.filter(({ outcome }) => outcome === 'acked').length,
      faults: proxy.total(),
      byKind: proxy.counts,
      kills: server.kills,
      reloads,
      violations: check(history),
    }
  } finally {
    for (const end of ends) end.dispose()
    await proxy.close()
    await server.dispose()
  }
}

/** Kills and restarts the server, one life at a time. */
const once = (server: ServerProcess) => {
  let running: Promise<void> | undefined
  const kill = () => {
    running ??= server
      .kill()
      .then(server.start)
      .finally(() => (running = undefined))
  }
  return Object.assign(kill, { done: async () => running })
}

export interface LoggedRow extends LogRow {
  client: string
  from: string
}

/** The truth: what lies on disk once the server is gone. */
export const readLog = async (server: ServerProcess): Promise<LoggedRow[]> => {
  await server.kill()
  const store = createSqliteStore({ path: join(server.data, 'zvonek.db'), epoch: '' })
  const { pos } = await store.head()
  const rows = await store.rows(0, pos)
  await store.close()
  return rows.flatMap(({ client, change }) =>
    change.type === 'message.added'
      ? [
          {
            client,
            seq: change.message.seq,
            command: change.message.command ?? change.message.id,
            from: change.message.from,
          },
        ]
      : [],
  )
}

/** What the backend says of itself (“Anna is here”) stands in log and views too. */
export const toHistory = (
  said: readonly Said[],
  log: readonly LoggedRow[],
  ends: readonly Pick<End, 'recorder'>[],
): History => ({
  said: [
    ...said,
    ...log
      .filter(({ from }) => from === 'system')
      .map(({ command }) => ({ sender: 'system', command, outcome: 'unknown' as const })),
  ],
  log,
  views: ends.flatMap(({ recorder }) => recorder.views),
})
