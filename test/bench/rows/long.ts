import { repeat, type Bench } from '../bench.js'
import { wordsOf } from '../conversation.mjs'
import { found, median, type Found } from '../figures.js'
import { arrive, click } from './open.js'

const SHORT = 50
/** More than are ever on the page at first. */
const MIDDLE = 500
/** So often is enough for what takes long and varies little. */
const HEAVY = 3

/** Row 8: a conversation of 10,000 messages, as the reference backend tells it, and all of it in the widget's hands. */
export const measureLong = async (bench: Bench): Promise<Found[]> => {
  const length = bench.isQuick ? 2_000 : 10_000
  const told = await repeat(bench.times, async () => ({
    short: await open(bench, SHORT),
    long: await open(bench, length, { whole: false }),
  }))
  const middle = await open(bench, MIDDLE)
  const held = await repeat(Math.min(bench.times, HEAVY), async () => ({
    ...(await open(bench, length)),
    more: await sayMore(bench, length),
  }))
  const ratio = median(told.map(({ long }) => long.took)) / median(told.map(({ short }) => short.took))
  const of = (pick: (run: (typeof held)[number]) => number) => held.map(pick)
  return [
    { id: 'long.open', value: ratio, samples: told.map(({ short, long }) => long.took / short.took) },
    found(
      'long.whole',
      of(({ took }) => took),
    ),
    found(
      'long.more',
      of(({ more }) => more),
    ),
    found(
      'long.nodes',
      of(({ nodes }) => nodes / middle.nodes),
    ),
    found(
      'long.heap',
      of(({ heap }) => heap / 1e6),
    ),
  ]
}

const open = async (bench: Bench, length: number, how = { whole: true }) => {
  bench.shop.setLength(length, how)
  const { page, settle, memory, close } = await arrive(bench, {})
  const opened = page.evaluate(words => window.bench.seen('words', words), wordsOf(length))
  await click(page)
  const took = (await opened) - (await page.evaluate(() => window.bench.pressed))
  await settle()
  const held = { took, ...(await memory()) }
  await close()
  return held
}

const MORE = 8

/** One more message, less what waiting for it costs. */
const sayMore = async (bench: Bench, length: number) => {
  const { shop } = bench
  shop.setLength(length)
  const { page, cpu, settle, close } = await arrive(bench, { cpu: 4 })
  const opened = page.evaluate(words => window.bench.seen('words', words), wordsOf(length))
  await click(page)
  await opened
  await settle()
  const cost = async (say: () => string) => {
    const before = await cpu()
    const words = say()
    await page.evaluate(text => window.bench.seen('words', text), words)
    await page.waitForTimeout(200)
    return (await cpu()) - before
  }
  const spent: number[] = []
  for (let time = 0; time < MORE; time++) {
    const idle = await cost(() => wordsOf(length + time))
    spent.push((await cost(shop.sayMore)) - idle)
  }
  await close()
  return median(spent)
}
