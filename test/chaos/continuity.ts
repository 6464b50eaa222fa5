import { createDesk } from '../../demo/desk/model/desk.js'
import { words } from '../../demo/desk/words.js'
import type { Store } from '../../demo/backend/store.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { createConversation } from '../../src/core/conversation.js'
import type { ThreadItem } from '../../src/core/model.js'
import { react } from '../../src/core/react.js'
import type { Message } from '../../src/protocol/entities.js'
import { createCopiedStore, type CopiedStore } from '../support/copied-store.js'
import { createRandom, type Seeded } from '../support/seeded-random.js'
import { createWorld, type World } from './world.js'

export interface ContinuityTrial {
  seed: number
  flips: number
  /** Where the backend takes its marks from, instead of chance. */
  mark?(): string
}

export interface ContinuityOutcome {
  seed: number
  flips: Record<Flip, number>
  /** Flips after which somebody had seen what is not there any more. */
  losses: number
  /** Rows on a screen that the log does not hold, or holds elsewhere. */
  stale: number
  /** Rows of the log that a screen lacks. */
  missing: number
  /** Losses that a screen did not own up to. */
  unreported: number
  /** Own words that were lost and neither stand as not sent nor went out again. */
  forgotten: number
  /** Most streams that it took a reader to be right again. */
  opens: number
  /** Readers that were not online again. */
  silent: number
}

const FLIPS = { copied: 6, renamed: 2, deleted: 1, continued: 1 }
type Flip = keyof typeof FLIPS

/**
 * A visitor in a tab and an operator at a desk talk; again and again the server goes away and comes back with another
 * history: an older copy of its log that has grown meanwhile, with or without a new epoch, or none at all.
 */
export const runContinuityTrial = async ({ seed, flips, mark }: ContinuityTrial): Promise<ContinuityOutcome> => {
  const chance = createRandom(seed)
  let kept = createCopiedStore('site')
  const world = await createWorld({ store: kept.store, chance, ...(mark && { mark }) })
  const visitor = createVisitor(world, chance)
  const operator = createOperator(world, chance)
  const ends = [visitor, operator]
  const outcome: ContinuityOutcome = {
    ...{ seed, losses: 0, stale: 0, missing: 0, unreported: 0, forgotten: 0, opens: 0, silent: 0 },
    flips: { copied: 0, renamed: 0, deleted: 0, continued: 0 },
  }
  await talk(world, chance, ends)

  for (let n = 0; n < flips; n++) {
    const flip = chance.weighted(FLIPS)
    outcome.flips[flip]++
    const before = ends.map(end => end.begin())
    kept = await flipped(kept, flip, { chance, n })
    await world.restart(kept.store)
    await grow(world, visitor, chance)
    world.open()
    // Longer than the longest back-off: then each has come back.
    await world.pass(40_000)
    const log = await readLog(kept.store)
    ends.forEach((end, at) => judge(outcome, { end, shown: before[at] ?? [], log }))
    await talk(world, chance, ends)
  }
  for (const end of ends) end.dispose()
  await world.dispose()
  return outcome
}

const flipped = (kept: CopiedStore, flip: Flip, { chance, n }: { chance: Seeded; n: number }) => {
  const older = kept.length() - chance.between(0, 12)
  if (flip === 'continued') return kept.copy(kept.length())
  if (flip === 'copied') return kept.copy(Math.max(0, older))
  return flip === 'renamed' ? kept.copy(Math.max(0, older), `site${n}`) : kept.copy(0, `site${n}`)
}

/** Others write into the same conversation before our two are back: its log grows beyond what they have. */
const grow = async (world: World, { token }: Visitor, chance: Seeded) => {
  const { visitor } = world.backend()
  const say = (command: object) => visitor.send(token(), command).catch(() => undefined)
  await say({ id: `start${world.clock.now()}`, type: 'session.start', entry: 'webchat', widget: 'main' })
  for (let left = chance.between(0, 14); left > 0; left--)
    await say({ id: `else${world.clock.now()} ${left}`, type: 'message.send', text: 'from elsewhere' })
}

const talk = async (world: World, chance: Seeded, ends: readonly End[]) => {
  for (let left = chance.between(3, 12); left > 0; left--) {
    ends[chance.between(0, 1)]?.say()
    await world.pass(chance.between(1, 3_000))
  }
  await world.pass(30_000)
}

const readLog = async (store: Store): Promise<Message[]> => {
  const rows = await store.rows(0, Infinity)
  return rows.flatMap(({ change }) => (change.type === 'message.added' ? [change.message] : []))
}

interface Judged {
  end: End
  shown: readonly ThreadItem[]
  log: readonly Message[]
}

const judge = (outcome: ContinuityOutcome, { end, shown, log }: Judged) => {
  const held = end.held()
  const mine = log.filter(({ session }) => end.isMine(session, log))
  const expected = mine.map(keyOf)
  const at = held.findIndex((key, place) => key !== expected[place])
  outcome.stale += at < 0 ? 0 : held.length - at
  outcome.missing += expected.filter(key => !held.includes(key)).length
  const truth = new Set(log.map(keyOf))
  const gone = shown.filter(item => item.from !== 'system' && !truth.has(item.key))
  if (gone.length) outcome.losses++
  if (gone.length && !end.isTold()) outcome.unreported++
  outcome.forgotten += gone.filter(item => item.from === 'visitor' && !end.keeps(item.key)).length
  outcome.opens = Math.max(outcome.opens, end.opens())
  if (!end.isOnline()) outcome.silent++
}

const keyOf = ({ command, id }: Message) => command ?? id

interface End {
  say(): void
  /** A flip is about to come; gives what is shown. */
  begin(): readonly ThreadItem[]
  /** Keys of the rows that it takes for the backend's. */
  held(): string[]
  /** Whether it should show that session. */
  isMine(session: string, log: readonly Message[]): boolean
  /** It says that something was lost. */
  isTold(): boolean
  /** Own words stand there, whatever became of them. */
  keeps(key: string): boolean
  /** Streams it opened since the flip. */
  opens(): number
  isOnline(): boolean
  dispose(): void
}
interface Visitor extends End {
  token(): string | undefined
}

const PLATFORM = { hasNetwork: () => true, log: () => {} }
const isLossNotice = ({ key }: ThreadItem) => key === 'history.reset'

const createVisitor = (world: World, chance: Seeded): Visitor => {
  const store = createMemoryStorage()
  let count = 0
  let opened = 0
  const transport = world.tab(store)
  const conversation = createConversation({
    ...PLATFORM,
    transport: {
      ...transport,
      open: opening => {
        if (world.isOpen()) opened++
        return transport.open(opening)
      },
    },
    store,
    clock: world.clock,
    random: chance.random,
    newId: () => `visitor-${count++}`,
    start: () => ({ entry: 'webchat', widget: 'main' }),
    onState: () => {},
    onMessage: () => {},
  })
  const { thread, connection } = conversation
  conversation.seen(true)
  conversation.pipe.start()
  return {
    token: () => store.get('token'),
    say: () => void conversation.send(`words ${count}`),
    begin: () => {
      opened = 0
      return thread.value.filter(({ seq }) => seq !== undefined)
    },
    held: () => thread.value.filter(item => item.seq !== undefined && !isLossNotice(item)).map(({ key }) => key),
    isMine: () => true,
    isTold: () => thread.value.some(isLossNotice),
    keeps: key => thread.value.some(item => item.key === key) || !key.startsWith('visitor-'),
    opens: () => opened,
    isOnline: () => connection.value.state === 'online',
    dispose: conversation.dispose,
  }
}

const createOperator = (world: World, chance: Seeded): End => {
  let count = 0
  let opened = 0
  const transport = world.desk('anna')
  const desk = createDesk({
    ...PLATFORM,
    transport: {
      ...transport,
      open: opening => {
        if (world.isOpen()) opened++
        return transport.open(opening)
      },
    },
    store: createMemoryStorage(),
    clock: world.clock,
    random: chance.random,
    newId: () => `operator-${count++}`,
  })
  const undo = [
    react(
      () => desk.waiting.value[0]?.id,
      waiting => waiting && desk.accept(waiting),
    ),
    react(
      () => desk.talks.value.at(-1)?.id,
      talk => talk && desk.select(talk),
    ),
  ]
  desk.look(true)
  desk.start()
  const rows = () => desk.thread.value.filter(({ seq }) => seq !== undefined)
  return {
    say: () => {
      if (!desk.selected.value?.open) return
      desk.setDraft(`answer ${count}`)
      desk.send()
    },
    begin: () => {
      opened = 0
      for (const { id } of desk.notices.value) desk.dismiss(id)
      return rows()
    },
    held: () => rows().map(({ key }) => key),
    isMine: session => session === desk.selected.value?.id,
    isTold: () => desk.notices.value.some(({ text }) => text === words.notices.lost),
    keeps: () => true,
    opens: () => opened,
    isOnline: () => desk.connection.value.state === 'online',
    dispose: () => {
      for (const off of undo) off()
      desk.dispose()
    },
  }
}
