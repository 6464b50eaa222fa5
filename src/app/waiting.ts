import type { App, AppHost, Said } from '../api/app.js'
import type { ZvonekError } from '../api/errors.js'

/** What a page says of itself and its visitor waits for them to act. */
export const createWaiting = ({ waiting, emit }: Pick<AppHost, 'waiting' | 'emit'>) => {
  // Nothing was open: what was to be closed then must not close what is pressed now.
  const said = waiting.filter(one => one[0] !== 'close')
  /** Nobody waits for it any more, so what is wrong is an event. */
  const wrong = (error: ZvonekError) => {
    // Not by asking for it: a page may have put a code on all objects.
    emit('error', { code: Object.hasOwn(error, 'code') ? error.code : 'unexpected', message: error.message })
  }
  return {
    said: (): Said => said,
    add: (...one: Said[number]) => void said.push(one),
    wrong,
    sayAgain: (call: App['call']) => {
      for (const one of said.splice(0)) call(...one).catch(wrong)
    },
  }
}
