import type { Page } from '@playwright/test'
import axe from 'axe-core'
import { nextFrame } from './rest.js'

interface Look {
  name: string
  media?: Parameters<Page['emulateMedia']>[0]
  rtl?: true
  width?: number
}

const LOOKS: readonly Look[] = [
  { name: 'light' },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'forced colours', media: { forcedColors: 'active' } },
  { name: 'right to left', rtl: true },
  { name: '320 px', width: 320 },
]

/** Serious and critical faults of a page in every look, one line each; the page is left as it was. */
export const seriousFaults = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const size = page.viewportSize() ?? { width: 1280, height: 720 }
  const faults: string[] = []
  const motion = (await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)) ? 'reduce' : null
  // Colours on their way from one look to the next are nobody's fault: with less motion every look is there at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await nextFrame(page)
  for (const { name, media, rtl, width } of LOOKS) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media })
    await page.evaluate(dir => (document.documentElement.dir = dir), rtl ? 'rtl' : '')
    if (width) await page.setViewportSize({ ...size, width })
    // Those who follow the system are told of the change with the next frame.
    await nextFrame(page)
    faults.push(...(await page.evaluate(findFaults)).map(fault => `${name}: ${fault}`))
    if (width) await page.setViewportSize(size)
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: motion })
  await page.evaluate(() => (document.documentElement.dir = ''))
  await nextFrame(page)
  return faults
}

const findFaults = async () => {
  const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
    resultTypes: ['violations'],
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id} ${target.join(' ')} ${failureSummary}`),
    )
}
