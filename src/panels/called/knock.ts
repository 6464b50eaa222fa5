import { effect } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import type { Command, SessionStart } from '../../protocol/commands.js'
import type { Id } from '../../protocol/entities.js'
import { toFailure } from '../../protocol/failure.js'
import { NUMBER } from '../../protocol/invitation.js'
import { own } from '../../protocol/own.js'

/** The visitor's life at the backend, as the app has it. */
export interface Life {
  newId(): string
  /** Connects, if it is not connected: the visitor has acted. */
  connect(): VisitorConversation
  /** What a session that begins now says of itself. */
  start(): SessionStart
  /** Resolves once what may be told of the page is there for {@link start}; undefined while nobody asks for it. */
  ready(): Promise<unknown> | undefined
}

/** Why a number leads nowhere. `after`: ms until another may be tried. */
export interface Refusal extends Error {
  code: string
  after: number
}

/**
 * Knocks by a number: gives the session that rings at its operator. Until that is known the same command goes again, with
 * the same id, so that a line that breaks burns no number.
 * @throws {Refusal} with the backend's code, `invitation.digits`, or why there is no connection.
 */
export const knock = async (life: Life, number: unknown): Promise<Id> => {
  // As it was written: the backend reads the digits of any script.
  const code = String(number)
  if (!NUMBER.test(code)) throw refusal('invitation.digits')
  const { widget, locale } = life.start()
  const command: Command<'invitation.redeem'> = {
    id: life.newId(),
    type: 'invitation.redeem',
    code,
    widget,
    ...(locale !== undefined && { locale }),
  }
  const conversation = life.connect()
  await online(conversation, 0)
  if (!conversation.can('invitation')) throw refusal('unsupported')
  for (let doubts = 0; ;) {
    try {
      const { session } = await conversation.ask(command)
      return session.id
    } catch (thrown) {
      const failure = own(toFailure(thrown))
      if (failure.kind === 'rejected') throw refusal(failure.code, failure.after)
      if (failure.kind !== 'retry') {
        if (++doubts > MOST_DOUBTS) throw refusal(failure.kind)
        // The credential may be over: the stream gets another.
        conversation.pipe.recheck()
      }
      await online(conversation, failure.kind === 'retry' && failure.after ? failure.after : PAUSE)
    }
  }
}

/** Ms between two tries, and how often a credential may be refused. */
const PAUSE = 1_000
const MOST_DOUBTS = 2

export const refusal = (code: string, after = 0): Refusal =>
  Object.assign(new Error(`this was not taken: ${code}`), { name: 'ZvonekError', code, after })

const OVER = ['failed', 'authExpired', 'ended']

/** Resolves once there has been a connection for `ms`; what does not mend itself rejects. */
const online = ({ connection }: VisitorConversation, ms: number) =>
  new Promise<void>((resolve, reject) => {
    const undo = effect(() => {
      const { state, code } = connection.value
      if (OVER.includes(state)) return settle(() => reject(refusal(code ?? state)))
      if (state !== 'online') return
      const timer = setTimeout(() => settle(resolve), ms)
      return () => clearTimeout(timer)
    })
    const settle = (end: () => void) => {
      end()
      // An effect cannot end itself while it begins.
      queueMicrotask(() => undo())
    }
  })
