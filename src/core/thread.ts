import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { Id, Message } from '../protocol/entities.js'

/** Stands where the history breaks off, and why words failed that it had. */
export const LOST = 'history.reset'

/** What the backend holds, each message once, in the one order of its `seq`, however often and mixed it arrives. */
export interface Thread {
  readonly messages: ReadonlySignal<readonly Message[]>
  /** Takes a message in, or its newer version; an older one changes nothing. */
  merge(message: Message): void
  /** A stream is about to be opened: answers to own messages that come from now on outlast the snapshot it brings. */
  opens(): void
  /**
   * Replaces everything: continuity broke, or a snapshot came. Gives what was said here and is not there any more, as far
   * back as the new reaches, and owns up to it: older ones may be there all the same.
   */
  reset(messages: readonly Message[]): readonly Message[]
}

export const createThread = (): Thread => {
  const messages = signal<readonly Message[]>([])
  const versions = new Map<Id, number>()
  let since = new Set<Message>()

  /** Into a list that nobody has seen yet; tells whether it is news. */
  const put = (list: Message[], message: Message) => {
    const { id, version, seq } = message
    const known = versions.get(id) ?? -1
    if (known >= version) return false
    versions.set(id, version)
    // Nearly always the newest, so the place is looked for from the end.
    if (known < 0) list.splice(list.findLastIndex(one => one.seq <= seq) + 1, 0, message)
    else
      list.splice(
        list.findIndex(one => one.id === id),
        1,
        message,
      )
    return true
  }

  return {
    messages,
    merge: message => {
      const list = [...messages.value]
      if (put(list, message)) messages.value = list
    },
    opens: () => void (since = new Set(messages.value)),
    reset: all => {
      const before = messages.value
      const list: Message[] = []
      versions.clear()
      for (const message of [...all, ...before.filter(one => one.command && !since.has(one))]) put(list, message)
      const oldest = list.at(0)?.seq ?? 0
      const lost = before.filter(({ id, seq, from }) => seq >= oldest && from !== 'system' && !versions.has(id))
      for (const { at } of lost.slice(-1)) list.push(toNotice(list.at(-1)?.seq ?? 0, at))
      messages.value = list
      return lost
    },
  }
}

const toNotice = (seq: number, at: number): Message => ({
  id: LOST,
  version: 1,
  session: '',
  seq,
  at,
  from: 'system',
  body: { kind: 'notice', text: '', data: { notice: LOST } },
})
