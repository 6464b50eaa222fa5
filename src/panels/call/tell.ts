import { effect } from '@preact/signals'
import { wasIn, type CallLine } from '../../core/calling.js'
import type { Call } from '../../protocol/entities.js'

/** What the page hears of calls. */
export interface CallEars {
  emit(type: 'call.started' | 'call.ended', detail: { call: Call }): void
  setState(change: { call: Call | undefined }): void
}

/** Tells each call's beginning and end once, and how it stands. */
export const createTelling = ({ emit, setState }: CallEars, known?: Call) => {
  let before = known
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
export const watchCalls = (ears: CallEars, line: CallLine): (() => void) => {
  const now = line.call.peek()
  // A call that this tab was in before its page came is no news.
  const telling = createTelling(ears, now && wasIn(line, now.id) ? now : undefined)
  return effect(() => telling(line.call.value))
}
