import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Id, Message } from '../protocol/entities.js'

/** What the backend holds, each message once, in the one order of its `seq`, however often and mixed it arrives. */
export interface Thread {
  readonly messages: ReadonlySignal<readonly Message[]>
  /** Takes a message in, or its newer version; an older one changes nothing. */
  merge(message: Message): void
  /** Answers to own messages outlast a snapshot that was on its way before them, until the next stream is opened. */
  keep(answer: Message): void
  opens(): void
  /**
   * Replaces everything: continuity broke, or a snapshot came. Gives what was said here and is not there any more, as far
   * back as the new reaches: older ones may be there all the same.
   */
  reset(messages: readonly Message[]): readonly Message[]
}

export const createThread = (): Thread => {
  const messages = signal<readonly Message[]>([])
  const versions = new Map<Id, number>()
  let kept: Message[] = []

  const isNews = ({ id, version }: Message) => (versions.get(id) ?? -Infinity) < version && !!versions.set(id, version)

  return {
    messages,
    merge: message => {
      const isKnown = versions.has(message.id)
      const list = messages.value
      if (isNews(message))
        messages.value = isKnown ? list.map(one => (one.id === message.id ? message : one)) : insert(list, message)
    },
    keep: answer => void kept.push(answer),
    opens: () => void (kept = []),
    reset: all => {
      const before = messages.value
      versions.clear()
      const latest = new Map<Id, Message>()
      for (const message of [...all, ...kept]) if (isNews(message)) latest.set(message.id, message)
      messages.value = [...latest.values()].sort((a, b) => a.seq - b.seq)
      const oldest = messages.value[0]?.seq ?? 0
      return before.filter(({ id, seq, from }) => seq >= oldest && from !== 'system' && !versions.has(id))
    },
  }
}

/** Nearly always the newest, so the place is looked for from the end. */
const insert = (list: readonly Message[], message: Message) => {
  let at = list.length
  while (at && (list[at - 1]?.seq ?? 0) > message.seq) at--
  return list.toSpliced(at, 0, message)
}
