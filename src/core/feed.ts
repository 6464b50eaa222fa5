import { batch, computed, signal } from '@preact/signals-core'
import type { Availabilities, Callback, Id, Message, Offer, Session, SessionState } from '../protocol/entities.js'
import type { Capability, GroupStates, Hello, ServerEvent, Settings } from '../protocol/events.js'
import type { Clock } from '../protocol/ports.js'
import { createSessions } from './session.js'
import { createThread } from './thread.js'
import { createWriting } from './writing.js'

export interface FeedOptions {
  clock: Clock
  /** A session reached a state while we watched. */
  onState(state: SessionState, session: Session): void
  /** The backend holds this command of ours. */
  onEcho(command: Id): void
  /** The backend has come back without this one. */
  onLost(message: Message): void
}

/** Longest text (UTF-16 units) until the backend says its own limit. */
const TEXT = 4_000
/** Before anything is told, nobody else is asked either. */
const NOTHING = Object.freeze(Object.create(null) as object)

/** All that a visitor's stream tells, as models. `apply` is synchronous: when it returns, the event is in. */
export const createFeed = ({ clock, onState, onEcho, onLost }: FeedOptions) => {
  const thread = createThread()
  const sessions = createSessions(onState)
  const writing = createWriting(clock)
  const { hello, hear, told } = createTold()
  const ends = [writing.dispose]

  const arrive = (message: Message) => {
    thread.merge(message)
    if (message.command) onEcho(message.command)
    if (message.author?.id === writing.who.value?.id) writing.set(undefined)
  }
  const take = (event: ServerEvent) => {
    hear(event)
    switch (event.type) {
      case 'snapshot':
        sessions.reset(event.sessions)
        thread.reset(event.messages).forEach(onLost)
        for (const { command } of event.messages) if (command) onEcho(command)
        break
      case 'session.changed':
        sessions.merge(event.session)
        if (event.session.state === 'ended') writing.set(undefined)
        break
      case 'message.added':
      case 'message.changed':
        arrive(event.message)
        break
      case 'typing.changed':
        writing.set(event.on ? event.operator : undefined)
    }
  }

  return {
    thread,
    sessions,
    writing,
    told: { ...told, onEnd: (fn: () => void) => void ends.push(fn), rooms: new Map<string, unknown>() },
    dispose: () => ends.forEach(end => end()),
    dedupe: () => hello.value?.dedupe ?? 'server',
    arrive: (message: Message) => batch(() => arrive(message)),
    apply: (event: ServerEvent) => batch(() => take(event)),
  }
}
export type Feed = ReturnType<typeof createFeed>

/** What the backend says of itself. */
const createTold = () => {
  const hello = signal<Hello | undefined>(undefined)
  const callback = signal<Callback | undefined>(undefined)
  const offer = signal<Offer | undefined>(undefined)
  const settings = signal<Settings>(NOTHING)
  const availability = signal<Availabilities>(NOTHING)
  const groups = signal<GroupStates | undefined>(undefined)
  const heard = signal<ServerEvent | undefined>(undefined)
  return {
    hello,
    hear: (event: ServerEvent) => {
      const { type } = event
      heard.value = event
      if (type === 'hello') {
        hello.value = event
        // Of a new visitor nothing is known.
        if (event.visitor.token) callback.value = offer.value = undefined
      }
      if (type === 'hello' || type === 'settings.changed') settings.value = event.settings
      if (type === 'hello' || type === 'availability.changed') {
        availability.value = event.availability
        groups.value = event.groups
      }
      if (type === 'offer.changed') offer.value = event.offer
      if (type === 'callback.changed' && event.callback.version !== callback.value?.version)
        callback.value = event.callback
    },
    told: {
      heard,
      availability,
      groups,
      callback,
      offer,
      settings,
      limits: computed(() => hello.value?.limits ?? { text: TEXT }),
      can: (ability: Capability) => !!hello.value?.capabilities.includes(ability),
    },
  }
}
