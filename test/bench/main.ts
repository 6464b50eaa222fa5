import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.js'
import { openBrowser } from './browser.js'
import { figures, type Found } from './figures.js'
import { amongKept, describeMachine, judge, writeResults, type Results } from './results.js'
import { measureCalls } from './rows/calls.js'
import { measureCrowd } from './rows/crowd.js'
import { measureDelivery } from './rows/delivery.js'
import { measureLaunch } from './rows/launch.js'
import { measureLong } from './rows/long.js'
import { measureOpen } from './rows/open.js'
import { createShop } from './shop.js'

const HELP = `npm run bench [-- OPTIONS]   measures the built widget and server; build first

  --only 5,9    these rows alone; what is committed stays as it is
  --keep        with --only: these rows take their places among the committed ones, with their day
  --times 5     repetitions of what happens on a page; the figure is their median
  --quick       few repetitions and small crowds, to see that it runs; nothing is written
`

/** Which rows are measured together. */
const parts: readonly { rows: readonly number[]; measure(bench: Bench): Promise<Found[]> }[] = [
  { rows: [5], measure: measureLaunch },
  { rows: [6, 7, 10], measure: measureOpen },
  { rows: [8], measure: measureLong },
  { rows: [9], measure: measureDelivery },
  { rows: [11], measure: measureCrowd },
  { rows: [12], measure: measureCalls },
]

const run = async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      keep: { type: 'boolean', default: false },
      times: { type: 'string', default: '5' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (!existsSync('dist/zvonek.js')) throw new Error('dist/zvonek.js is missing: npm run build first.')
  const only = values.only?.split(',').map(Number)
  const unknown = only?.filter(row => !figures.some(figure => figure.row === row)) ?? []
  if (unknown.length) throw new Error(`There is no row ${unknown.join(', ')} here.`)
  const wanted = parts.filter(({ rows }) => !only || rows.some(row => only.includes(row)))

  const results: Results = { ...(await describeMachine()), figures: [] }
  const shop = await createShop()
  try {
    for (const { rows, measure } of wanted) {
      // A browser of its own each time: none inherits what another has warmed up.
      const browser = await openBrowser()
      results.chromium = browser.version()
      const began = performance.now()
      const found = await measure({
        browser,
        shop,
        isQuick: values.quick,
        times: values.quick ? 2 : Number(values.times),
      })
      await browser.close()
      for (const one of found.map(judge)) {
        results.figures.push(one)
        console.log(sentence(one))
      }
      console.log(`      (row ${rows.join(', ')}: ${((performance.now() - began) / 1_000).toFixed(0)} s)`)
    }
  } finally {
    await shop.close()
  }
  if (!values.quick && (!only || values.keep)) await writeResults(only ? await amongKept(results) : results)
}

const sentence = ({ row, what, shown, limit, verdict, spread }: ReturnType<typeof judge>) =>
  `${`${row}`.padStart(3)}  ${what.padEnd(62)} ${shown.padStart(10)}  ${limit ? `budget ${limit}: ${verdict}` : ''}  ${spread}`

// What is slow is told, not failed; only what cannot be measured ends it.
await run()
