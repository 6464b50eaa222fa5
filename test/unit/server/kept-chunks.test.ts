import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keepChunks } from '../../../demo/server/kept-chunks.js'
import { startServer, type Served } from '../backend/served.js'
import { newFolder } from './real-server.js'

const DAY = 86_400_000

/** A server that is upgraded: one folder of what is built, one of what is kept. */
const createUpgrades = () => {
  const [dist, folder] = [join(newFolder(), 'dist'), join(newFolder(), 'chunks')]
  let now = 1.7e12
  let version = ''
  const start = () => keepChunks({ dist, folder, version, now: () => now })
  return {
    folder,
    start,
    pass: (days: number) => void (now += days * DAY),
    release: (next: string) => {
      version = next
      rmSync(dist, { recursive: true, force: true })
      mkdirSync(join(dist, 'c'), { recursive: true })
      writeFileSync(join(dist, 'zvonek.js'), `script of ${next}`)
      writeFileSync(join(dist, 'c', `app-${next}.js`), next)
      writeFileSync(join(dist, 'c', `app-${next}.js.map`), '{}')
      return start()
    },
    serve: () => startServer({ dist, kept: folder, version }),
  }
}

const FOR_EVER = { status: 200, origin: '*', policy: 'cross-origin', cache: 'public, max-age=31536000, immutable' }
const ask = async ({ base }: Pick<Served, 'base'>, path: string) => {
  const response = await fetch(`${base}${path}`)
  const [origin, policy, cache] = ['access-control-allow-origin', 'cross-origin-resource-policy', 'cache-control'].map(
    name => response.headers.get(name),
  )
  return { status: response.status, origin, policy, cache, text: await response.text() }
}

it('a page loaded before an upgrade finds its files for ninety days, and then no more', async () => {
  const { folder, start, pass, release, serve } = createUpgrades()
  await release('1.0.0')
  pass(80)
  await start()
  await release('2.0.0')
  const served = await serve()
  for (const name of ['1.0.0', '2.0.0'])
    expect(await ask(served, `/c/app-${name}.js`)).toEqual({ ...FOR_EVER, text: name })
  expect((await ask(served, '/c/..%2Fsecret')).status).toBe(404)
  pass(91)
  await start()
  expect(readdirSync(folder).sort()).toEqual(['app-2.0.0.js', 'v'])
  expect((await ask(served, '/c/app-1.0.0.js')).status).toBe(404)
  await served.close()
})

it('a page that has pinned a version has its doorbell for as long, whichever is served by now', async () => {
  const { folder, start, pass, release, serve } = createUpgrades()
  await release('1.0.0')
  await release('1.1.0-beta.1')
  await release('2.0.0')
  const served = await serve()
  for (const version of ['1.0.0', '1.1.0-beta.1', '2.0.0'])
    expect(await ask(served, `/v/${version}/zvonek.js`)).toEqual({ ...FOR_EVER, text: `script of ${version}` })
  writeFileSync(join(folder, 'secret.js'), 'secret')
  for (const version of ['0.9.0', '..%2Fsecret', '..%2Fapp-1.0.0', '1%2F..%2F..%2Fsecret'])
    expect(await ask(served, `/v/${version}/zvonek.js`)).toMatchObject({ status: 404, cache: null })
  pass(89)
  await start()
  expect((await ask(served, '/v/1.0.0/zvonek.js')).status).toBe(200)
  pass(2)
  await start()
  expect(readdirSync(join(folder, 'v'))).toEqual(['2.0.0.js'])
  expect(await ask(served, '/v/1.0.0/zvonek.js')).toMatchObject({
    status: 404,
    text: 'This server has version 2.0.0 of zvonek.js.\n',
  })
  await served.close()
})
