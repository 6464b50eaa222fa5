import { setTimeout as wait } from 'node:timers/promises'
import { createClock } from '../../src/browser/clock.js'
import { toFailure, TransportFailure } from '../../src/protocol/failure.js'
import type { Hello, ServerEvent } from '../../src/protocol/events.js'
import type { StreamEvent } from '../../src/protocol/transport.js'
import { check, type Violation } from '../support/checker.js'
import { openDesk } from '../support/clients.js'
import { createRandom } from '../support/seeded-random.js'
import { createServerProcess } from '../support/server-process.js'
import { createSseCrowd } from '../support/sse-crowd.js'
import { createDeskEnd, createVisitorEnd, type End, type EndOptions } from './ends.js'
import { readLog, toHistory, type LoggedRow } from './reconnect.js'

/*
 * D14. A server is asked to end while hundreds listen and many write, and starts again on the same data. Some of them are
 * the widget's and the desk's own models; the rest are bare readers who come back as they are asked to.
 */

export interface Restart {
  seed: number
  /** Visitors with the widget's own core, beside one operator at the desk's own model. */
  talkers: number
  /** Bare readers. */
  readers: number
  /** Messages before the end, and so many more after everybody is back. */
  messages: number
  /** How it ends: asked, or not at all. */
  how: 'end' | 'kill'
  /** Plants a client that takes “come back later” for a failure. */
  impatient: boolean
}

export interface Restarted {
  streams: number
  messages: number
  /** Streams that were told when to come back, and the times they were told (ms). */
  byes: number
  waits: { first: number; last: number }
  /** From the signal until the last was back, and of that, without a server (ms). */
  back: number
  dark: number
  shownFailed: number
  gaps: number
  doubles: number
  violations: Violation[]
}

/** Ms between two messages: 50 in a second. */
const PACE = 20

export const restart = async (given: Restart): Promise<Restarted> => {
  const chance = createRandom(given.seed)
  const server = await createServerProcess()
  const crowd = await createSseCrowd({ port: server.port })
  const talkers: Talker[] = []
  for (let n = 0; n < given.talkers; n++) {
    const watch = createWatch(given.impatient)
    const clock = createClock()
    talkers.push({ ...watch, ...createVisitorEnd(server.url, { clock, chance, spoil: watch.spoil }) })
  }
  const watch = createWatch(given.impatient)
  const desk = createDeskEnd(await openDesk(server), { clock: createClock(), chance, spoil: watch.spoil })
  const ends: Talker[] = [...talkers, { ...watch, ...desk }]
  const streams = given.readers + ends.length
  const saidBy = () => ends.reduce((sum, { recorder }) => sum + recorder.said.length, 0)
  const talking = startTalking(ends, () => wait(PACE))

  try {
    await crowd.open(given.readers, { faithful: true })
    await talking.until(() => ends.every(({ heard }) => heard.lives > 0) && saidBy() >= given.messages)
    await crowd.reset()
    for (const { heard } of ends) Object.assign(heard, { lives: 0, byes: [] })

    // Whatever the moment of the end, something is under way then.
    if (given.impatient) for (const end of ends) for (let n = 0; n < 50; n++) end.say()

    const begun = performance.now()
    await server[given.how]()
    const gone = performance.now()
    await server.start()
    const there = performance.now()
    await crowd.heard('live', given.readers)
    await talking.until(() => ends.every(({ heard }) => heard.lives > 0))
    const back = performance.now() - begun

    const enough = saidBy() + given.messages
    await talking.until(() => saidBy() >= enough)
    await talking.stop()
    if (!given.impatient) for (const end of ends) await end.quiet()
    const told = await crowd.tell()
    const waits = [...told.byes, ...ends.flatMap(({ heard }) => heard.byes)]
    return {
      streams,
      messages: saidBy(),
      byes: waits.length,
      waits: { first: Math.min(...waits), last: Math.max(...waits) },
      back: Math.round(back),
      dark: Math.round(there - gone),
      shownFailed: ends.filter(({ recorder }) =>
        recorder.views.some(({ states }) => states.some(({ failed }) => failed)),
      ).length,
      gaps: told.gaps,
      doubles: told.doubles,
      violations: given.impatient ? [] : judge(talkers, desk, await readLog(server)),
    }
  } finally {
    await talking.stop()
    for (const end of ends) end.dispose()
    await crowd.dispose()
    await server.dispose()
  }
}

type Bye = Extract<ServerEvent, { type: 'bye' }>

interface Watch {
  heard: { client: string; lives: number; byes: number[] }
  spoil: EndOptions['spoil']
}
type Talker = End & Watch

/** Stands in the way of one end and counts what comes by. */
const createWatch = (impatient: boolean): Watch => {
  const heard = { client: '', lives: 0, byes: [] as number[] }
  const hear = (event: StreamEvent) => {
    if (event.type === 'hello' && 'visitor' in event) heard.client = (event as Hello).visitor.id
    if (event.type === 'live') heard.lives++
    if (event.type === 'bye') heard.byes.push((event as Bye).after)
  }
  return {
    heard,
    spoil: transport => ({
      ...transport,
      open: opening =>
        transport.open({
          ...opening,
          onEvent: event => {
            opening.onEvent(event)
            hear(event)
          },
        }),
      send: (command, sending) =>
        transport.send(command, sending).catch((thrown: unknown) => {
          if (impatient && toFailure(thrown).kind === 'retry')
            throw new TransportFailure({ kind: 'rejected', code: 'impatient' })
          throw thrown
        }),
    }),
  }
}

/** Everybody in turn says something, at a steady pace, whatever happens to the server. */
const startTalking = (ends: readonly End[], pace: () => Promise<unknown>) => {
  let over = false
  let turn = 0
  const done = (async () => {
    while (!over) {
      ends[turn++ % ends.length]?.say()
      await pace()
    }
  })()
  return {
    until: async (holds: () => boolean) => {
      while (!holds()) await pace()
    },
    stop: () => {
      over = true
      return done
    },
  }
}

/** Every conversation by itself; the operator is in some of them, and each of their words in one. */
const judge = (talkers: readonly Talker[], desk: End, log: readonly LoggedRow[]): Violation[] => {
  const operator = desk.recorder.said
  const held = log.filter(({ from }) => from === 'operator')
  return [
    ...check({ said: operator, log: held.map(({ command }, at) => ({ command, seq: at + 1 })), views: [] }),
    ...talkers.flatMap(talker => {
      const own = log.filter(({ client }) => client === talker.heard.client)
      const commands = new Set(own.map(({ command }) => command))
      const answers = operator.filter(({ command }) => commands.has(command))
      return check(toHistory([...talker.recorder.said, ...answers], own, [talker]))
    }),
  ]
}
