import type { Id } from '../../src/protocol/entities.js'
import type { Delivery, DeskSession } from '../protocol/desk.js'
import type { Context } from './context.js'
import { readBack } from './history.js'
import type { Transcript } from './mailer.js'
import type { State } from './state.js'
import type { Store } from './store.js'
import type { Draft } from './writer.js'

/*
 * A conversation goes by mail to whoever it was with, once, when the widget offers it and somebody has answered in it: so
 * nobody's mailbox can be filled by talking to oneself.
 */

/** A conversation on its way. */
export interface Sending extends Transcript {
  session: DeskSession
  /** All that was said has a lower `seq`. */
  before: number
  delivery: Delivery
}

export const sendingOf = ({ sessions, clients }: State, id: Id): Sending | undefined => {
  const session = sessions.get(id)
  const { transcript, at } = session?.feedback ?? {}
  const owner = session && clients.get(session.client)
  if (!owner || !transcript || at === undefined) return undefined
  return { id, session, at, before: owner.seq + 1, locale: owner.client.locale, ...transcript }
}

export const sendingsIn = (state: State): Sending[] =>
  [...state.sessions.keys()].flatMap(id => sendingOf(state, id) ?? [])

/** It has come as far as this; one whose client is gone meanwhile, has not. */
export const moveSending = ({ state, change }: Draft, id: Id, delivery: Delivery): void => {
  const session = state.sessions.get(id)
  const { feedback } = session ?? {}
  if (!session || !feedback?.transcript) return
  const transcript = { to: feedback.transcript.to, delivery }
  change(session.client, {
    type: 'session.changed',
    session: { ...session, version: session.version + 1, feedback: { ...feedback, transcript } },
  })
}

/** Newest messages of a client that are looked through, and of a conversation that are sent. */
const MOST = 10_000

/** What was said in a session, oldest first. */
export const messagesOf = async (store: Store, { session, before }: Pick<Sending, 'session' | 'before'>) => {
  const room = { take: () => true }
  const { messages } = await readBack(store, { client: session.client, before, limit: MOST, room })
  return messages.filter(message => message.session === session.id)
}

/** Whether it is offered where they talked, and somebody has answered there. */
export const maySendTranscript = async (context: Context, client: Id, id: Id): Promise<boolean> => {
  const { writer, store, widgets, mailsOut } = context
  const { session, before } = await writer.run(({ state }) => ({
    session: state.sessions.get(id),
    before: (state.clients.get(client)?.seq ?? 0) + 1,
  }))
  if (!mailsOut || session?.client !== client || !Object.hasOwn(widgets, session.widget)) return false
  if (!session.acceptedAt || !widgets[session.widget]?.feedback?.transcript) return false
  return (await messagesOf(store, { session, before })).some(({ from }) => from === 'operator')
}
