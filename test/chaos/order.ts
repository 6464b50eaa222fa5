import { createDesk } from '../../demo/desk/model/desk.js'
import { createMemoryStore } from '../../demo/backend/memory-store.js'
import type { Store } from '../../demo/backend/store.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { createConversation } from '../../src/core/conversation.js'
import type { ThreadItem } from '../../src/core/model.js'
import type { Message } from '../../src/protocol/entities.js'
import type { KeyStore } from '../../src/protocol/ports.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import { check, type Violation } from '../support/checker.js'
import { createRandom } from '../support/seeded-random.js'
import { makeFlaky } from './flaky.js'
import { createRecorder } from './recorder.js'
import { createWorld, type World } from './world.js'

/** One step of a run. Senders are numbered: three tabs of two visitors, three desks of two operators. */
export type Step =
  { type: 'say'; sender: number } | { type: 'wait'; ms: number } | { type: 'restart' } | { type: 'cut' }

export const SENDERS = 6

export interface OrderTrial {
  seed: number
  steps: readonly Step[]
  /** Plants a defect into how the first tab sends. */
  spoil?: <E extends StreamEvent, C extends { id: string; type: string }>(transport: Transport<E, C>) => Transport<E, C>
  /** Plants a defect into what the first tab shows. */
  show?(items: readonly ThreadItem[]): readonly ThreadItem[]
}

export interface OrderOutcome {
  said: number
  readers: number
  faults: number
  violations: Violation[]
}

const VISITORS = ['first', 'second']

/** Two visitors, one of them in two tabs, and three desks look at the same two conversations over bad lines. */
export const runOrderTrial = async ({ seed, steps, spoil, show }: OrderTrial): Promise<OrderOutcome> => {
  const chance = createRandom(seed)
  const store = createMemoryStore('site')
  const world = await createWorld({ store, chance })
  let faults = 0
  let healed = true
  const onFault = () => void faults++
  const flaky = makeFlaky({ clock: world.clock, chance, isHealed: () => healed, onFault })
  const stores = VISITORS.map(() => createMemoryStorage())
  const places = [0, 0, 1]
  const tabs: End[] = []
  for (const [n, place] of places.entries()) {
    const way = flaky(world.tab(stores[place] as KeyStore))
    const defects = n ? {} : { ...(spoil && { spoil }), ...(show && { show }) }
    const tab = createTab(world, {
      name: `tab${n}`,
      store: stores[place] as KeyStore,
      chance,
      transport: way,
      ...defects,
    })
    tabs.push(tab)
    await world.pass(1_000)
    // Each visitor begins to speak before the lines get bad: then both conversations are there.
    if (place !== places[n - 1]) tab.say(0)
    await world.pass(5_000)
  }
  const desks = ['anna', 'anna', 'boris'].map((operator, n) =>
    createDeskTab(world, { name: `desk${n}`, transport: flaky(world.desk(operator)), chance }),
  )
  await world.pass(5_000)
  const sessions = await readSessions(store)
  for (const desk of desks) desk.follow(sessions)
  desks[0]?.accept()
  await world.pass(5_000)

  healed = false
  const ends = [...tabs, ...desks]
  for (const step of steps) {
    if (step.type === 'say') ends[step.sender]?.say(chance.between(0, 1))
    if (step.type === 'wait') await world.pass(step.ms)
    if (step.type === 'cut') world.shut()
    if (step.type === 'restart') await world.restart(store)
    if (step.type === 'cut' || step.type === 'restart') world.open()
  }
  healed = true
  await world.pass(120_000)
  const messages = await readMessages(store)
  const violations = sessions.flatMap((session, place) =>
    check(
      toHistory(
        messages.filter(message => message.session === session),
        ends,
        place,
      ),
    ),
  )
  const said = ends.reduce((sum, { recorders }) => sum + recorders.reduce((all, one) => all + one.said.length, 0), 0)
  const readers = ends.reduce((sum, { recorders }) => sum + recorders.filter(one => one.views.length).length, 0)
  for (const end of ends) end.dispose()
  await world.dispose()
  return { said, readers, faults, violations }
}

/** One page: what it says and sees, apart for each of the two conversations. */
interface End {
  recorders: readonly ReturnType<typeof createRecorder>[]
  /** Says the next words in one of the conversations, if it may. */
  say(place: number): void
  dispose(): void
}

interface TabOptions {
  name: string
  store: KeyStore
  chance: ReturnType<typeof createRandom>
  transport: Transport
  spoil?: OrderTrial['spoil']
  show?: OrderTrial['show']
}

/** Clocks of visitors differ from the backend's by so many ms. */
const SKEW = -3_600_000

const createTab = (world: World, { name, store, chance, transport, spoil, show = items => items }: TabOptions): End => {
  const place = name === 'tab2' ? 1 : 0
  const recorders = VISITORS.map(() => createRecorder(name))
  const recorder = recorders[place] as ReturnType<typeof createRecorder>
  let count = 0
  const conversation = createConversation({
    transport: recorder.overhear(spoil?.(transport) ?? transport),
    store,
    clock: { ...world.clock, now: () => world.clock.now() + SKEW },
    random: chance.random,
    newId: () => `${name}-${count++}`,
    hasNetwork: () => true,
    log: () => {},
    start: () => ({ entry: 'webchat', widget: 'main' }),
    onState: () => {},
    onMessage: () => {},
  })
  const undo = recorder.watch(() => show(conversation.thread.value))
  conversation.pipe.start()
  return {
    recorders,
    say: () => recorder.say(conversation.send(`words ${count}`)),
    dispose: () => {
      undo()
      conversation.dispose()
    },
  }
}

interface DeskOptions {
  name: string
  transport: ReturnType<World['desk']>
  chance: ReturnType<typeof createRandom>
}

const createDeskTab = (world: World, { name, transport, chance }: DeskOptions) => {
  const recorders = VISITORS.map(() => createRecorder(name))
  let count = 0
  let sessions: readonly string[] = []
  const undo: (() => void)[] = []
  const overheard = recorders.reduce((way, recorder) => recorder.overhear(way), transport)
  const desk = createDesk({
    transport: overheard,
    store: createMemoryStorage(),
    clock: world.clock,
    random: chance.random,
    newId: () => `${name}-${count++}`,
    hasNetwork: () => true,
    log: () => {},
  })
  desk.start()
  return {
    recorders,
    /** Watches the two conversations from now on. */
    follow: (found: readonly string[]) => {
      sessions = found
      sessions.forEach((session, place) => {
        const read = () =>
          desk.selected.value?.id === session ? desk.thread.value : desk.messagesOf(session).map(toItem)
        undo.push(recorders[place]?.watch(read) ?? (() => {}))
      })
    },
    accept: () => {
      for (const session of sessions) desk.accept(session)
    },
    say: (place: number) => {
      const session = sessions[place] ?? ''
      if (!desk.talks.value.some(({ id, open }) => id === session && open)) return
      desk.select(session)
      const before = new Set(desk.thread.value.map(({ key }) => key))
      desk.setDraft(`answer ${count}`)
      desk.send()
      for (const { key } of desk.thread.value) if (!before.has(key)) recorders[place]?.say(key)
    },
    dispose: () => {
      for (const off of undo) off()
      desk.dispose()
    },
  }
}

const toItem = ({ id, command, from, at, body, seq }: Message): ThreadItem => ({
  key: command ?? id,
  from,
  at,
  body,
  seq,
})

const readMessages = async (store: Store): Promise<Message[]> => {
  const rows = await store.rows(0, Infinity)
  return rows.flatMap(({ change }) => (change.type === 'message.added' ? [change.message] : []))
}
const readSessions = async (store: Store) => [...new Set((await readMessages(store)).map(({ session }) => session))]

const toHistory = (messages: readonly Message[], ends: readonly End[], place: number) => {
  const keyOf = ({ command, id }: Message) => command ?? id
  const system = messages.filter(({ from }) => from === 'system')
  const recorders = ends.map(end => end.recorders[place] as ReturnType<typeof createRecorder>)
  return {
    said: [
      ...recorders.flatMap(({ said }) => said),
      ...system.map(message => ({ sender: 'system', command: keyOf(message), outcome: 'unknown' as const })),
    ],
    log: messages.map(message => ({ seq: message.seq, command: keyOf(message) })),
    views: recorders.flatMap(({ views }) => views),
  }
}
