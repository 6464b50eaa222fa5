import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createFaultProxy, type Fault } from '../support/fault-proxy.js'
import { createRandom } from '../support/seeded-random.js'

const ANSWER = 'x'.repeat(20_000)
const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of undo.splice(0).reverse()) await close()
})

const serve = async () => {
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => response.end(ANSWER))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  undo.push(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}
const spoiled = async (fault: Fault | 'none', seed = 1) => {
  const weights = { none: 0, refuse: 0, cutRequest: 0, cutResponse: 0, slice: 0, delay: 0, halfOpen: 0, [fault]: 1 }
  const proxy = await createFaultProxy({ target: await serve(), chance: createRandom(seed), weights })
  undo.push(proxy.close)
  return proxy
}

interface Got {
  bytes: number
  chunks: number
  whole: boolean
}

/** One request of 10 kB on a connection of its own. */
const ask = (url: string) =>
  new Promise<Got>(resolve => {
    const got = { bytes: 0, chunks: 0 }
    const end = (whole: boolean) => resolve({ ...got, whole })
    const sent = request(url, { method: 'POST', agent: false }, response => {
      response.on('data', (chunk: Buffer) => {
        got.bytes += chunk.length
        got.chunks++
      })
      response.on('error', () => end(false))
      response.on('end', () => end(response.complete))
    })
    sent.on('error', () => end(false))
    sent.end('y'.repeat(10_000))
  })

describe('the fault proxy', () => {
  it('passes everything on while nothing is drawn', async () => {
    const proxy = await spoiled('none')
    expect(await ask(proxy.url)).toMatchObject({ bytes: ANSWER.length, whole: true })
    expect(proxy.total()).toBe(0)
  })

  it.each(['refuse', 'cutRequest', 'cutResponse', 'halfOpen'] as const)('breaks a request by %s', async fault => {
    const proxy = await spoiled(fault)
    expect((await ask(proxy.url)).whole).toBe(false)
    expect(proxy.counts).toMatchObject({ [fault]: 1 })
    expect(proxy.total()).toBe(1)
  })

  it('cuts an answer after some bytes of it', async () => {
    const proxy = await spoiled('cutResponse', 2)
    const answers = [await ask(proxy.url), await ask(proxy.url), await ask(proxy.url)]
    expect(answers.some(({ bytes }) => bytes > 0 && bytes < ANSWER.length)).toBe(true)
  })

  it.each(['slice', 'delay'] as const)('loses nothing by %s', async fault => {
    const proxy = await spoiled(fault)
    expect(await ask(proxy.url)).toMatchObject({ bytes: ANSWER.length, whole: true })
    expect(proxy.counts[fault]).toBe(1)
  })

  it('slices what it passes on', async () => {
    const proxy = await spoiled('slice')
    expect((await ask(proxy.url)).chunks).toBeGreaterThan(100)
  })

  it('gives the same faults for the same seed', async () => {
    const draw = (seed: number) => {
      const { weighted } = createRandom(seed)
      return Array.from({ length: 50 }, () => weighted({ none: 1, refuse: 1, slice: 2 }))
    }
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
  })

  it('works like a wire once it is healed', async () => {
    const proxy = await spoiled('refuse')
    await ask(proxy.url)
    proxy.heal()
    expect((await ask(proxy.url)).whole).toBe(true)
    expect(proxy.total()).toBe(1)
  })

  it('stops by itself', async () => {
    const proxy = await createFaultProxy({ target: await serve(), chance: createRandom(1), lifetime: 1 })
    undo.push(proxy.close)
    for (let answered = true; answered;) answered = (await ask(proxy.url)).bytes > 0
  })
})
