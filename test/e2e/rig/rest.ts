import type { Locator, Page } from '@playwright/test'

/* What is measured is measured at rest: a frame that is still to be drawn, or a motion that is under way, would be chance. */

/** Whoever is told of a change with the next frame has been told. */
export const nextFrame = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))

/** How far (px) the page is scrolled, once frames pass in which it no longer moves. */
export const scrolledAtRest = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    for (let still = 0, last = NaN; still < 5; still = last === scrollY ? still + 1 : 0) {
      last = scrollY
      await new Promise(requestAnimationFrame)
    }
    return scrollY
  })

/** Where the top of it is (px), once nothing around it moves that ever ends. */
export const topAtRest = async (what: Locator): Promise<number> => {
  await what.evaluate(async element => {
    const moving = (element.getRootNode() as Document | ShadowRoot).getAnimations()
    const ending = moving.filter(one => one.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
  await nextFrame(what.page())
  return (await what.boundingBox())?.y ?? NaN
}
