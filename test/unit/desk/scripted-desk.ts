import type { OpenOptions, Transport } from '../../../src/protocol/transport.js'
import type { Reply } from '../../../src/protocol/commands.js'
import type { Message } from '../../../src/protocol/entities.js'
import { TransportFailure, type Failure } from '../../../src/protocol/failure.js'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { createDesk } from '../../../demo/desk/model/desk.js'
import type { Client, DeskCommand, DeskEvent, DeskOperator, DeskSession } from '../../../demo/protocol/desk.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

export const anna: DeskOperator = { id: 'anna', version: 1, name: 'Anna', available: true, maxChats: 4 }
export const boris: DeskOperator = { ...anna, id: 'boris', name: 'Boris' }

const START = 1_700_000_000_000

/** The n-th visitor's session, waiting since the n-th second. */
export const session = (n: number, change: Partial<DeskSession> = {}): DeskSession => ({
  id: `s${n}`,
  version: 1,
  client: `c${n}`,
  entry: 'webchat',
  state: 'queued',
  widget: 'main',
  operators: [],
  createdAt: START + n * 1000,
  queuedAt: START + n * 1000,
  ...change,
})

export const accepted = (n: number, by: DeskOperator = anna, change: Partial<DeskSession> = {}): DeskSession =>
  session(n, {
    version: 2,
    state: 'accepted',
    operators: [{ id: by.id, name: by.name }],
    acceptedAt: START + 60_000 + n,
    ...change,
  })

export const client = (n: number, change: Partial<Client> = {}): Client => ({
  id: `c${n}`,
  version: 1,
  label: `Visitor ${n}`,
  online: true,
  visits: 0,
  params: [],
  ...change,
})

/** What the n-th visitor wrote, at this place of the conversation. */
export const said = (n: number, seq: number, text: string): Message => ({
  id: `m${n}.${seq}`,
  version: 1,
  session: `s${n}`,
  seq,
  at: START + seq,
  from: 'visitor',
  body: { kind: 'text', text },
})

export const changed = (one: DeskSession): DeskEvent => ({ type: 'session.changed', session: one })
export const added = (message: Message): DeskEvent => ({ type: 'message.added', message })

interface Sent {
  command: DeskCommand
  resolve(reply?: object): void
  reject(failure: Failure): void
}

/** A desk whose far end is the test: it sees every stream and every command, and answers by hand. */
export const sitDown = async (
  store = createMemoryStorage(),
  more: Pick<Transport<DeskEvent, DeskCommand>, 'upload'> = {},
) => {
  const time = createVirtualClock(START + 100_000)
  const streams: (OpenOptions<DeskEvent> & { end(failure: Failure): void })[] = []
  const sent: Sent[] = []
  const transport: Transport<DeskEvent, DeskCommand> = {
    ...more,
    open: options =>
      new Promise((_, reject) => {
        streams.push({ ...options, end: failure => reject(new TransportFailure(failure)) })
      }),
    send: <C extends DeskCommand>(command: C, { signal }: { signal: AbortSignal }) =>
      new Promise<Reply<C>>((resolve, reject) => {
        const stop = (): void => reject(new TransportFailure({ kind: 'retry', done: 'unknown' }))
        if (signal.aborted) stop()
        signal.addEventListener('abort', stop)
        sent.push({
          command,
          resolve: (reply = {}) => resolve(reply as Reply<C>),
          reject: failure => reject(new TransportFailure(failure)),
        })
      }),
  }
  let ids = 0
  const desk = createDesk({
    transport,
    store,
    clock: time.clock,
    random: () => 0,
    newId: () => `id${++ids}`,
    hasNetwork: () => true,
    log: () => {},
  })
  desk.start()
  await time.settle()

  const hear = (...events: DeskEvent[]): void => {
    for (const event of events) streams.at(-1)?.onEvent(event)
  }
  /** Brings the newest stream to life with everything there is. */
  const live = (all: Partial<Extract<DeskEvent, { type: 'snapshot' }>> = {}): void =>
    hear(
      { type: 'hello', protocol: 1, operator: anna, dedupe: 'server', limits: { text: 4000 } },
      {
        type: 'snapshot',
        operators: [anna, boris],
        clients: [1, 2, 3].map(n => client(n)),
        sessions: [],
        messages: [],
        letters: [],
        ...all,
      },
      { type: 'live' },
    )
  return {
    desk,
    time,
    store,
    streams,
    hear,
    live,
    /** Commands so far of one type, as they went out. */
    sent: (type: DeskCommand['type']) => sent.filter(one => one.command.type === type),
    /** What the operator is told, newest last. */
    told: () => desk.notices.value.map(notice => notice.text),
    waiting: () => desk.waiting.value.map(one => one.id),
    /** Lets everything under way arrive. */
    settle: () => time.settle(),
  }
}
