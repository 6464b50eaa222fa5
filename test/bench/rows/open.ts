import type { Page } from '@playwright/test'
import { repeat, type Bench } from '../bench.js'
import { visit, type Machine, type Visit } from '../browser.js'
import { wordsOf } from '../conversation.mjs'
import { found, type Found } from '../figures.js'

const SLOW = { cpu: 4, isSlow: true }

/** Rows 6, 7 and 10: from a press to a chat that can be written in, and what the page holds then. */
export const measureOpen = async (bench: Bench): Promise<Found[]> => {
  bench.shop.setLength(3)
  const runs = await repeat(bench.times, async () => ({
    cold: await timeOpening(bench, async () => {}, click),
    hover: await timeOpening(bench, pointAt, click),
    focus: await timeOpening(bench, turnTo, page => page.keyboard.press('Enter')),
    plain: await holdsPlain(bench),
    ours: await holds(bench),
  }))
  return [
    found(
      'open.cold',
      runs.map(({ cold }) => cold),
    ),
    found(
      'open.hover',
      runs.map(({ hover }) => hover),
    ),
    found(
      'open.focus',
      runs.map(({ focus }) => focus),
    ),
    found(
      'heap',
      runs.map(({ ours }) => ours.heap / 1e6),
      runs.map(({ plain }) => plain.heap / 1e6),
    ),
    found(
      'nodes',
      runs.map(({ ours }) => ours.nodes),
      runs.map(({ plain }) => plain.nodes),
    ),
    found(
      'shift',
      runs.map(({ ours }) => ours.shifted),
    ),
  ]
}

/** The page with the buttons, at rest. */
export const arrive = async ({ browser, shop }: Bench, machine: Machine): Promise<Visit> => {
  const seen = await visit(browser, shop.blank, machine)
  await seen.page.goto(shop.visited, { waitUntil: 'commit' })
  await seen.page.evaluate(() => window.bench.seen('buttons'))
  await seen.settle()
  return seen
}

const boxOfButton = (page: Page) => page.evaluate(() => window.bench.boxOf('buttons'))

export const click = async (page: Page): Promise<void> => {
  const { x, y } = await boxOfButton(page)
  await page.mouse.click(x, y)
}

type Step<T> = (on: T) => Promise<void>

const timeOpening = async (bench: Bench, prepare: Step<Visit>, press: Step<Page>): Promise<number> => {
  const seen = await arrive(bench, SLOW)
  const { page, close } = seen
  await prepare(seen)
  const opened = page.evaluate(() => window.bench.seen('chat'))
  await press(page)
  const took = (await opened) - (await page.evaluate(() => window.bench.pressed))
  await close()
  return took
}

/** The pointer has shown what is wanted, and its files have come. */
const pointAt = async ({ page, settle }: Visit) => {
  const { x, y } = await boxOfButton(page)
  await page.mouse.move(x, y)
  await settle()
}

/** The Tab key has. */
const turnTo = async ({ page, settle }: Visit) => {
  await page.keyboard.press('Tab')
  await settle()
}

const holds = async (bench: Bench) => {
  const { page, settle, memory, close } = await arrive(bench, {})
  const opened = page.evaluate(words => window.bench.seen('words', words), wordsOf(3))
  await click(page)
  await opened
  await settle()
  const shifted = await page.evaluate(() => window.bench.shifted)
  const held = { ...(await memory()), shifted }
  await close()
  return held
}

const holdsPlain = async ({ browser, shop }: Bench) => {
  const { page, settle, memory, close } = await visit(browser, shop.blank)
  await page.goto(shop.plain)
  await settle()
  const held = await memory()
  await close()
  return held
}
