import { deflateSync } from 'node:zlib'
import { imageSize } from 'image-size'
import { describe, expect, it } from 'vitest'
import { bare } from '../../../src/core/picture/bare.js'
import { orientationOf } from '../../../src/core/picture/tiff.js'
import { heic, JPEG, PLACE, png, taken, toldBy, webp } from '../../support/pictures.js'
import { createRandom } from '../../support/seeded-random.js'

/* S22: where and when a picture was taken, and with whose camera, does not leave the browser. */

const after = async (given: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await (await bare(new Blob([given]))).arrayBuffer())
const refused = (given: Uint8Array<ArrayBuffer>) =>
  bare(new Blob([given])).then(
    () => undefined,
    (error: { failure: unknown }) => error.failure,
  )

const TAKEN = { jpeg: taken(JPEG), png: png(true), webp: webp(true), heic: heic(1), 'older heic': heic(0) }

describe('a picture that leaves the browser', () => {
  it.each(Object.entries(TAKEN))('says nothing of place, time and camera (%s)', async (_, given) => {
    expect(toldBy(await after(given))).toEqual([])
  })

  it.each(Object.entries(TAKEN))('would be seen to say it without that (%s)', (_, given) => {
    expect(toldBy(given).length).toBeGreaterThan(0)
  })

  it('is the same to the bit otherwise', async () => {
    expect(await after(taken(JPEG))).toEqual(JPEG)
    expect(await after(png(true))).toEqual(png(false))
    expect(await after(webp(true))).toEqual(webp(false))
  })

  it('keeps its length where other places are told by their number, and what is seen', async () => {
    for (const given of [heic(0), heic(1)]) {
      const bytes = await after(given)
      expect(bytes.length).toBe(given.length)
      expect(Buffer.from(bytes).toString('latin1')).toContain('what is seen')
    }
  })

  it.each([1, 3, 6, 8])('stays the way up that the camera said (%i)', async turned => {
    const bytes = await after(taken(JPEG, turned))
    expect(imageSize(bytes).orientation ?? 1).toBe(turned)
    expect(toldBy(bytes)).toEqual([])
    expect(bytes.length).toBe(JPEG.length + (turned > 1 ? 36 : 0))
  })

  it('passes a second time unchanged', async () => {
    for (const given of Object.values(TAKEN)) {
      const once = await after(given)
      expect(await after(once)).toEqual(once)
    }
  })
})

describe('what is no picture', () => {
  it('is not touched', async () => {
    const blob = new Blob([`%PDF-1.4 ${PLACE.camera}`])
    expect(await bare(blob)).toBe(blob)
    const empty = new Blob([])
    expect(await bare(empty)).toBe(empty)
  })

  it('but begins as one is not sent at all', async () => {
    for (const given of [JPEG.slice(0, 33), png(true).slice(0, 60), webp(true).slice(0, 44), heic(1).slice(0, 60)])
      expect(await refused(given)).toEqual({ kind: 'rejected', code: 'file.broken' })
  })

  it('or is spoiled, is sent or refused, and nobody waits for long', async () => {
    const { random } = createRandom(22)
    let sent = 0
    for (let round = 0; round < 4_000; round++) {
      const all = Object.values(TAKEN)
      const given = all[round % all.length]!.slice()
      for (let hits = 0; hits < 3; hits++)
        given[16 + Math.floor(random() * (given.length - 16))] = Math.floor(random() * 256)
      const cut = random() < 0.3 ? given.slice(0, 16 + Math.floor(random() * given.length)) : given
      const failure = await refused(cut)
      if (failure) expect(failure).toEqual({ kind: 'rejected', code: 'file.broken' })
      else sent++
    }
    console.log(`S22 ${JSON.stringify({ seed: 22, spoiled: 4_000, sent })}`)
    expect(sent).toBeGreaterThan(500)
    expect(sent).toBeLessThan(4_000)
  })

  it('says which way up it is only where that is a number of the standard', () => {
    expect(orientationOf(Uint8Array.of(1, 2, 3))).toBe(1)
    expect(orientationOf(deflateSync('nothing'))).toBe(1)
  })
})
