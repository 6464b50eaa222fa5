import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, ensureChromium } from '../support/chromium.mjs'
import { installProbe } from './probe.js'

/** How the machine of a visitor is. */
export interface Machine {
  /** So many times slower than this one. */
  cpu?: number
  /** A slow phone line: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
  isSlow?: boolean
}

/** A page in a fresh browser profile, with nothing in its cache. */
export interface Visit {
  readonly page: Page
  /** Main-thread time (ms) that the page has taken so far; in CPU time, unless the CPU is slowed down. */
  cpu(): Promise<number>
  /** Heap (bytes) and nodes, after everything that can go is gone. */
  memory(): Promise<{ heap: number; nodes: number }>
  /** Resolves once nothing is on its way and the main thread has been free for a while. */
  settle(): Promise<void>
  /** Time (ms) by which tasks since a moment were longer than 50 ms each. */
  blocked(since: number): Promise<number>
  /** Names of the files that have arrived. */
  arrived(): readonly string[]
  close(): Promise<void>
}

/** Both pages of a conversation count as seen, and no other name is found. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_ARGS, '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows'],
  })

const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const WIDE = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' }

/** Opens a page at `blank`, made as slow as asked. Go on from there. */
export const visit = async (browser: Browser, blank: string, { cpu = 1, isSlow = false }: Machine = {}) => {
  const context = await browser.newContext(WIDE)
  await context.addInitScript(installProbe)
  const page = await context.newPage()
  const pending = createPending(page)
  await page.goto(blank)
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: cpu === 1 ? 'threadTicks' : 'timeTicks' })
  await session.send('Network.enable')
  if (isSlow) await session.send('Network.emulateNetworkConditions', SLOW_LINE)
  if (cpu > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
  return {
    page,
    cpu: async () => (await metric(session, 'TaskDuration')) * 1_000,
    memory: async () => {
      for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage')
      return { heap: await metric(session, 'JSHeapUsedSize'), nodes: await metric(session, 'Nodes') }
    },
    settle: () => settle(page, pending),
    blocked: (since = 0) =>
      page.evaluate(
        from => window.bench.long.reduce((sum, [at, ms]) => sum + (at + ms > from ? Math.max(0, ms - 50) : 0), 0),
        since,
      ),
    arrived: pending.arrived,
    close: () => context.close(),
  } satisfies Visit
}

const metric = async (session: CDPSession, wanted: string) => {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? NaN
}

/** Requests that are on their way; a stream is not, once it has begun. */
const createPending = (page: Page) => {
  const open = new Set<unknown>()
  const arrived: string[] = []
  let last = Date.now()
  const end = (request: unknown) => {
    last = Date.now()
    open.delete(request)
  }
  page.on('request', request => open.add(request))
  page.on('requestfinished', request => {
    arrived.push(new URL(request.url()).pathname)
    end(request)
  })
  page.on('requestfailed', end)
  page.on('response', response => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) end(response.request())
  })
  return { arrived: () => arrived, quietFor: () => (open.size ? 0 : Date.now() - last) }
}

/** Ms without a request and without a long task, and the longest wait for it. */
const QUIET = 500
const LONGEST = 15_000

const settle = async (page: Page, { quietFor }: { quietFor(): number }) => {
  const end = Date.now() + LONGEST
  while (Date.now() < end) {
    await page.waitForTimeout(100)
    const busy = await page.evaluate(() => {
      const [at, length] = window.bench.long.at(-1) ?? [0, 0]
      return performance.timeOrigin + performance.now() - at - length
    })
    if (quietFor() >= QUIET && busy >= QUIET) return
  }
  throw new Error(`The page did not come to rest within ${LONGEST / 1_000} s.`)
}
