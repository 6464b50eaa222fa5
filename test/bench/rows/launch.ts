import { repeat, type Bench } from '../bench.js'
import { visit, type Machine } from '../browser.js'
import { found, type Found } from '../figures.js'
import type { Sight } from '../probe.js'

/** Row 5: what the page pays before anybody acts; net of the same page without us. */
export const measureLaunch = async (bench: Bench): Promise<Found[]> => {
  const { shop, times } = bench
  const both = (machine: Machine) =>
    repeat(times, async () => ({
      plain: await load(bench, { url: shop.plain, sight: 'page', machine }),
      ours: await load(bench, { url: shop.visited, sight: 'buttons', machine }),
    }))
  const quick = await both({})
  const slow = await both({ cpu: 4 })
  return [
    found(
      'buttons',
      quick.map(({ ours }) => ours.spent),
      quick.map(({ plain }) => plain.spent),
    ),
    found(
      'blocking',
      slow.map(({ ours }) => ours.blocked),
      slow.map(({ plain }) => plain.blocked),
    ),
  ]
}

const load = async (
  { browser, shop }: Bench,
  { url, sight, machine }: { url: string; sight: Sight; machine: Machine },
) => {
  const { page, cpu, settle, blocked, close } = await visit(browser, shop.blank, machine)
  const before = await cpu()
  await page.goto(url, { waitUntil: 'commit' })
  await page.evaluate(what => window.bench.seen(what), sight)
  const spent = (await cpu()) - before
  await settle()
  const result = { spent, blocked: await blocked() }
  await close()
  return result
}
