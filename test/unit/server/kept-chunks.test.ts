import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keepChunks } from '../../../demo/server/kept-chunks.js'
import { startServer } from '../backend/served.js'
import { newFolder } from './real-server.js'

const DAY = 86_400_000

it('a page loaded before an upgrade finds its files for ninety days, and then no more', async () => {
  const [dist, folder] = [join(newFolder(), 'dist'), join(newFolder(), 'chunks')]
  const release = (name: string) => {
    rmSync(dist, { recursive: true, force: true })
    mkdirSync(join(dist, 'c'), { recursive: true })
    writeFileSync(join(dist, 'c', name), name)
    writeFileSync(join(dist, 'c', `${name}.map`), '{}')
  }
  let now = 1.7e12
  const start = () => keepChunks({ dist, folder, now: () => now })
  release('app-old.js')
  await start()
  now += 80 * DAY
  await start()
  release('app-new.js')
  await start()
  const served = await startServer({ dist, kept: folder })
  const ask = async (name: string) => {
    const response = await fetch(`${served.base}/c/${name}`)
    return [response.status, response.headers.get('access-control-allow-origin'), response.headers.get('cache-control')]
  }
  const forEver = [200, '*', 'public, max-age=31536000, immutable']
  expect([await ask('app-old.js'), await ask('app-new.js')]).toEqual([forEver, forEver])
  expect((await ask('..%2Fsecret'))[0]).toBe(404)
  now += 91 * DAY
  await start()
  expect(readdirSync(folder)).toEqual(['app-new.js'])
  expect((await ask('app-old.js'))[0]).toBe(404)
  await served.close()
})
