import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { openHost, type AnyPipe } from '../../channel/host.js'
import { parseSpeaker, type Visitor } from '../../channel/speaker.js'
import type { Tabs } from '../../channel/tabs.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { Log } from '../../../src/protocol/ports.js'
import type { Transport } from '../../../src/protocol/transport.js'
import type { DeskCommand, DeskEvent } from '../../protocol/desk.js'
import type { PageBackend } from './page-backend.js'

/*
 * One tab of this origin runs the backend, the others are its guests. The browser elects it: whoever gets the lock.
 *
 *   off ─start→ starting ─the lock is free→ host          any ─stop→ off
 *                        └─somebody has it→ guest ─that tab is no more→ host, with a backend of its own
 */
export type HostingState = 'off' | 'starting' | 'host' | 'guest' | 'failed'

export interface Hosting {
  readonly state: ReadonlySignal<HostingState>
  /** Does nothing while it runs. */
  start(): void
  /** Ends the backend, if it runs here: whoever was connected hears of it. */
  stop(): void
  /** A visitor's pipe to the backend when it runs here. */
  here(who: Visitor): Transport | undefined
  /** An operator's, in the same way. */
  deskHere(operator: Id): Transport<DeskEvent, DeskCommand> | undefined
  /** Resolves once it is decided where the backend runs. */
  decided(): Promise<void>
}

export interface HostingOptions {
  tabs: Tabs
  /** A fresh unguessable id. */
  newId(): Id
  /** Makes the backend, once this tab is to run it. */
  load(epoch: string): Promise<PageBackend>
  log: Log
}

const ELECTION = 'zvonek:hosting'

export const createHosting = ({ tabs, newId, load, log }: HostingOptions): Hosting => {
  const state = signal<HostingState>('off')
  let life: AbortController | undefined
  let backend: PageBackend | undefined

  const serve = async (mine: AbortSignal) => {
    const id = newId()
    const made = await load(id)
    const host = await openHost({ tabs, id, pipe: as => toPipe(made, as), log })
    const close = () => {
      host.dispose()
      void made.dispose()
    }
    if (mine.aborted) return close()
    mine.addEventListener('abort', close)
    backend = made
  }
  const run = async (mine: AbortSignal) => {
    if (!(await tabs.take(ELECTION, mine))) {
      if (!mine.aborted) state.value = 'guest'
      await tabs.hold(ELECTION, mine)
    }
    await serve(mine)
    if (!mine.aborted) state.value = 'host'
  }

  const stop = () => {
    life?.abort()
    life = backend = undefined
    state.value = 'off'
  }
  return {
    state,
    stop,
    start: () => {
      if (life) return
      const { signal: mine } = (life = new AbortController())
      state.value = 'starting'
      run(mine).catch((error: unknown) => {
        if (mine.aborted) return
        log('error', 'hosting.failed', String(error))
        stop()
        state.value = 'failed'
      })
    },
    here: who => backend?.visitor(who),
    deskHere: operator => backend?.desk(operator),
    decided: async () => {
      let off = () => {}
      await new Promise<void>(resolve => {
        off = effect(() => {
          if (state.value !== 'starting') resolve()
        })
      })
      off()
    },
  }
}

/** @throws {Malformed} when nobody knows for whom the guest speaks. */
export const toPipe = (backend: PageBackend, as: unknown): AnyPipe => {
  const who = parseSpeaker(as)
  return who.side === 'visitor' ? backend.visitor(who) : backend.desk(who.operator)
}
