import { createBackend, type Backend } from '../../demo/backend/backend.js'
import type { Row } from '../../demo/backend/row.js'
import type { Store } from '../../demo/backend/store.js'
import { createNodeSecrets } from '../../demo/server/node-secrets.js'
import type { SqliteDatabase } from '../../demo/server/data/sqlite-database.js'
import { createSqliteStore } from '../../demo/server/stores/sqlite.js'
import { createCrashingDisk, type CrashingDisk } from '../support/crashing-disk.js'
import { createRandom, type Seeded } from '../support/seeded-random.js'
import type { SqliteOnDisk } from '../support/sqlite-on-disk.js'
import { createVirtualClock } from '../support/virtual-clock.js'

export interface PowerCutTrial {
  seed: number
  cuts: number
  sqlite: SqliteOnDisk
  /** Plants a defect between the store and the driver. */
  spoilDatabase?(db: SqliteDatabase): SqliteDatabase
  /** Plants a defect between the backend and the store. */
  spoilStore?(store: Store): Store
}

export interface PowerCutOutcome {
  seed: number
  cuts: number
  acked: number
  syncs: number
  lost: number
  /** What the file or the log is found wrong with. */
  wrong: string[]
}

const PATH = 'zvonek.db'

/**
 * The backend takes what several visitors say at once; the power goes at any write, sync or deletion; what the disk has
 * kept is looked at, and the backend goes on from it.
 */
export const runPowerCutTrial = async (trial: PowerCutTrial): Promise<PowerCutOutcome> => {
  const chance = createRandom(trial.seed)
  const outcome: PowerCutOutcome = { seed: trial.seed, cuts: 0, acked: 0, syncs: 0, lost: 0, wrong: [] }
  const acked = new Set<string>()
  let disk = createCrashingDisk()
  while (outcome.cuts < trial.cuts) {
    disk.failWithin(chance.between(1, 150))
    const before = acked.size
    await workUntilDark(trial, { disk, chance, acked, name: `life${outcome.cuts}` })
    outcome.acked += acked.size - before
    outcome.syncs += disk.syncs
    outcome.cuts++
    disk = disk.crash(chance)
    const { held, wrong } = await look(trial, disk.fork())
    const lost = [...acked].filter(command => !held.has(command))
    for (const command of lost) acked.delete(command)
    outcome.lost += lost.length
    outcome.wrong.push(...wrong)
    // Nobody can go on from a broken file.
    if (wrong.length) disk = createCrashingDisk()
    if (wrong.length) acked.clear()
  }
  return outcome
}

interface Life {
  disk: CrashingDisk
  chance: Seeded
  acked: Set<string>
  name: string
}

const workUntilDark = async (trial: PowerCutTrial, { disk, chance, acked, name }: Life) => {
  let db: SqliteDatabase | undefined
  try {
    const store = createSqliteStore({
      path: PATH,
      epoch: 'site',
      connect: path => (db = (trial.spoilDatabase ?? straight)(trial.sqlite.connect(disk, path))),
    })
    const backend = await createBackend({
      store: (trial.spoilStore ?? straight)(store),
      ...{
        clock: createVirtualClock().clock,
        log: () => {},
        operators: [],
        widgets: { main: {} },
        secrets: createNodeSecrets('of the test'),
      },
    })
    const tokens = await Promise.all([0, 1, 2].map(n => visit(backend.visitor, `${name} ${n}`)))
    const tell = async (n: number) => {
      const id = `${name}-${n}`
      await say(backend.visitor, { token: tokens[n % tokens.length] ?? '', id, length: chance.between(1, 3_000) })
      acked.add(id)
    }
    for (let n = 0; !disk.isOff;)
      await Promise.allSettled(Array.from({ length: chance.between(1, 6) }, () => tell(n++)))
  } catch (error) {
    // Before anything could be said it may be dark already.
    if (!disk.isOff) throw error
  } finally {
    try {
      db?.close()
    } catch {
      // In the dark it cannot even be closed.
    }
  }
}

const straight = <T>(one: T) => one

/** A new visitor in a conversation; gives their token. */
export const visit = async (visitor: Backend['visitor'], name: string) => {
  const token = await new Promise<string>((resolve, reject) => {
    let made = ''
    visitor.open({
      ...{ token: undefined, widget: 'main', after: undefined },
      onEvent: event => {
        if (event.type === 'hello') made = event.visitor.token ?? ''
        if (event.type === 'live') resolve(made)
      },
      close: reject,
    })
  })
  await visitor.send(token, { id: `start ${name}`, type: 'session.start', entry: 'webchat', widget: 'main' })
  return token
}

/** Resolves once the backend has acknowledged it. */
export const say = (
  visitor: Backend['visitor'],
  { token, id, length }: { token: string; id: string; length: number },
) => visitor.send(token, { id, type: 'message.send', text: `x${'y'.repeat(length)}` })

const look = ({ sqlite }: PowerCutTrial, disk: CrashingDisk) =>
  examine(path => sqlite.connect(disk, path), PATH).catch((error: unknown) => ({
    held: new Set<string>(),
    wrong: [String(error)],
  }))

/** What a restart would find: the messages that are held, and what is not whole. */
export const examine = async (connect: (path: string) => SqliteDatabase, path: string) => {
  const db = connect(path)
  const verdict = JSON.stringify(db.prepare('PRAGMA integrity_check').all())
  const store = createSqliteStore({ path, epoch: 'site', connect: () => db })
  const rows = await store.rows(0, 1_000_000)
  const held = new Set(
    rows.flatMap(({ change }) => (change.type === 'message.added' ? (change.message.command ?? []) : [])),
  )
  const answered = db.prepare(`SELECT id FROM commands WHERE reply LIKE '{"message":%'`).all() as { id: string }[]
  await store.close()
  const wrong = answered.filter(({ id }) => !held.has(id)).map(({ id }) => `${id} is answered, but not there`)
  if (!verdict.includes('"ok"')) wrong.push(verdict)
  return { held, wrong: [...wrong, ...gaps(rows)] }
}

/** Both counts are dense. */
const gaps = (rows: readonly Row[]): string[] => {
  const last = new Map<string, number>()
  return rows.flatMap(({ pos, client, seq }, at) => {
    const before = last.get(client) ?? 0
    if (seq !== undefined) last.set(client, seq)
    const found = pos === at + 1 ? [] : [`row ${pos} at ${at + 1}`]
    return seq === undefined || seq === before + 1 ? found : [...found, `seq ${seq} behind ${before}`]
  })
}
