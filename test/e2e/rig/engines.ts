import type { Browser, BrowserContext, Page } from '@playwright/test'
import { build } from 'esbuild'
import type { PeerMeans } from '../../../src/media/engine.js'
import { callOn, type Received } from '../models/call.js'
import { watchPeers } from './devices.js'
import { listen } from './listen.js'

/** One of two people whose engines talk, each in a browser of their own. */
export interface EngineEnd {
  readonly page: Page
  received(): Promise<Received>
  /** All that its engine has said, in order. */
  readonly said: readonly Signalled[]
}

export interface Signalled {
  description?: { type: string; sdp: string }
  candidate?: { candidate: string }
}

export interface Engines {
  readonly a: EngineEnd
  readonly b: EngineEnd
  /** A call from nothing, by these means; the one before ends. */
  call(means: PeerMeans | { a: PeerMeans; b: PeerMeans }): Promise<void>
  /** Never fulfilled: rejected as soon as an engine could not take what the other one said. */
  readonly broken: Promise<never>
  /** What each says waits from now on; the undo hands it over. */
  hush(): () => void
  close(): Promise<void>
}

export const createEngines = async (browser: Browser): Promise<Engines> => {
  const site = await servePage()
  const contexts: BrowserContext[] = []
  let isHushed = false
  let waiting: (() => void)[] = []
  let call = 0
  const broken = createPromise()
  const open = async () => {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
    contexts.push(context)
    await watchPeers(context)
    const page = await context.newPage()
    await page.goto(site.url)
    const said: Signalled[] = []
    return { page, said, received: callOn(page).received }
  }
  const [a, b] = [await open(), await open()]
  const link = async (from: typeof a, to: typeof a) => {
    let turn = Promise.resolve()
    let turnOf = call
    await from.page.exposeFunction('zvonekTestSignal', (signal: Signalled) => {
      from.said.push(signal)
      const mine = call
      // What a connection that was closed meanwhile was told is never settled, says WebRTC of its chain of operations: nobody waits for it.
      if (turnOf !== mine) turn = Promise.resolve()
      turnOf = mine
      const hand = () => {
        turn = turn.then(async () => {
          if (mine === call) await to.page.evaluate(one => window.zvonekTestEngine.take(one), signal)
        })
        turn.catch(broken.reject)
      }
      if (isHushed) waiting.push(hand)
      else hand()
    })
  }
  await link(a, b)
  await link(b, a)
  return {
    a,
    b,
    broken: broken.promise,
    call: async means => {
      // Who still sits in the last call would look for who has left it, and be heard in this one.
      for (const { page } of [a, b]) await page.evaluate(() => window.zvonekTestEngine.end())
      call++
      waiting = []
      const each = 'engine' in means ? { a: means, b: means } : means
      const begin = ({ page }: EngineEnd, one: PeerMeans, polite: boolean) =>
        page.evaluate(given => window.zvonekTestEngine.begin(given.one, given.polite), { one, polite })
      // Whoever is polite listens first: nothing is lost where the backend keeps it, and here nobody does.
      await begin(b, each.b, true)
      await begin(a, each.a, false)
    },
    hush: () => {
      isHushed = true
      return () => {
        isHushed = false
        for (const hand of waiting.splice(0)) hand()
      }
    },
    close: async () => {
      for (const context of contexts) await context.close()
      await site.close()
    },
  }
}

const servePage = async () => {
  const { outputFiles } = await build({
    entryPoints: ['test/e2e/rig/engine-page.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'error',
  })
  const script = outputFiles[0]?.text ?? ''
  return listen((request, response) => {
    const isScript = request.url === '/engine.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' })
    response.end(isScript ? script : '<!doctype html><title>Engine</title><body><script src="/engine.js"></script>')
  })
}

const createPromise = () => {
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<never>((_, give) => (reject = give))
  promise.catch(() => {})
  return { promise, reject }
}
