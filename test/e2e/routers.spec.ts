import { writeFile } from 'node:fs/promises'
import { expect, test } from './fixtures.js'
import { trailOn } from './models/desk.js'
import { widgetOn } from './models/widget.js'
import { watchBytes, watchPages } from './rig/bytes.js'
import { createSpa, type Router } from './rig/spa.js'

/* The desk follows a site that is made by React's own router. Time passes on the visitor's page when the test says so. */

// Two people in two browsers: a busy machine takes its time.
test.slow()

const SECRET = '4f9k2secret'
/** So many the desk shows at once, the newest first. */
const UNFOLDED = 5
const WIDGET = { history: { page: {} }, hash: { page: { hash: true } } }
const AT = {
  history: ['/', '/lamps/moon', '/lamps/dome', '/lamps/sun', '/reset/%E2%80%A6', '/lamps/sun'],
  hash: ['/', '/#/lamps/moon', '/#/lamps/dome', '/#/lamps/sun', '/#/reset/%E2%80%A6', '/#/lamps/sun'],
}

for (const router of ['history', 'hash'] as const satisfies readonly Router[]) {
  test(`a router of React, ${router}: each page is at the desk within a second of the visitor’s, none twice, and no secret leaves the browser`, async ({
    page,
    backend,
    sit,
  }, testInfo) => {
    // The owner of the site lets routes behind the hash through; so does the page.
    const file = testInfo.outputPath('page.json')
    await writeFile(file, JSON.stringify(WIDGET[router].page))
    await backend.command('widget', 'set', 'main', '--page', file)
    await backend.stop()
    await backend.start()

    const spa = await createSpa(backend.url, { router, options: WIDGET[router] })
    const bytes = watchBytes(page, spa.url)
    const { told, shares } = watchPages(page)
    await page.clock.install()
    await page.goto(`${spa.url}/`)
    const visitor = widgetOn(page)
    await visitor.open()
    await visitor.say('Hello')
    const anna = await sit('anna')
    await anna.accept('Visitor 1')
    const trail = trailOn(anna)
    await expect(trail).toHaveText(['Shop'])
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10_000)

    const titles = ['Shop']
    /** What was done has been drawn; then a second passes, and no more until the desk has it. */
    const within = async (title: string, shown = title) => {
      await expect(page.getByRole('heading', { name: title })).toBeVisible()
      await page.clock.runFor(1_000)
      titles.unshift(shown)
      await expect(trail).toHaveText(titles.slice(0, UNFOLDED))
    }
    const press = (name: string) => page.getByRole('link', { name, exact: true }).click()
    await press('Moon')
    await within('The moon lamp')
    await press('Dome')
    await within('The dome lamp')
    // The same page again is no other page.
    await press('Dome')
    await press('Moved')
    await within('The sun lamp')
    await press('Reset')
    await within('Reset for jana@post.invalid', 'Reset for …')
    await page.goBack()
    await within('The sun lamp')

    expect(told).toEqual(AT[router])
    const sent = await bytes()
    for (const secret of [SECRET, 'jana@', 'post.invalid']) expect(sent).not.toContain(secret)
    console.log(`6.1 router ${JSON.stringify({ router, pages: told.length, told: shares(), secrets: 0 })}`)

    // And what is late is seen to be: this page comes half a second after its second.
    await page.getByRole('button', { name: 'Late' }).click()
    await page.clock.runFor(1_000)
    expect(told).toEqual(AT[router])
    await page.clock.runFor(500)
    await within('The late lamp')
    await spa.close()
  })
}

test('routes behind the hash are one page to the desk where neither the site nor its owner has said otherwise', async ({
  page,
  backend,
  anna,
}) => {
  const spa = await createSpa(backend.url, { router: 'hash', options: {} })
  const { told } = watchPages(page)
  await page.clock.install()
  await page.goto(`${spa.url}/`)
  const visitor = widgetOn(page)
  await visitor.open()
  await visitor.say('Hello')
  await anna.accept('Visitor 1')
  await page.getByRole('link', { name: 'Dome' }).click()
  await expect(page.getByRole('heading', { name: 'The dome lamp' })).toBeVisible()
  await page.clock.runFor(5_000)
  await expect(trailOn(anna)).toHaveText(['The dome lamp'])
  expect(told).toEqual(['/'])
  await spa.close()
})
