import type { Page } from '@playwright/test'
import { hostileFiles } from '../support/hostile-files.js'
import { startServer } from '../unit/backend/served.js'
import { bring, newToken } from '../unit/trust/hostile-files.js'
import { expect, test } from './fixtures.js'
import { listen } from './rig/listen.js'

/* S22 in a browser: whatever a visitor sends, opened directly or put on a page in every way there is, nothing of it runs. */

/** Hears which scripts have run. */
const createEar = async () => {
  const ran: string[] = []
  const { url, close } = await listen(({ url = '' }, response) => {
    if (url.startsWith('/ran')) ran.push(url)
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end()
  })
  return { url, ran, close, beacon: `new Image().src='${url}/ran?'+document.location` }
}
type Ear = Awaited<ReturnType<typeof createEar>>

/** Opens each address, and a page with all of them on it; gives what has run. */
const runAll = async (page: Page, ear: Ear, urls: readonly string[]): Promise<readonly string[]> => {
  for (const url of urls) {
    // What is offered for saving opens no page.
    await page.goto(url, { waitUntil: 'load' }).catch(() => undefined)
    await heardOut(page, ear)
  }
  await page.goto(ear.url)
  await page.evaluate(async all => {
    const ways = { iframe: 'src', embed: 'src', object: 'data', img: 'src', script: 'src', link: 'href', video: 'src' }
    const settled = all.flatMap(url =>
      Object.entries(ways).map(([tag, attribute]) => {
        const element = document.createElement(tag)
        if (tag === 'link') element.setAttribute('rel', 'stylesheet')
        element.setAttribute(attribute, url)
        document.body.append(element)
        // Frames that save a file tell nobody of their end.
        if (/iframe|embed|object|video/.test(tag)) return Promise.resolve()
        return new Promise<unknown>(resolve => (element.onload = element.onerror = resolve))
      }),
    )
    await Promise.all(settled)
  }, urls)
  await heardOut(page, ear)
  return ear.ran
}

/** What was asked for before is heard before. */
const heardOut = async (page: Page, { url }: Ear) => {
  await page.context().request.get(`${url}/end`)
}

const PLENTY = { filesOfAddress: { burst: 100_000, perSecond: 1 }, partsOfAddress: { burst: 100_000, perSecond: 1 } }

test('nothing of what hostile visitors send runs in a browser (S22)', async ({ page }) => {
  const ear = await createEar()
  const served = await startServer({ rates: PLENTY })
  const files = hostileFiles(ear.beacon)
  const urls: string[] = []
  for (const file of files) {
    const { url } = await bring(served, await newToken(served), file)
    if (url) urls.push(url)
  }
  expect(urls.length).toBeGreaterThan(20)
  expect(await runAll(page, ear, urls)).toEqual([])
  console.log(`S22 ${JSON.stringify({ files: files.length, opened: urls.length, ways: 8, ran: ear.ran.length })}`)
  await served.close()
  await ear.close()
})

test('and each of them would be seen, were they served as they say they are', async ({ page }) => {
  const ear = await createEar()
  const files = hostileFiles(ear.beacon).filter(({ why }) => /^(SVG with a script|HTML|XML)$/.test(why))
  const TYPES: Record<string, string> = {
    svg: 'image/svg+xml',
    xml: 'application/xhtml+xml',
    xhtml: 'application/xhtml+xml',
  }
  const careless = await listen(({ url = '' }, response) => {
    const file = files[Number(url.slice(1))]
    if (!file) return void response.writeHead(404).end()
    const { name, bytes } = file
    response.writeHead(200, { 'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'text/html' }).end(bytes)
  })
  const ran = await runAll(
    page,
    ear,
    files.map((_, at) => `${careless.url}/${at}`),
  )
  const seen = files.filter((_, at) => ran.some(url => url.includes(encodeURI(`${careless.url}/${at}`))))
  console.log(`S22 control ${JSON.stringify({ files: files.length, ran: seen.length })}`)
  expect(seen.length).toBeGreaterThan(10)
  await careless.close()
  await ear.close()
})
