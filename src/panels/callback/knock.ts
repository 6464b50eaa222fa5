import { effect } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import type { Command, SessionStart } from '../../protocol/commands.js'
import type { Failure } from '../../protocol/failure.js'
import { NUMBER } from '../../protocol/invitation.js'

/** The visitor's life at the backend, as the app has it. */
export interface Life {
  /** Connects, if it is not connected. */
  connect(): VisitorConversation
  /** What a session that begins now says of itself. */
  start(): SessionStart
}

/** Why a number leads nowhere. `after`: ms until another may be tried. */
export interface Refusal extends Error {
  code: string
  after?: number | undefined
}

/**
 * Knocks by a number; resolves once it rings at its operator. Until that is known the same command goes again, with the
 * same id: a number for one use is not burnt by a line that breaks.
 * @throws {Refusal} with the backend's code, `invitation.digits`, or why there is no connection.
 */
export const knock = async (life: Life, number: unknown): Promise<void> => {
  // As it was written: the backend reads the digits of any script.
  const code = String(number)
  if (!NUMBER.test(code)) throw refusal('invitation.digits')
  const { entry: _, ...start } = life.start()
  const command: Command<'invitation.redeem'> = { ...start, id: newId(), type: 'invitation.redeem', code }
  const conversation = life.connect()
  for (let doubts = 0; ;) {
    await online(conversation)
    try {
      await conversation.ask(command)
      return
    } catch (thrown) {
      // What is not typed is a line that broke.
      const { kind, ...more } = (thrown as { failure?: Failure }).failure ?? ({ kind: 'retry' } as const)
      const after = 'after' in more ? more.after : undefined
      if ('code' in more) throw refusal(more.code, after)
      if (kind !== 'retry') {
        if (++doubts > MOST_DOUBTS) throw refusal(kind)
        // The credential may be over: the stream gets another.
        conversation.pipe.recheck()
      }
      await new Promise(resolve => setTimeout(resolve, after ?? PAUSE))
    }
  }
}

/** Ms between two tries, and how often a credential may be refused. */
const PAUSE = 1_000
const MOST_DOUBTS = 2

const refusal = (code: string, after?: number): Refusal =>
  Object.assign(new Error(`the number was not taken: ${code}`), { name: 'ZvonekError', code, after })

const OVER = ['failed', 'authExpired', 'ended']

/** Resolves once there is a connection; what does not mend itself rejects. */
const online = ({ connection }: VisitorConversation) =>
  new Promise<void>((resolve, reject) => {
    const undo = effect(() => {
      const { state, code } = connection.value
      if (state === 'online') resolve()
      else if (OVER.includes(state)) reject(refusal(code ?? state))
      else return
      queueMicrotask(() => undo())
    })
  })

/** 128 random bits. */
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), word => word.toString(36)).join('.')
