import { createDesk } from '../../demo/desk/model/desk.js'
import type { DeskCommand, DeskEvent } from '../../demo/protocol/desk.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { createConversation, type VisitorConversation } from '../../src/core/conversation.js'
import { react } from '../../src/core/react.js'
import type { Clock } from '../../src/protocol/ports.js'
import type { StreamEvent, Transport } from '../../src/protocol/transport.js'
import { openTab } from '../support/clients.js'
import type { Seeded } from '../support/seeded-random.js'
import { createRecorder, type Recorder } from './recorder.js'

/** One of the two who write to each other. */
export interface End {
  recorder: Recorder
  /** Says the next words, if there is anything to say them in. */
  say(): void
  /** Goes on typing, without sending. */
  type(): void
  /** The page is loaded again: nothing but its store stays. */
  reload(): void
  /** Resolves when nothing waits in the outbox. */
  quiet(): Promise<void>
  /** Looks at the whole stream once more; resolves when it has come. */
  look(): Promise<void>
  dispose(): void
}

export interface EndOptions {
  clock: Clock
  chance: Seeded
  /** Plants a defect into the way it listens. */
  spoil<E extends StreamEvent, C extends { id: string; type: string }>(transport: Transport<E, C>): Transport<E, C>
}

const PLATFORM = { hasNetwork: () => true, log: () => {} }

/** The visitor: core's conversation over the http transport, as the widget has it. */
export const createVisitorEnd = (url: string, { clock, chance, spoil }: EndOptions): End => {
  const recorder = createRecorder('visitor')
  const store = createMemoryStorage()
  let count = 0
  const newId = () => `visitor-${count++}`
  const begin = () => {
    const conversation = createConversation({
      ...PLATFORM,
      transport: recorder.overhear(spoil(openTab(url, store))),
      store,
      clock,
      random: chance.random,
      newId,
      start: () => ({ entry: 'webchat', widget: 'main' }),
      onState: () => {},
      onMessage: () => {},
    })
    conversation.seen(true)
    conversation.pipe.start()
    const undo = recorder.watch(() => conversation.thread.value)
    return { conversation, undo }
  }
  let page = begin()
  const end = () => {
    page.undo()
    page.conversation.dispose()
  }
  return {
    recorder,
    say: () => recorder.say(page.conversation.send(`words ${count}`)),
    type: () => page.conversation.setDraft(`${page.conversation.draft.value}.`),
    reload: () => {
      end()
      page = begin()
    },
    quiet: () => until(() => page.conversation.thread.value.every(({ seq }) => seq !== undefined)),
    look: () => lookAgain(page.conversation),
    dispose: end,
  }
}

const lookAgain = async ({ pipe }: Pick<VisitorConversation, 'pipe'>) => {
  const before = pipe.lives.value
  pipe.reopen()
  await until(() => pipe.lives.value > before)
}

/** The operator: the desk's own model over its own pipe. */
export const createDeskEnd = (pipe: Transport<DeskEvent, DeskCommand>, { clock, chance, spoil }: EndOptions): End => {
  const recorder = createRecorder('operator')
  const store = createMemoryStorage()
  let count = 0
  const begin = () => {
    const desk = createDesk({
      ...PLATFORM,
      transport: recorder.overhear(spoil(pipe)),
      store,
      clock,
      random: chance.random,
      newId: () => `operator-${count++}`,
    })
    const undo = [
      react(
        () => desk.waiting.value[0]?.id,
        waiting => waiting && desk.accept(waiting),
      ),
      react(
        () => !desk.selected.value && desk.talks.value[0]?.id,
        talk => talk && desk.select(talk),
      ),
      recorder.watch(() => desk.thread.value),
    ]
    desk.look(true)
    desk.start()
    return { desk, undo }
  }
  let page = begin()
  const end = () => {
    for (const off of page.undo) off()
    page.desk.dispose()
  }
  return {
    recorder,
    say: () => {
      const { desk } = page
      if (!desk.selected.value?.open) return
      const before = new Set(desk.thread.value.map(({ key }) => key))
      desk.setDraft(`answer ${count}`)
      desk.send()
      for (const { key } of desk.thread.value) if (!before.has(key)) recorder.say(key)
    },
    type: () => page.desk.setDraft(`${page.desk.draft.value}.`),
    reload: () => {
      end()
      page = begin()
    },
    // A page that has just been loaded shows no conversation before it is online, and so nothing that waits in it.
    quiet: () =>
      until(
        () =>
          page.desk.connection.value.state === 'online' && page.desk.thread.value.every(({ seq }) => seq !== undefined),
      ),
    look: async () => {
      const { desk } = page
      desk.reconnect()
      await until(() => desk.connection.value.state !== 'online')
      await until(() => desk.connection.value.state === 'online')
    },
    dispose: end,
  }
}

/** Resolves once it holds; a run that never gets there says so. */
const until = (holds: () => boolean, ms = 120_000) =>
  new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not within ${ms} ms: ${String(holds)}`)), ms)
    const undo = react(holds, held => {
      if (!held) return
      clearTimeout(late)
      resolve()
      queueMicrotask(() => undo())
    })
  })
