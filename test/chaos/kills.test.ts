import Database from 'libsql'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSqliteStore } from '../../demo/server/stores/sqlite.js'
import { bundle } from '../support/bundle.js'
import { createRandom, type Seeded } from '../support/seeded-random.js'
import { examine } from './power-cuts.js'

/* D4: what was acknowledged is in the file, wherever the process is killed. */

const KILLS = 100
/** Files that are written and killed at the same time. */
const FILES = 4

describe('a backend that is killed a hundred times while it writes', () => {
  let folder = ''
  let script = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zvonek-kills-'))
    script = await bundle(join('test', 'support', 'writer-child.ts'))
  })
  afterAll(() => Promise.all([rm(folder, { recursive: true, force: true }), rm(script, { force: true })]))

  /** One life, from start to a kill at a random moment; gives what it acknowledged. */
  const live = async (path: string, args: string[], chance: Seeded): Promise<string[]> => {
    const child = spawn(process.execPath, [script, path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise<NodeJS.Signals | null>(resolve => child.once('close', (_, signal) => resolve(signal)))
    let told = ''
    let lines = 0
    const enough = chance.between(1, 150)
    const isHeard = new Promise<void>(resolve =>
      child.stdout.on('data', (text: Buffer) => {
        told += text.toString()
        lines = told.split('\n').length - 1
        if (lines >= enough) resolve()
      }),
    )
    // Now and then it is killed before it says a word.
    if (chance.random() < 0.1) await wait(chance.between(0, 100))
    else await Promise.race([isHeard, ended])
    await wait(chance.between(0, 4))
    child.kill('SIGKILL')
    if ((await ended) !== 'SIGKILL') throw new Error('it has ended by itself')
    // A line that was cut short is no acknowledgement.
    return told.split('\n').slice(0, -1)
  }
  const judge = async (path: string, acked: readonly string[]) => {
    const { held, wrong } = await examine(name => new Database(name), path)
    return { lost: acked.filter(command => !held.has(command)).length, wrong }
  }
  const run = async (
    name: string,
    { kills, seed, defect = [] }: { kills: number; seed: number; defect?: string[] },
  ) => {
    const lanes = Array.from({ length: FILES }, async (_, lane) => {
      const chance = createRandom(seed + lane)
      const path = join(folder, `${name}${lane}.db`)
      const acked: string[] = []
      for (let n = lane; n < kills; n += FILES) acked.push(...(await live(path, [`life${n}`, ...defect], chance)))
      return { acked: acked.length, ...(await judge(path, acked)) }
    })
    const found = await Promise.all(lanes)
    const sum = (what: 'acked' | 'lost') => found.reduce((all, one) => all + one[what], 0)
    const wrong = found.flatMap(one => one.wrong)
    console.log(
      `D4 ${name} ${JSON.stringify({ seed, kills, acked: sum('acked'), lost: sum('lost'), wrong: wrong.length })}`,
    )
    return { acked: sum('acked'), lost: sum('lost'), wrong }
  }

  it('has everything that it acknowledged, and a whole file', { timeout: 180_000 }, async () => {
    const { acked, ...found } = await run('kills', { kills: KILLS, seed: 1 })
    expect(found).toEqual({ lost: 0, wrong: [] })
    expect(acked).toBeGreaterThan(KILLS)
  })

  it('would be caught losing some by a store that answers before it has written', async () => {
    expect((await run('kills, too early', { kills: 8, seed: 2, defect: ['late'] })).lost).toBeGreaterThan(0)
  })

  it('asks its own driver for a sync at every commit', async () => {
    const path = join(folder, 'asked.db')
    const db = new Database(path)
    const store = createSqliteStore({ path, epoch: 'site', connect: () => db })
    expect(db.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 })
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    await store.close()
  })
})
