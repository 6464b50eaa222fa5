import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Id, Message } from '../protocol/entities.js'

/** What the backend holds, each message once, in the one order of its `seq`, however often and mixed it arrives. */
export interface Thread {
  readonly messages: ReadonlySignal<readonly Message[]>
  /** Takes a message in, or its newer version; an older one changes nothing. */
  merge(message: Message): void
  /** Replaces everything: continuity broke, or a snapshot came. */
  reset(messages: readonly Message[]): void
}

export const createThread = (): Thread => {
  const messages = signal<readonly Message[]>([])
  const versions = new Map<Id, number>()

  const know = (message: Message) => {
    const known = versions.get(message.id)
    if (known !== undefined && known >= message.version) return 'old'
    versions.set(message.id, message.version)
    return known === undefined ? 'new' : 'newer'
  }

  return {
    messages,
    merge: message => {
      const news = know(message)
      const list = messages.value
      if (news === 'new') messages.value = insert(list, message)
      if (news === 'newer') messages.value = list.map(one => (one.id === message.id ? message : one))
    },
    reset: all => {
      versions.clear()
      const latest = new Map<Id, Message>()
      for (const message of all) if (know(message) !== 'old') latest.set(message.id, message)
      messages.value = [...latest.values()].sort((a, b) => a.seq - b.seq)
    },
  }
}

/** Nearly always the newest, so the place is looked for from the end. */
const insert = (list: readonly Message[], message: Message) => {
  let at = list.length
  while (at && (list[at - 1]?.seq ?? 0) > message.seq) at--
  return list.toSpliced(at, 0, message)
}
