import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { toFailure } from '../../src/protocol/failure.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import { check, countKinds, type Violation } from '../support/checker.js'
import { openDesk, openTab, startSession } from '../support/clients.js'
import { createFastClock } from '../support/fast-clock.js'
import { createRandom } from '../support/seeded-random.js'
import { createServerProcess, type ServerProcess } from '../support/server-process.js'
import { createSseCrowd } from '../support/sse-crowd.js'
import { createDeskEnd, createVisitorEnd, type EndOptions } from './ends.js'
import { readLog, toHistory } from './reconnect.js'

/* A server whose disk takes no byte more goes on: nothing that was acknowledged is lost, and what waits goes out later. */

/** From now on the kernel refuses the process every byte of a file (`EFBIG`), or none again. */
const setRoom = (pid: number, room: 'none' | 'all') =>
  promisify(execFile)('prlimit', [`--pid=${pid}`, `--fsize=${room === 'none' ? '1:' : 'unlimited:'}`])

interface Trouble {
  messages: number
  refused: { status: number; message: string }
  refusals: number
  ended: number
  violations: Violation[]
}

type Spoil = EndOptions['spoil']

const MANY = 30
const READERS = 30

/** A visitor and an operator write on while the disk is full, and until everything is out. */
const fill = async (spoilSend: Spoil): Promise<Trouble> => {
  const chance = createRandom(4)
  const server = await createServerProcess()
  const crowd = await createSseCrowd({ port: server.port })
  let refusals = 0
  const count: Spoil = transport =>
    spoilSend({
      ...transport,
      send: (command, sending) =>
        transport.send(command, sending).catch((thrown: unknown) => {
          refusals++
          throw thrown
        }),
    })
  const options = { clock: createFastClock(20), chance, spoil: count }
  const visitor = createVisitorEnd(server.url, options)
  const desk = createDeskEnd(await openDesk(server), options)
  const ends = [visitor, desk]
  const saidBy = () => ends.flatMap(({ recorder }) => recorder.said)
  const talk = async (enough: () => boolean) => {
    for (let turn = 0; !enough(); turn++) {
      if (saidBy().length < 3 * MANY) ends[turn % 2]?.say()
      await wait(5)
    }
  }

  try {
    await crowd.open(READERS)
    await talk(() => desk.recorder.said.length > 3 && saidBy().length >= MANY)
    await crowd.reset()
    await setRoom(server.pid, 'none')
    const refused = await askFully(server)
    const before = refusals
    await talk(() => refusals > before + 3)
    await setRoom(server.pid, 'all')
    await talk(() => saidBy().length >= 3 * MANY)
    for (const end of ends) await end.quiet()
    for (const end of ends) await end.look()
    const { ended } = await crowd.tell()
    const log = await readLog(server)
    return { messages: saidBy().length, refused, refusals, ended, violations: check(toHistory(saidBy(), log, ends)) }
  } finally {
    for (const end of ends) end.dispose()
    await crowd.dispose()
    await server.dispose()
  }
}

/** What a developer reads in the network panel then. */
const askFully = async ({ url }: ServerProcess) => {
  const response = await fetch(`${url}/v1/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: 1, widget: 'main' }),
  })
  return { status: response.status, message: ((await response.json()) as { message: string }).message }
}

const report = (name: string, { violations, ...figures }: Trouble) =>
  console.log(`full disk ${name} ${JSON.stringify({ ...figures, violations: countKinds(violations) })}`)

/** The planted defect: what could not be written is taken for written. */
const believing = <E extends StreamEvent, C extends { id: string; type: string }>(transport: Transport<E, C>) => ({
  ...transport,
  send: ((command, sending) =>
    transport.send(command, sending).catch((thrown: unknown) => {
      if (command.type !== 'message.send' || toFailure(thrown).kind !== 'retry') throw thrown
      return {
        message: {
          id: command.id,
          version: 1,
          session: '',
          seq: 1e6,
          at: 0,
          from: 'visitor',
          body: { kind: 'text', text: '' },
          command: command.id,
        },
      }
    })) as Transport<E, C>['send'],
})

describe('a disk without room', () => {
  it('keeps streams, refuses in words, loses nothing, and goes on when there is room again', async () => {
    const trouble = await fill(transport => transport)
    report('run', trouble)
    expect(trouble.violations).toEqual([])
    expect(trouble.refused).toEqual({ status: 500, message: 'The store failed. Send the same command again.' })
    expect(trouble.refusals).toBeGreaterThan(3)
    expect(trouble.ended).toBe(0)
  })

  it('would be caught losing what was acknowledged', async () => {
    const trouble = await fill(believing)
    report('control', trouble)
    expect(trouble.violations.map(({ kind }) => kind)).toContain('lost')
  })
})

describe('a database that another program holds for long', () => {
  it('makes commands wait or come back, and nothing else', async () => {
    const server = await createServerProcess()
    const tab = openTab(server.url, createMemoryStorage())
    await startSession(tab)
    const other = new Database(join(server.data, 'zvonek.db'))
    other.exec('BEGIN IMMEDIATE; UPDATE meta SET pos = pos')
    try {
      let answered = false
      const sent = tab
        .send({ id: 'm', type: 'message.send', text: 'Later' }, { signal: AbortSignal.timeout(60_000) })
        .then(
          () => undefined,
          (thrown: unknown) => (thrown as Error).message,
        )
        .finally(() => (answered = true))
      let served = 0
      while (!answered) {
        const response = await fetch(`${server.url}/v1/nothing`)
        await response.text()
        served++
      }
      const told = await sent
      console.log(`locked for long ${JSON.stringify({ served, told })}`)
      // Two seconds long the driver would have let nobody in: one answer before, one behind.
      expect(served).toBeGreaterThan(10)
      expect(told).toBe('unavailable')
      other.exec('ROLLBACK')
      const again = await tab.send(
        { id: 'm', type: 'message.send', text: 'Later' },
        { signal: AbortSignal.timeout(60_000) },
      )
      expect(again.message.body.text).toBe('Later')
    } finally {
      other.close()
      await server.dispose()
    }
  })
})
