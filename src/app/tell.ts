import type { AppHost } from '../api/app.js'
import type { VisitorConversation } from '../core/conversation.js'
import { react } from '../core/react.js'
import { own } from '../protocol/own.js'

/** Tells the page and the doorbell how things stand. */
export const tell = (host: AppHost, { connection, ...conversation }: VisitorConversation, onCall: () => void) => {
  const failed = new Set<string>()
  let told = 0
  const undo = [
    react(
      () => connection.value,
      ({ state, code }) => {
        host.setState({ connection: state })
        if (state === 'idle') return
        host.emit('connection', { state, ...(code && { code }) })
        if (state === 'failed' || state === 'authExpired') host.emit('error', { code: code ?? state })
      },
    ),
    react(
      () => conversation.availability.value,
      availability => {
        // Unknown until the backend has spoken: nothing to tell.
        if (!Object.keys(availability).length) return
        host.setState({ availability })
        host.emit('availability', { availability })
      },
    ),
    react(() => expectedIn(conversation), host.doorbell.setExpected),
    react(
      () => conversation.session.value,
      session => host.setState({ session }),
    ),
    react(
      () => conversation.session.value?.call?.state === 'running',
      isRunning => isRunning && onCall(),
    ),
    react(
      () => conversation.callback.value,
      callback => {
        host.setState({ callback })
        // What stood before a page came is no news to it.
        if (callback && conversation.pipe.lives.value) host.emit('callback.changed', { callback })
      },
    ),
    react(
      () => conversation.unread.value,
      count => {
        host.setState({ unread: count })
        host.doorbell.setUnread(count)
        if (count !== told) host.emit('unread', { count })
        told = count
      },
    ),
    react(
      () => conversation.thread.value.filter(({ key, state }) => state === 'failed' && !failed.has(key)),
      items => {
        for (const { key, code = 'rejected' } of items) {
          failed.add(key)
          host.emit('message.failed', { code })
        }
      },
    ),
  ]
  return () => undo.forEach(end => end())
}

/** Who is in a conversation comes back to it, whoever else is there or not. */
const expectedIn = ({ availability, session, can }: Pick<VisitorConversation, 'availability' | 'session' | 'can'>) => {
  const { webchat, ...others } = availability.value
  if (!webchat || (session.value?.state ?? 'ended') !== 'ended') return others
  return { ...others, webchat: own({ ...webchat, takesLetters: can('letters') }) }
}
