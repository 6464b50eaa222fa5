import type { AppHost } from '../api/app.js'
import type { VisitorConversation } from '../core/conversation.js'
import { react } from '../core/react.js'
import type { FootLine } from '../panels/panel.js'
import type { SessionStart } from '../protocol/commands.js'
import type { KeyStore } from '../protocol/ports.js'
import type { ContextRoom } from './context/index.js'
import { left } from './left.js'
import { createRoom } from './room.js'
import type { Spoken } from './words.js'

/** What a session that begins is told of the page. */
export type Told = Pick<SessionStart, 'page' | 'referrer' | 'params'>

export interface ContextParts {
  host: AppHost
  conversation: VisitorConversation
  /** The visitor has acted. */
  connect(): VisitorConversation
  newId(): string
  store: KeyStore
  words: Pick<Spoken, 'load'>
  foot: FootLine
  /** Written here, read when a session begins. */
  told: Told
  /** What the page says of its visitor: it stays while they are here, though another conversation begins. */
  values: Map<string, string>
}

/**
 * Where the visitor is and what the page says of them comes as a file of its own: once a backend asks for it, or the page does.
 */
export const createContext = (parts: ContextParts) => {
  const { host, conversation, values } = parts
  const life = new AbortController()
  let isWanted: unknown
  const load = createRoom(() => import('./context/index.js'), parts, life.signal)
  /** Where it does not come the rest works without, and the next press asks again. */
  const ready = async () => {
    if (isWanted) await load().catch((error: unknown) => life.signal.aborted || console.warn(error))
  }
  const undo = react(
    () => host.options.params ?? (values.size || conversation.can('page')),
    isAsked => {
      isWanted ||= isAsked
      void ready()
    },
  )
  return {
    /** Where something was said, it is there to be read. */
    ready,
    call: async (verb: keyof ContextRoom, args: readonly unknown[]) => {
      isWanted = true
      const context = await load()
      if (life.signal.aborted) throw left()
      return context[verb](...(args as [never, never]))
    },
    stop: () => {
      undo()
      life.abort()
    },
  }
}
export type Context = ReturnType<typeof createContext>
