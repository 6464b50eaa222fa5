import { computed, type ReadonlySignal } from '@preact/signals'
import { insist, type CallLine } from '../../core/calling.js'
import type { VisitorConversation } from '../../core/conversation.js'
import type { ClientCommand } from '../../protocol/commands.js'
import type { Call, Session } from '../../protocol/entities.js'
import { parseCall } from '../../protocol/parse-call.js'
import type { Clock, KeyStore } from '../../protocol/ports.js'

/** The visitor's side of a call, as their conversation holds it. */
export const visitorLine = (conversation: VisitorConversation, newId: () => string): CallLine => {
  const { session, heard, pipe } = conversation
  const line: CallLine = {
    side: 'visitor',
    call: computed(() => callOf(session.value)),
    // The names of the fields are those of the command's own type.
    ask: (type, command) => conversation.ask({ id: newId(), type, ...command } as ClientCommand),
    heard,
    lives: pipe.lives,
    store: tab(),
    clock,
    random: Math.random,
    newId,
    log: (level, code, detail) => level !== 'info' && console.warn(`zvonek: ${code}`, detail),
    end: ({ id, session }) => void insist(line, 'call.end', { session, call: id }),
  }
  return line
}

/** The app lets it through as it came. */
export const callOf = (session: Session | undefined): Call | undefined => {
  try {
    return session?.call && parseCall(session.call)
  } catch {
    return undefined
  }
}

/** Id of the call that the other side offers. Whatever else changes in a session makes its call anew, and is no new offer. */
export const offerIn = (call: CallLine['call']): ReadonlySignal<string | undefined> =>
  computed(() => {
    const { id, state, by } = call.value ?? {}
    return state === 'offered' && by === 'operator' ? id : undefined
  })

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms)
    return () => clearTimeout(timer)
  },
}

/** Of this tab alone, over reloads; where that is forbidden a reload has to say that it takes its own place. */
const tab = (): KeyStore => {
  const key = (name: string) => `zvonek:call:${name}`
  const use = <T>(act: (area: Storage) => T): T | undefined => {
    try {
      return act(sessionStorage)
    } catch {
      return undefined
    }
  }
  return {
    get: name => use(area => area.getItem(key(name))) ?? undefined,
    set: (name, value) => void use(area => area.setItem(key(name), value)),
    remove: name => void use(area => area.removeItem(key(name))),
    keys: () => [],
  }
}
