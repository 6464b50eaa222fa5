import { fork } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../support/free-port.js'
import { SECRET } from '../backend/bridge.js'
import { logIn, startServer } from '../backend/served.js'

const FOLDER = resolve('node_modules', '.cache', 'zvonek-test')
const [, example = ''] = /<!-- bridge -->\n+```js\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? []

/** README’s bridge, word for word, between a messenger that is the test and a server. */
const runExample = (env: Record<string, string>) => {
  mkdirSync(FOLDER, { recursive: true })
  const file = join(FOLDER, `bridge-${process.pid}.mjs`)
  const around = `
    const sendTo = async (...sent) => void process.send({ sent })
    process.on('message', message => deliver(message).then(async r => process.send({ status: r.status, again: isForLater(r), reply: await r.json() })))
    process.send({ ready: [408, 429, 500, 503, 400, 401, 413, 422].filter(status => isForLater({ status })) })`
  writeFileSync(file, example + around)
  const child = fork(file, { env: { PATH: process.env.PATH, ...env } })
  onTestFinished(() => {
    child.kill()
    rmSync(file)
  })
  const heard: { ready?: number[]; sent?: string[]; status?: number; again?: boolean; reply?: { session: string } }[] =
    []
  child.on('message', message => heard.push(message as (typeof heard)[number]))
  const next = async () => {
    await expect.poll(() => heard.length, { timeout: 30_000 }).toBeGreaterThan(0)
    return heard.shift() ?? {}
  }
  return { next, deliver: (message: object) => void child.send(message) }
}

it('the bridge in the README delivers, and is told what is said', async () => {
  const port = await freePort()
  const channels = { whatsapp: { secret: SECRET, webhook: `http://127.0.0.1:${port}/` } }
  const served = await startServer({ channels })
  onTestFinished(() => served.close())
  const { next, deliver } = runExample({ SECRET, SERVER: served.base, PORT: `${port}` })
  expect(await next()).toEqual({ ready: [408, 429, 500, 503] })
  deliver({ id: 'wamid.1', from: '420601234567', name: 'Jana', text: 'Hello' })
  const { status, again, reply } = await next()
  expect([status, again]).toEqual([200, false])
  deliver({ id: 'wamid.2', from: '420601234567', name: 'Jana', text: 'long '.repeat(10_000) })
  expect(await next()).toMatchObject({ status: 413, again: false })
  const { headers } = await logIn(served)
  const session = reply?.session ?? ''
  await served.post('/v1/desk/commands', { id: 'a', type: 'session.accept', session }, headers)
  expect((await next()).sent?.slice(0, 2)).toEqual(['420601234567', 'Anna is here'])
  await served.post('/v1/desk/commands', { id: 's', type: 'message.send', session, text: 'Good day' }, headers)
  expect((await next()).sent?.slice(0, 2)).toEqual(['420601234567', 'Good day'])
})
