import type { AppHost } from '../api/app.js'
import type { VisitorConversation } from '../core/conversation.js'
import { react } from '../core/react.js'
import type { FootLine } from '../panels/panel.js'
import type { SessionStart } from '../protocol/commands.js'
import type { KeyStore } from '../protocol/ports.js'
import type { Context } from './context/index.js'
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
  words: Spoken
  foot: FootLine
  /** Written here, read when a session begins. */
  told: Told
}

/**
 * Where the visitor is and what the page says of them comes as a file of its own: once a backend asks for it, or the page does.
 */
export const createContext = (parts: ContextParts) => {
  const { host, conversation } = parts
  const life = new AbortController()
  let room: Promise<Context> | undefined
  const load = () => (room ??= import('./context/index.js').then(({ start }) => start(parts, life.signal)))
  const undo = react(
    () => host.options.params ?? conversation.can('page'),
    isAsked => void (isAsked && load().catch(console.warn)),
  )
  return {
    call: async (verb: keyof Context, args: readonly unknown[]) => (await load())[verb](...(args as [never, never])),
    stop: () => {
      undo()
      life.abort()
    },
  }
}
