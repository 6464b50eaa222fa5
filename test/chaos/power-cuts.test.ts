import { beforeAll, describe, expect, it } from 'vitest'
import type { SqliteDatabase } from '../../demo/server/data/sqlite-database.js'
import { loadSqlite, type SqliteOnDisk } from '../support/sqlite-on-disk.js'
import { writesLater } from '../support/writes-later.js'
import { runPowerCutTrial, type PowerCutOutcome } from './power-cuts.js'

/* D4: what was acknowledged is on the disk, whenever the power goes. */

/** So many disks, each cut so many times. */
const DISKS = 5
const CUTS = 40
const report = (name: string, outcomes: readonly PowerCutOutcome[]) => {
  const sum = (what: 'cuts' | 'acked' | 'syncs' | 'lost') => outcomes.reduce((all, one) => all + one[what], 0)
  const figures = { cuts: sum('cuts'), acked: sum('acked'), syncs: sum('syncs'), lost: sum('lost') }
  const wrong = outcomes.flatMap(one => one.wrong)
  console.log(
    `D4 ${name} ${JSON.stringify({ seeds: outcomes.map(({ seed }) => seed), ...figures, wrong: wrong.length })}`,
  )
  return { ...figures, wrong }
}

/** Leaves it to the operating system when the disk gets to see anything. */
const neverSyncs = (db: SqliteDatabase): SqliteDatabase => ({
  ...db,
  get inTransaction() {
    return db.inTransaction
  },
  exec: sql => db.exec(sql.replace('synchronous=FULL', 'synchronous=OFF')),
})

describe('a backend whose power is cut two hundred times', () => {
  let sqlite: SqliteOnDisk
  beforeAll(async () => {
    sqlite = await loadSqlite()
  })

  it('has everything that it acknowledged, and a whole file', { timeout: 180_000 }, async () => {
    const outcomes: PowerCutOutcome[] = []
    for (let seed = 1; seed <= DISKS; seed++) outcomes.push(await runPowerCutTrial({ seed, cuts: CUTS, sqlite }))
    const figures = report('power', outcomes)
    expect(figures).toMatchObject({ cuts: DISKS * CUTS, lost: 0, wrong: [] })
    expect(figures.acked).toBeGreaterThan(DISKS * CUTS)
  })

  it('would be caught losing some without syncs', async () => {
    const outcome = await runPowerCutTrial({ seed: 2, cuts: 10, sqlite, spoilDatabase: neverSyncs })
    expect(report('without syncs', [outcome]).lost).toBeGreaterThan(0)
  })

  it('would be caught losing some by a store that answers before it has written', async () => {
    const outcome = await runPowerCutTrial({ seed: 3, cuts: 10, sqlite, spoilStore: writesLater })
    expect(report('too early', [outcome]).lost).toBeGreaterThan(0)
  })
})
