import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { figures } from '../bench/figures.js'
import zvonek from '../bench/peers/zvonek.mjs'
import { toPeers } from '../bench/peers/readme.mjs'
import { judge, type Results } from '../bench/results.js'
import { numberOf, peersTable, shortTable } from '../bench/tables.mjs'

const FOLDER = 'test/bench'
const read = (name: string) => JSON.parse(readFileSync(join(FOLDER, 'results', name), 'utf8')) as unknown
const readme = readFileSync('README.md', 'utf8')
const bench = read('bench.json') as Results
const peers = read('peers.json') as ReturnType<typeof toPeers>

const holds = (text: string, mark: string, table: string) => {
  expect(text.split(`<!-- ${mark} -->`)[1]).toBe(`\n\n${table}\n\n`)
  expect(table.split('\n').length).toBeGreaterThan(2)
}

describe('what the README says was measured', () => {
  it('is what the bench has written', () => holds(readme, 'bench', shortTable(bench)))

  it('is what the run beside the peers has written', () => holds(readme, 'peers', peersTable(peers)))

  it('would be caught with one digit off', () => {
    const [first] = peers.entries
    const other = { ...peers, entries: [{ ...first!, chat: first!.chat! + 100 }, ...peers.entries.slice(1)] }
    expect(() => holds(readme, 'peers', peersTable(other))).toThrow()
    const figures = bench.figures.map(figure => (figure.row === 9 ? { ...figure, shown: '0.1 ms' } : figure))
    expect(() => holds(readme, 'bench', shortTable({ ...bench, figures }))).toThrow()
  })

  it('says with which versions, on which day and on what kind of machine', () => {
    for (const { date, node, chromium, machine } of [bench, peers]) {
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(`${node} ${chromium}`).toMatch(/^\d+\.\d+\.\d+ \d+\.[\d.]+$/)
      expect(machine).toMatch(/^\d+ processors/)
    }
  })
})

describe('the bench', () => {
  it('has measured every figure it knows, beside the budget it has now', () => {
    const now = (all: readonly { row: number; id: string; what: string; unit: string; budget?: number }[]) =>
      all.map(({ row, id, what, unit, budget }) => ({ row, id, what, unit, budget }))
    expect(now(bench.figures)).toEqual(now(figures))
    expect([...new Set(figures.map(({ row }) => row))]).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('calls a budget kept or missed by the digits it shows', () => {
    const verdicts = [11.94, 12.04, 12.06].map(value => judge({ id: 'delivery.p50', value, samples: [value] }).verdict)
    expect(verdicts).toEqual(['kept', 'kept', 'missed'])
    for (const { value, shown, verdict, budget } of bench.figures)
      expect(verdict, `${value} ${shown}`).toBe(
        budget === undefined ? undefined : numberOf(shown) <= budget ? 'kept' : 'missed',
      )
  })

  it('is a program that every Node can read', async () => {
    const scripts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.mjs'))
    expect(scripts.length).toBeGreaterThan(3)
    for (const script of scripts) await promisify(execFile)(process.execPath, ['--check', join(FOLDER, script)])
    const { outputFiles } = await build({
      entryPoints: [join(FOLDER, 'main.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      write: false,
    })
    expect(outputFiles[0]?.text).toContain('measureCrowd')
  })

  it('gives the peers’ harness the entry it asks for', () => {
    expect(zvonek).toMatchObject({ id: 'zvonek', title: 'Zvonek', kind: 'own' })
    expect(zvonek.html({ origin: 'http://127.0.0.1:1' })).toContain('data-server="http://127.0.0.1:1/api"')
    for (const file of Object.values(zvonek.files)) expect(file).toContain('/dist/')
  })

  it('takes medians of the peers’ runs, net of the empty page, and counts no run that broke', () => {
    const run = (task: number, heap: number) => ({
      bytesLauncher: { br: 4_000 },
      bytesOpened: { br: 20_000 },
      cpuToLauncher: { TaskDuration: task },
      tbtLoad: 60,
      openMs: 400,
      heap,
    })
    const entry = (...runs: object[]) => ({ p1: runs, p2: runs, p3: runs })
    const { entries } = toPeers({
      meta: { date: '2026-01-02T00:00:00Z', reps: 3, chromium: '1.2', node: 'v20.1.0', cpus: 2, load: [0.1] },
      entries: {
        empty: entry(run(10, 1e6)),
        zvonek: entry(run(13, 1.5e6), run(99, 9e6), run(14, 1.4e6), { error: 'timeout' }),
      },
    })
    expect(entries).toEqual([
      { id: 'zvonek', title: 'Zvonek', buttons: 4_000, chat: 20_000, cpu: 4, blocked: 0, open: 400, heap: 0.5 },
    ])
  })
})
