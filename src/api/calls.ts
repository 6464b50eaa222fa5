import type { Entry } from '../protocol/entities.js'
import type { App, AppHost, StartApp } from './app.js'
import { ZvonekError } from './errors.js'
import { ACTS, type Verb } from './verbs.js'

/**
 * Asks the app, which comes when the first verb needs it; without a verb it only comes. Calls keep their order. What
 * fails is an `error` event as well as a rejection, so those who cannot act on it may let it go.
 * @throws {ZvonekError} `load` when the app does not come, `destroyed`, or what the app refuses with.
 */
export type Call = (verb?: Verb, args?: readonly unknown[]) => Promise<unknown>

/** The line from the handle to the app, which need not be there yet. The end of `signal` is the app's end. */
export const createCall = (
  host: AppHost,
  load: (entry: Entry | undefined) => Promise<StartApp>,
  signal: AbortSignal,
): Call => {
  let starting: Promise<App> | undefined
  const noted: (() => Promise<unknown>)[] = []

  const start = async (entry?: Entry) => {
    const startApp = await load(entry).catch(error => {
      starting = undefined
      throw new ZvonekError('load', `${error}`)
    })
    signal.throwIfAborted()
    const app = startApp(host)
    signal.onabort = app.dispose
    for (const repeat of noted) repeat().catch(() => {})
    return app
  }

  const call: Call = async (verb, args = []) => {
    try {
      signal.throwIfAborted()
      // Noted and not awaited: a page that awaits `identify` before it opens the chat must not wait for ever.
      if (!starting && verb && !(ACTS as readonly Verb[]).includes(verb)) return void noted.push(() => call(verb, args))
      const app = await (starting ??= start(args[0] as Entry))
      return verb && app.call(verb, args)
    } catch (error) {
      const { code = 'unexpected', message } = error as ZvonekError
      host.emit('error', { code, message })
      throw error
    }
  }
  return call
}
