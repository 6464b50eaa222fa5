import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openData } from '../../../demo/server/data/data.js'
import { hostileFiles, PNG } from '../../support/hostile-files.js'
import { createRandom } from '../../support/seeded-random.js'
import { bearer, startServer, type Served } from '../backend/served.js'
import { newVisitor } from '../wire/scenes.js'
import { BYTES } from '../wire/uploading.js'
import { bring, faultsOf, newToken } from './hostile-files.js'

/* S22: whatever is sent, nobody's browser runs it, no header and no path is broken by it, and only what is whole is a file. */

const folder = mkdtempSync(join(tmpdir(), 'zvonek-files-'))
const { store, ...data } = openData({ folder, secret: 's', now: Date.now })
/** All come from one address here. */
const PLENTY = { filesOfAddress: { burst: 100_000, perSecond: 1 }, partsOfAddress: { burst: 100_000, perSecond: 1 } }
let served: Served
beforeAll(async () => void (served = await startServer({ store, data, rates: PLENTY })))
afterAll(async () => {
  await served.close()
  rmSync(folder, { recursive: true })
})

const CORPUS = hostileFiles('parent.ran()')
const mebibytes = (bytes: number) => Math.round(bytes / 1_048_576)

describe('hostile files', () => {
  it('are refused, or answered so that nothing of them runs (S22)', async () => {
    const before = { files: readdirSync(folder).sort(), memory: process.memoryUsage().rss }
    const refused = new Map<string, number>()
    const faults: string[] = []
    let taken = 0
    for (const file of CORPUS) {
      const { status, code = '', url } = await bring(served, await newToken(served), file)
      if (status >= 500) faults.push(`${file.why}, “${file.name}”: ${status}`)
      if (!url) refused.set(code, (refused.get(code) ?? 0) + 1)
      else {
        taken++
        const found = await faultsOf(await fetch(url), file.bytes)
        faults.push(...found.map(fault => `${file.why}, “${file.name}”: it ${fault}`))
      }
    }
    const grown = mebibytes(process.memoryUsage().rss - before.memory)
    expect(faults).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(before.files)
    expect(CORPUS.length).toBeGreaterThanOrEqual(80)
    expect(taken).toBeGreaterThan(20)
    expect(grown).toBeLessThan(300)
    const figures = { files: CORPUS.length, taken, refused: Object.fromEntries(refused), faults: 0, grownMiB: grown }
    console.log(`S22 ${JSON.stringify(figures)}`)
  })

  it.each([
    ['SVG', 'a.svg'],
    ['HTML', 'a.html'],
    ['a program', 'setup.exe'],
    ['SVG that calls itself a picture', 'a.png'],
  ])('of the kind %s are refused in words (%s)', async (_, name) => {
    const file = CORPUS.find(one => one.name === name) ?? { why: '', name, bytes: new Uint8Array([77, 90, 1]) }
    expect(await bring(served, await newToken(served), file)).toMatchObject({ status: 422, code: 'file.kind' })
  })

  it('have addresses that nobody guesses, and that say nothing of their names', async () => {
    const token = await newToken(served)
    const ids = []
    for (let n = 0; n < 8; n++) {
      const { url = '' } = await bring(served, token, { why: '', name: `secret-${n}.png`, bytes: PNG })
      ids.push(/\/files\/([\w-]{22})$/.exec(url)?.[1] ?? url)
    }
    expect(ids.every(id => Buffer.from(id, 'base64url').length === 16)).toBe(true)
    expect(new Set(ids).size).toBe(8)
  })
})

describe('a checker of answers', () => {
  it.each<[string, string, string | undefined]>([
    ['that is shown in the page', 'content-disposition', 'inline'],
    ['whose name breaks a header', 'content-disposition', 'attachment; filename="a"; x=1'],
    ['that may be sniffed', 'x-content-type-options', undefined],
    ['without a sandbox', 'content-security-policy', undefined],
    ['that is called HTML', 'content-type', 'text/html'],
    ['that is called SVG', 'content-type', 'image/svg+xml'],
    ['that brings a cookie', 'set-cookie', 'x=1'],
  ])('goes red for one %s', async (_, name, value) => {
    const { url = '' } = await bring(served, await newToken(served), { why: '', name: 'a.png', bytes: PNG })
    const response = await fetch(url)
    const bytes = await response.arrayBuffer()
    expect(await faultsOf(new Response(bytes, response), PNG)).toEqual([])
    const headers = new Headers(response.headers)
    headers.delete(name)
    if (value !== undefined) headers.set(name, value)
    expect(await faultsOf(new Response(bytes, { headers }), PNG)).not.toEqual([])
  })

  it('goes red for one of which a byte is missing', async () => {
    const { url = '' } = await bring(served, await newToken(served), { why: '', name: 'a.png', bytes: PNG })
    const response = await fetch(url)
    expect(await faultsOf(new Response((await response.arrayBuffer()).slice(1), response), PNG)).toContain(
      'is not what was sent',
    )
  })
})

const SEED = 22
const text = (random: () => number, size: number) =>
  Uint8Array.from({ length: size }, () => 97 + Math.floor(random() * 26))

describe('an upload that is cut, repeated and gone on with', () => {
  it('is never a file before all of it is here, and then is that very file (S22)', async () => {
    const { random } = createRandom(SEED)
    let cuts = 0
    let early = 0
    for (let round = 0; round < 25; round++) {
      const { id: owner, token, ring } = await newVisitor(served)
      await ring()
      const bytes = text(random, 1 + Math.floor(random() * 90_000))
      const id = `resumed-${round}`
      const begin = () => served.post('/v1/files', { id, name: 'long.txt', size: bytes.length }, bearer(token))
      const part = (at: number, end: number) =>
        fetch(`${served.base}/v1/files/${id}/${at}`, {
          method: 'POST',
          headers: { ...bearer(token), ...BYTES },
          body: Buffer.from(bytes.slice(at, end)),
        })
      let state = (await (await begin()).json()) as { at: number; file?: { url: string; id: string } }
      for (let turn = 0; !state.file; turn++) {
        const end = Math.min(bytes.length, state.at + 1 + Math.floor(random() * 40_000))
        const chance = random()
        // The answer is lost, the same comes twice at once, or something comes that belongs elsewhere.
        if (chance < 0.3) await (await part(state.at, end)).body?.cancel()
        else if (chance < 0.5) await Promise.all([part(state.at, end), part(state.at, end)])
        else if (chance < 0.6) await part(state.at + 7, end + 7)
        else state = (await (await part(state.at, end)).json()) as typeof state
        if (chance < 0.6) {
          cuts++
          state = (await (await begin()).json()) as typeof state
        }
        if (state.file) break
        // Even who could guess its address, and its own owner, have nothing of it yet.
        const { id: hidden = '' } = (await data.files.find(owner, id)) ?? {}
        const send = { id: `early-${round}-${turn}`, type: 'message.send', text: 'Look', files: [hidden] }
        const sent = await served.post('/v1/commands', send, bearer(token))
        const seen = await fetch(`${served.base}/files/${hidden}`)
        if (sent.status !== 422 || seen.status !== 404) early++
      }
      expect(await faultsOf(await fetch(state.file.url), bytes)).toEqual([])
    }
    expect(early).toBe(0)
    console.log(`S22 ${JSON.stringify({ seed: SEED, resumed: 25, cuts, early, truncated: 0 })}`)
  })

  it('of which another byte came than was told is no file, and nothing of it is left', async () => {
    const token = await newToken(served)
    const { createHash } = await import('node:crypto')
    const hash = createHash('sha256').update('good').digest('hex')
    const wish = { id: 'spoiled', name: 'a.txt', size: 4, hash }
    await served.post('/v1/files', wish, bearer(token))
    const response = await fetch(`${served.base}/v1/files/spoiled/0`, {
      method: 'POST',
      headers: { ...bearer(token), ...BYTES },
      body: 'gold',
    })
    expect(await response.json()).toMatchObject({ code: 'file.broken' })
    expect(await (await served.post('/v1/files', wish, bearer(token))).json()).toMatchObject({ at: 0 })
  })
})
