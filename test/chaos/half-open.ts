import { createMemoryStorage } from '../../src/browser/storage.js'
import { watchLifecycle } from '../../src/browser/lifecycle.js'
import { createConversation } from '../../src/core/conversation.js'
import { TransportFailure } from '../../src/protocol/failure.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { Transport } from '../../src/protocol/transport.js'
import { createFakePage } from '../support/fake-page.js'
import { hello } from '../support/scripted-transport.js'
import { createRandom } from '../support/seeded-random.js'
import { createVirtualClock } from '../support/virtual-clock.js'

/** What the page does while the line is dead. */
export type Look = 'visible' | 'hidden' | 'comes back'

export interface HalfOpenTrial {
  seed: number
  look: Look
  /** Plants a defect into how time passes. */
  spoil?(clock: Clock): Clock
  /** Plants another: nobody tells the conversation that the page is seen again. */
  isAsleep?: boolean
}

export interface HalfOpenOutcome {
  seed: number
  /** Ms from the last byte until a new stream; Infinity: not within an hour. */
  stream: number
  /** Ms from when the line died until what was said then is held. */
  words: number
  /** Ms from when the page was seen again until a new stream. */
  seen: number
}

const HOUR = 3_600_000

/**
 * A conversation over a line that dies without a word: what is under way on it never ends, what is begun later goes
 * another way. The page is looked at, or is not, or is again after a while.
 */
export const runHalfOpenTrial = async ({ seed, look, spoil, isAsleep }: HalfOpenTrial): Promise<HalfOpenOutcome> => {
  const chance = createRandom(seed)
  const time = createVirtualClock()
  const page = createFakePage(time.clock)
  const line = createLine(time.clock)
  let count = 0
  const conversation = createConversation({
    ...{ transport: line.transport, store: createMemoryStorage(), clock: spoil?.(page.clock) ?? page.clock },
    random: chance.random,
    newId: () => `words-${count++}`,
    hasNetwork: () => true,
    log: () => {},
    start: () => ({ entry: 'webchat', widget: 'main' }),
    onState: () => {},
    onMessage: () => {},
  })
  const onWake = isAsleep ? () => {} : conversation.pipe.wake
  const undo = watchLifecycle({ onWake, onSleep: conversation.pipe.pause })
  conversation.pipe.start()
  conversation.send('before')
  if (look !== 'visible') page.hide()
  await time.pass(chance.between(20_000, 400_000))

  const died = time.clock.now()
  line.die()
  conversation.send('into the dark')
  // Whoever comes back at once has missed no beat yet: nobody could know.
  const away = chance.between(line.silentFor() + 18_000, 80_000)
  if (look === 'comes back') {
    await time.pass(away)
    page.show()
  }
  const shown = time.clock.now()
  await time.pass(HOUR)
  undo()
  conversation.dispose()
  page.dispose()
  return {
    seed,
    stream: line.reopenedAt() - line.lastByteAt(),
    words: line.heldAt() - died,
    seen: Math.max(0, line.reopenedAt() - shown),
  }
}

/** A backend whose streams beat every fifteen seconds, until the line to it dies. */
const createLine = (clock: Clock) => {
  let isDead = false
  let lastByte = 0
  let reopened = Infinity
  let held = Infinity
  let seq = 0
  let beats = clock.now() - 7_000
  const never = (signal: AbortSignal) =>
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () =>
        reject(new TransportFailure({ kind: 'retry', done: 'unknown' }, 'aborted')),
      ),
    )
  const alive = new Set<() => void>()
  const beat = () => {
    beats += 15_000
    if (alive.size && !isDead) lastByte = clock.now()
    for (const onAlive of alive) onAlive()
    clock.after(15_000, beat)
  }
  clock.after(beats + 15_000 - clock.now(), beat)
  const session = {
    id: 's',
    version: 1,
    entry: 'webchat',
    state: 'queued',
    widget: 'main',
    operators: [],
    createdAt: 1,
  }
  const transport: Transport = {
    open: ({ onEvent, onAlive, signal }) => {
      if (isDead) reopened = Math.min(reopened, clock.now())
      else lastByte = clock.now()
      onEvent(hello())
      onEvent({ type: 'live' })
      alive.add(onAlive)
      signal.addEventListener('abort', () => alive.delete(onAlive))
      return never(signal)
    },
    send: async (command, { signal }) => {
      const isFirst = isDead && dead.add(command.id).size > known
      known = dead.size
      if (isFirst) return never(signal)
      if (isDead && command.type === 'message.send') held = Math.min(held, clock.now())
      seq++
      const message = {
        id: `m${seq}`,
        version: 1,
        session: 's',
        seq,
        at: clock.now(),
        from: 'visitor',
        body: { kind: 'text', text: '' },
      }
      return { session, message: { ...message, command: command.id } } as never
    },
  }
  /** Commands whose first try went into the dead line. */
  const dead = new Set<string>()
  let known = 0
  return {
    transport,
    die: () => {
      isDead = true
      alive.clear()
    },
    silentFor: () => clock.now() - lastByte,
    lastByteAt: () => lastByte,
    reopenedAt: () => reopened,
    heldAt: () => held,
  }
}
