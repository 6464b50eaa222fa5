import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskCommand } from '../../demo/protocol/desk.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { toFailure } from '../../src/protocol/failure.js'
import { ask, greet, openDesk, openTab } from '../support/clients.js'
import { createRandom } from '../support/seeded-random.js'
import { createServerProcess, type ServerProcess } from '../support/server-process.js'

/* S17, the server's half: after `visitor.forget` nobody is known by the token, and no byte is left in the data folder. */

let server: ServerProcess
beforeAll(async () => {
  server = await createServerProcess()
})
afterAll(() => server.dispose())

/** Everything that lies in the data folder, journals included. */
const bytes = async () => {
  const files = await readdir(server.data, { recursive: true, withFileTypes: true })
  const texts = files.filter(file => file.isFile()).map(file => readFile(join(file.parentPath, file.name), 'latin1'))
  return (await Promise.all(texts)).join('\n')
}
const found = async (planted: readonly string[]) => {
  const all = await bytes()
  return planted.filter(text => all.includes(text)).length
}

/** A visitor who leaves words everywhere where words can be left: 50 of them. */
const plant = async (name: string) => {
  const { between } = createRandom(17)
  const planted: string[] = []
  const word = (kind: string) => {
    const text = `planted-${name}-${kind}-${planted.length}-${between(1e6, 1e7)}`
    planted.push(text)
    return text
  }
  const store = createMemoryStorage()
  const tab = openTab(server.url, store)
  await greet(tab)
  const form = { name: word('name'), phone: word('phone'), topic: word('form') }
  const page = { url: `https://shop.example/${word('page')}`, title: word('title') }
  const params = Object.fromEntries(Array.from({ length: 5 }, () => [word('key'), word('value')]))
  const begin = { id: word('command'), type: 'session.start', entry: 'webchat', widget: 'main' } as const
  const { session } = await ask(tab, { ...begin, form, page, params })
  for (let n = 0; n < 12; n++) await ask(tab, { id: word('command'), type: 'message.send', text: word('message') })
  await ask(tab, { id: 'set', type: 'params.set', params: { [word('key')]: word('value') } })
  await ask(tab, { id: 'share', type: 'page.share', page: { url: 'https://shop.example/', title: word('title') } })

  const desk = await openDesk(server)
  const tell = (command: DeskCommand) => desk.send(command, { signal: AbortSignal.timeout(10_000) })
  await tell({ id: word('command'), type: 'session.accept', session: session.id })
  for (let n = 0; n < 3; n++)
    await tell({ id: word('command'), type: 'message.send', session: session.id, text: word('answer') })
  return { planted, tab, store }
}

describe('visitor.forget', () => {
  it('leaves no byte of the visitor on disk, and nobody by the token', async () => {
    const { planted, tab, store } = await plant('forgotten')
    const other = await plant('kept')
    expect(new Set(planted).size).toBeGreaterThanOrEqual(50)
    const token = store.get('token')
    const before = await found(planted)

    await ask(tab, { id: 'forget', type: 'visitor.forget' })
    const after = await found(planted)
    console.log(`S17 ${JSON.stringify({ seed: 17, planted: planted.length, before, after })}`)
    // The control: what is looked for was there.
    expect(before).toBe(planted.length)
    expect(after).toBe(0)

    store.set('token', token ?? '')
    const attempts = await Promise.allSettled([
      greet(tab),
      ask(tab, { id: 'late', type: 'message.send', text: 'Anybody?' }),
      ask(tab, { id: 'look', type: 'history.get' }),
    ])
    const kinds = attempts.map(attempt => attempt.status === 'rejected' && toFailure(attempt.reason).kind)
    expect(kinds).toEqual(['auth', 'auth', 'auth'])

    await server.kill()
    await server.start()
    expect(await found(planted)).toBe(0)
    expect(await found(other.planted)).toBe(other.planted.length)
    expect((await greet(other.tab)).map(({ type }) => type)).toContain('live')
  })
})
