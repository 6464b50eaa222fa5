import { chromium } from '@playwright/test'

/** From now on scripts of every page that Playwright opens take so many times as long, as on a busy machine. */
export const slowDown = (/** @type {number} */ rate) => {
  const launch = chromium.launch.bind(chromium)
  chromium.launch = async options => {
    const browser = await launch(options)
    const newContext = browser.newContext.bind(browser)
    // A page that is gone before it was slow needs nothing.
    const onPage = page => void slowPage(page, rate).catch(() => {})
    browser.newContext = async given => (await newContext(given)).on('page', onPage)
    return browser
  }
}

const slowPage = async (/** @type {import('@playwright/test').Page} */ page, /** @type {number} */ rate) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
