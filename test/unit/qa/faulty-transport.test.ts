import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFaults, type Fault } from '../../../demo/qa/faults.js'
import { createFaultyTransport } from '../../../demo/qa/faulty-transport.js'
import { transportChecks, type RigVisitor } from '../../../src/conformance.js'
import type { ClientCommand } from '../../../src/protocol/commands.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import type { Failure } from '../../../src/protocol/failure.js'
import type { Transport } from '../../../src/protocol/transport.js'
import { createMemoryRig } from '../../conformance/memory-rig.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

describe.each<[string, Fault[]]>([
  ['no fault', []],
  ['everything sent twice', ['twice']],
  ['a slow network', ['slow']],
])('a transport under %s', (_, on) => {
  // As late as it takes to come out of order, if it did.
  const faults = createFaults((_ms, fn) => void setImmediate(fn))
  for (const fault of on) faults.set(fault, true)
  let rig: Awaited<ReturnType<typeof createMemoryRig>>
  beforeAll(async () => {
    rig = await createMemoryRig(transport => createFaultyTransport(faults, transport))
  })
  afterAll(() => rig.dispose())
  const visitor = (): Promise<RigVisitor> => rig.visitor()
  for (const { name, run } of transportChecks({ visitor })) it(name, run)
})

/** A backend that answers when told to, and counts what it gets. */
const setup = () => {
  const time = createVirtualClock()
  const faults = createFaults((ms, fn) => void time.clock.after(ms, fn))
  const commands: string[] = []
  const streams = new Set<(event: ServerEvent) => void>()
  let opened = 0
  const transport = {
    open: ({ onEvent, signal }) =>
      new Promise((_, reject) => {
        opened++
        streams.add(onEvent)
        signal.addEventListener('abort', () => reject(new Error('aborted')))
      }),
    send: async (command: ClientCommand) => {
      commands.push(command.id)
      return {}
    },
  } as Transport
  const faulty = createFaultyTransport(faults, transport)
  const heard: string[] = []
  return {
    time,
    faults,
    commands,
    heard,
    opened: () => opened,
    tell: (id: string) => streams.forEach(hear => hear({ type: 'live', cursor: id })),
    open: (onEvent = (event: ServerEvent) => void heard.push((event as { cursor: string }).cursor)) =>
      told(faulty.open({ after: undefined, signal: new AbortController().signal, onAlive: () => {}, onEvent })),
    send: (id: string) => told(faulty.send({ id, type: 'visitor.forget' }, { signal: new AbortController().signal })),
  }
}

const told = (promise: Promise<unknown>) => {
  const end: { as?: string | Failure | undefined } = {}
  promise.then(
    () => (end.as = 'done'),
    (error: Error & { failure?: Failure }) => (end.as = error.failure ?? error.message),
  )
  return end
}

describe('a network that fails on demand, without a server', () => {
  it('breaks what runs and what begins when it is cut, and mends', async () => {
    const { time, faults, commands, heard, tell, open, send } = setup()
    const stream = open()
    await time.settle()
    faults.set('cut', true)
    tell('too late')
    const command = send('c1')
    await time.settle()
    expect(stream.as).toEqual({ kind: 'retry', done: 'no' })
    expect(command.as).toEqual({ kind: 'retry', done: 'unknown' })
    expect(open().as).toBe(undefined)
    expect([commands, heard]).toEqual([[], []])
    faults.set('cut', false)
    const again = send('c2')
    await time.settle()
    expect(again.as).toBe('done')
  })

  it('loses an answer that is on its way when the line is cut, not the command', async () => {
    const { time, faults, commands, send } = setup()
    const command = send('c1')
    await Promise.resolve()
    await Promise.resolve()
    expect(commands).toEqual(['c1'])
    faults.set('cut', true)
    await time.settle()
    expect(command.as).toEqual({ kind: 'retry', done: 'unknown' })
  })

  it('sends commands twice, and opens streams once', async () => {
    const { time, faults, commands, opened, open, send } = setup()
    faults.set('twice', true)
    open()
    send('c1')
    await time.settle()
    expect([commands, opened()]).toEqual([['c1', 'c1'], 1])
  })

  it('takes two seconds each way when it is slow, events included, in their order', async () => {
    const { time, faults, commands, heard, tell, open, send } = setup()
    open()
    await time.settle()
    faults.set('slow', true)
    const command = send('c1')
    tell('1')
    await time.pass(1_000)
    faults.set('slow', false)
    tell('2')
    await time.pass(999)
    expect([commands, heard]).toEqual([[], []])
    await time.pass(1)
    expect([commands, heard]).toEqual([['c1'], ['1']])
    await time.pass(1_000)
    tell('3')
    expect(heard).toEqual(['1', '2', '3'])
    expect(command.as).toBe('done')
  })

  it('ends with what could not be applied, late or not', async () => {
    for (const slow of [false, true]) {
      const { time, faults, tell, open } = setup()
      faults.set('slow', slow)
      const stream = open(() => {
        throw new Error('not this one')
      })
      await time.pass(2_000)
      try {
        tell('1')
      } catch {
        // At once it is told to the transport, which ends the stream by itself.
        expect(slow).toBe(false)
        continue
      }
      await time.pass(2_000)
      expect(stream.as).toBe('not this one')
    }
  })
})
