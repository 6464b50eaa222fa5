import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSqliteStore } from '../../demo/server/stores/sqlite.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { toFailure } from '../../src/protocol/failure.js'
import type { Transport } from '../../src/protocol/transport.js'
import { openTab, startSession } from '../support/clients.js'
import { createRandom } from '../support/seeded-random.js'
import { createServerProcess, type ServerProcess } from '../support/server-process.js'
import { attemptAll, commandOf, heldIn, inTurns, judge, plan, type Planned } from './once.js'

/* D1 through the whole house: two tabs of each visitor over HTTP, and a server that is killed among the attempts. */

let server: ServerProcess
beforeAll(async () => {
  server = await createServerProcess()
})
afterAll(() => server.dispose())

const SENDS = 800
const VISITORS = 20
const KILLS = 3

/** Two pipes with one token, as in two tabs. */
const openVisitor = async (): Promise<Transport[]> => {
  const store = createMemoryStorage()
  const tabs = [openTab(server.url, store), openTab(server.url, store)]
  await startSession(tabs[0] as Transport)
  return tabs
}

const send = (tabs: readonly Transport[], planned: Planned, attempt: number) =>
  (tabs[attempt % 2] as Transport).send(commandOf(planned) as Parameters<Transport['send']>[0], {
    signal: AbortSignal.timeout(10_000),
  })

const held = async () => {
  const store = createSqliteStore({ path: join(server.data, 'zvonek.db'), epoch: '' })
  const rows = await heldIn(store)
  await store.close()
  return rows
}

describe('D1 over HTTP', () => {
  it('gives every message one effect, over kills of the server', async () => {
    const seed = 41
    const chance = createRandom(seed)
    const planned = plan(chance, { many: SENDS, visitors: VISITORS })
    const visitors: Transport[][] = []
    for (let n = 0; n < VISITORS; n++) visitors.push(await openVisitor())
    const tabsOf = (message: Planned) => visitors[message.visitor] as Transport[]
    const ask = (message: Planned, attempt: number) => send(tabsOf(message), message, attempt)

    let begun = 0
    let restart = Promise.resolve()
    const killAt = Array.from({ length: KILLS }, (_, n) => Math.round(((n + chance.random()) * SENDS) / KILLS))
    await inTurns(planned, 24, async message => {
      // Those under way meet the kill; who comes later would only meet a closed door.
      await restart
      if (killAt.includes(begun++)) restart = restart.then(server.kill).then(server.start)
      await attemptAll(message, ask)
    })
    await restart
    const unsure = planned.filter(({ acked }) => !acked)
    await inTurns(unsure, 24, message =>
      attemptAll({ ...message, attempts: 1 }, ask).then(() => void (message.acked = true)),
    )

    const answers = await Promise.all(planned.slice(0, 50).map(message => ask(message, 0)))
    const refusals = await Promise.all(
      planned.slice(0, 50).map(message => ask({ ...message, text: 'else' }, 0).catch(toFailure)),
    )
    await server.end()
    const rows = await held()
    const verdict = judge(planned, rows)
    const attempts = planned.reduce((sum, one) => sum + one.attempts, 0)
    console.log(
      `D1 http ${JSON.stringify({ seed, sends: SENDS, attempts, kills: server.kills, unsure: unsure.length, ...verdict })}`,
    )

    expect(verdict).toEqual({ doubled: 0, missing: 0, unacked: 0, held: SENDS })
    expect(server.kills).toBe(KILLS)
    const byCommand = new Map(rows.map(({ message }) => [message.command, message]))
    expect(answers).toEqual(planned.slice(0, 50).map(({ id }) => ({ message: byCommand.get(id) })))
    expect(new Set(refusals.map(refusal => JSON.stringify(refusal)))).toEqual(
      new Set([JSON.stringify({ kind: 'rejected', code: 'conflict' })]),
    )
  })
})
