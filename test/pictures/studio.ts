import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from '@playwright/test'
import { createSite } from '../e2e/rig/site.js'
import { createTimedBackend } from '../e2e/rig/timed-backend.js'
import { createVirtualClock } from '../support/virtual-clock.js'
import { fileOf, FOLDER, THEMES, type Picture } from './list.js'
import { toIndexed } from './png.js'

/** Debian's fonts-liberation: what `npm test` installs beside its browser. */
const FONT = 'Liberation Sans'
const MORNING = Date.UTC(2026, 10, 20, 9, 41)

/** How a person's browser is set; everything that a picture could show is said. */
export interface Looks {
  width: number
  height: number
  /** Pixels per CSS pixel. */
  scale?: number
  browser?: string
  system?: string
  locale?: string
}

/** The running product on a day that only moves when told to, in front of a camera. */
export interface Studio {
  desk: string
  page: string
  /** A person with a browser of their own. */
  person(looks: Looks): Promise<Page>
  /** The server goes away, and comes back. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** Lets so much time (ms) pass, for everybody. */
  pass(ms: number): Promise<void>
  /** Opens a page in our font; nothing is fetched but from this machine. */
  go(page: Page, url: string): Promise<void>
  /** Takes a picture of a page, or of a part of it, in light and in dark; `scale` as in Playwright. */
  take(picture: Picture, what: Page | Locator, scale?: 'css' | 'device'): Promise<void>
  close(): Promise<void>
}

export const createStudio = async (browser: Browser): Promise<Studio> => {
  const time = createVirtualClock(MORNING)
  const backend = await createTimedBackend({ clock: time.clock, leap: () => {} })
  const site = await createSite(backend.url)
  const people: Page[] = []
  await mkdir(FOLDER, { recursive: true })

  return {
    desk: backend.desk('anna'),
    cut: backend.kill,
    mend: backend.start,
    page: site.page('shop'),
    person: async looks => {
      const page = await browser.newContext(toContext(looks)).then(context => context.newPage())
      await page.clock.setFixedTime(time.clock.now())
      people.push(page)
      return page
    },
    pass: async ms => {
      await time.pass(ms)
      for (const page of people) await page.clock.setFixedTime(time.clock.now())
    },
    go: async (page, url) => {
      await page.goto(url)
      await page.evaluate(font => document.documentElement.style.setProperty('--zvonek-font', `"${font}"`), FONT)
      if (!(await page.evaluate(hasFont, FONT)))
        throw new Error(`The pictures want the font ${FONT}. Debian: apt-get install fonts-liberation.`)
    },
    take: async (picture, what, scale = 'device') => {
      const page = 'page' in what ? what.page() : what
      // Nothing is pointed at.
      await page.mouse.move(1, 1)
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
        const png = await what.screenshot({ scale, animations: 'disabled' })
        await writeFile(join(FOLDER, fileOf(picture, colorScheme)), toIndexed(png))
      }
    },
    close: async () => {
      for (const page of people) await page.context().close()
      await site.close()
      await backend.dispose()
    },
  }
}

const toContext = ({ width, height, scale = 1, locale = 'en-GB', browser, system }: Looks) => ({
  viewport: { width, height },
  deviceScaleFactor: scale,
  reducedMotion: 'reduce' as const,
  locale,
  timezoneId: 'Europe/Prague',
  userAgent: `Mozilla/5.0 (${system ?? 'Windows NT 10.0; Win64; x64'}) AppleWebKit/537.36 (KHTML, like Gecko) ${browser ?? 'Chrome/142.0.0.0'} Safari/537.36`,
})

/** A font that is not there leaves the width to the one after it. */
const hasFont = (font: string) => {
  const context = document.createElement('canvas').getContext('2d')
  const widths = ['monospace', 'serif'].map(fallback => {
    if (context) context.font = `40px "${font}", ${fallback}`
    return context?.measureText('Zvonek mmmiii').width
  })
  return widths[0] === widths[1]
}
