import type { Entry } from '../protocol/entities.js'
import type { App, Said } from './app.js'
import type { Emitter } from './emitter.js'
import { ZvonekError } from './errors.js'
import { IDLE, VERBS, type Verb } from './verbs.js'

/**
 * Asks the app, which comes when the first verb needs it; without a verb it only comes. Calls keep their order. What
 * fails is an `error` event as well as a rejection, so those who cannot act on it may let it go.
 * @throws {ZvonekError} `load` when the app does not come, `destroyed`, or what the app refuses with.
 */
export type Call = (verb?: Verb, args?: readonly unknown[]) => Promise<unknown>

export interface CallOptions {
  /** Fetches the app; what it resolves with starts it, with what was said before. */
  load(entry: Entry | undefined): Promise<(said: Said) => Promise<App>>
  emit: Emitter['emit']
  /** A conversation runs, so every verb may have something to do. */
  resuming: unknown
  /** The widget's life. */
  signal: AbortSignal
}

/** The line from the handle to the app, which need not be there yet. */
export const createCall = ({ load, emit, resuming, signal }: CallOptions): Call => {
  let starting: Promise<App> | undefined
  const waiting: Said[number][] = []

  const start = async (entry?: Entry) => {
    const begin = await load(entry).catch(error => {
      starting = undefined
      throw new ZvonekError('load', `${error}`)
    })
    return begin(waiting)
  }

  return async (verb, args = []) => {
    try {
      signal.throwIfAborted()
      if (verb && !starting && !resuming && VERBS.indexOf(verb) < IDLE) return void waiting.push([verb, args])
      const app = await (starting ??= start(args[0] as Entry))
      // Destroyed while it waited: nothing comes back to life.
      signal.throwIfAborted()
      return verb && (await app.call(verb, args))
    } catch (thrown) {
      const error = toError(thrown)
      const { code, message } = error
      emit('error', { code, message })
      throw error
    }
  }
}

/** What has a code is ours, of this file or of another; whatever else was thrown becomes so. */
const toError = (thrown: unknown): ZvonekError =>
  Object.hasOwn(Object(thrown) as object, 'code')
    ? (thrown as ZvonekError)
    : new ZvonekError('unexpected', String(thrown))
