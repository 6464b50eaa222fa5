import { effect } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import { own } from '../../protocol/own.js'
import type { Start } from './local.js'

/** Ms after which nobody waits for the backend any longer: what opens is a look at oneself, and can be switched off. */
const PATIENCE = 2_000

/** What is on at first, as it is set for the way by which somebody came. */
export const startOf = ({ pipe, settings, session }: VisitorConversation): Promise<Start> =>
  new Promise(done => {
    const tell = () => {
      clearTimeout(timer)
      queueMicrotask(() => undo())
      const now = session.peek()
      const entry = now && now.state !== 'ended' ? now.entry : 'video'
      done(toStart(entry, settings.peek().starts))
    }
    const timer = setTimeout(tell, PATIENCE)
    const undo = effect(() => {
      if (pipe.lives.value) tell()
    })
  })

const HOW = /^(both|camera|microphone|none)$/

const toStart = (entry: string, starts: unknown): Start => {
  const set = (own(Object(starts) as object) as Record<string, unknown>)[entry]
  // Who talks by telephone already is not to be heard twice.
  const how = HOW.test(String(set)) ? String(set) : entry === 'callback' ? 'camera' : 'both'
  return { mic: /both|mic/.test(how), camera: /both|cam/.test(how) }
}
