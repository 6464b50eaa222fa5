import type { Page } from '@playwright/test'
import { createBackend } from '../../e2e/rig/backend.js'
import { createSite } from '../../e2e/rig/site.js'
import { deskOn } from '../../e2e/models/desk.js'
import { widgetOn } from '../../e2e/models/widget.js'
import { wordsOf } from '../conversation.mjs'
import type { Bench } from '../bench.js'
import { quantile, type Found } from '../figures.js'

const WARM = 20

/** Row 9: two people, two pages, the server as `npm start` runs it, and nothing in between. */
export const measureDelivery = async ({ browser, isQuick }: Bench): Promise<Found[]> => {
  const backend = await createBackend()
  await backend.start()
  const site = await createSite(backend.url)
  const people = await Promise.all([browser.newContext(), browser.newContext()])
  try {
    const [visitorPage, deskPage] = await Promise.all(people.map(context => context.newPage()))
    const visitor = widgetOn(visitorPage!)
    await visitorPage!.goto(site.page('plain'))
    await visitor.open()
    await visitor.say('Good evening')
    await deskPage!.goto(backend.desk('anna'))
    const desk = deskOn(deskPage!)
    await desk.accept('Visitor 1')
    await deskPage!.evaluate(noteClicks)

    const samples: number[] = []
    for (let time = 0; time < WARM + (isQuick ? 40 : 200); time++) {
      const took = await say(desk, visitorPage!, wordsOf(time))
      if (time >= WARM) samples.push(took)
    }
    return [
      { id: 'delivery.p50', value: quantile(samples, 0.5), samples },
      { id: 'delivery.p99', value: quantile(samples, 0.99), samples },
    ]
  } finally {
    for (const context of people) await context.close()
    await site.close()
    await backend.dispose()
  }
}

const say = async ({ page, field, button }: ReturnType<typeof deskOn>, visitor: Page, words: string) => {
  await visitor.evaluate(noteWords, words)
  await field.fill(words)
  await button('Send').click()
  const painted = await visitor.evaluate(() => (window as Noted).painted)
  return painted! - (await page.evaluate(() => (window as Noted).clicked))!
}

type Noted = typeof window & { clicked?: number; painted?: Promise<number> }

const noteClicks = () =>
  addEventListener('click', ({ timeStamp }) => ((window as Noted).clicked = performance.timeOrigin + timeStamp), true)

/** Begins to wait for the frame that paints these words. */
const noteWords = (words: string) => {
  const root = document.querySelector('zvonek-host')?.shadowRoot
  const log = root?.querySelector('[role=log]')
  if (!log) throw new Error('The chat is not open.')
  ;(window as Noted).painted = new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve(performance.timeOrigin + performance.now())
    }
    const look = (bubble: Element) => {
      const { top, bottom } = bubble.getBoundingClientRect()
      if (top > 0 && bottom < innerHeight) port2.postMessage(0)
      else requestAnimationFrame(() => look(bubble))
    }
    // It is told of a new element before the very frame in which that is painted, wherever in it the element was made.
    const sized = new ResizeObserver(([first]) => {
      sized.disconnect()
      look(first!.target)
    })
    const added = new MutationObserver(() => {
      const bubble = [...log.querySelectorAll('[part=bubble]')].findLast(one => one.textContent === words)
      if (!bubble) return
      added.disconnect()
      sized.observe(bubble)
    })
    added.observe(log, { childList: true, subtree: true, characterData: true })
  })
}
