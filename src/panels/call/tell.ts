import { effect } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import type { Call } from '../../protocol/entities.js'
import { callOf } from './visitor-line.js'

/** What the page hears of calls. */
export interface CallEars {
  emit(type: 'call.started' | 'call.ended', detail: { call: Call }): void
  setState(change: { call: Call | undefined }): void
}

/** Tells each call's beginning and end once, and how it stands. */
export const createTelling = ({ emit, setState }: CallEars) => {
  let before: Call | undefined
  return (call: Call | undefined) => {
    if (!call) return
    const isSame = before?.id === call.id
    const was = isSame ? before?.state : undefined
    before = call
    setState({ call })
    if (call.state === 'running' && was !== 'running') emit('call.started', { call })
    if (call.state === 'ended' && was === 'running') emit('call.ended', { call })
  }
}

/** Tells the page of the calls in a conversation. Returns its undo. */
export const watchCalls = (ears: CallEars, { session }: Pick<VisitorConversation, 'session'>): (() => void) => {
  const telling = createTelling(ears)
  return effect(() => telling(callOf(session.value)))
}
