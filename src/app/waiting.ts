import type { App, AppHost, Said } from '../api/app.js'
import type { ZvonekError } from '../api/errors.js'

/** What a page says of itself and its visitor waits for them to act. */
export const createWaiting = ({ waiting, emit }: Pick<AppHost, 'waiting' | 'emit'>) => {
  const said: Said[number][] = [...waiting]
  return {
    said: (): Said => said,
    add: (...one: Said[number]) => void said.push(one),
    /** Nobody waits for it any more, so what is wrong is an event. */
    sayAgain: (call: App['call']) => {
      for (const one of said.splice(0))
        call(...one).catch((error: ZvonekError) => {
          // Not by asking for it: a page may have put a code on all objects.
          emit('error', { code: Object.hasOwn(error, 'code') ? error.code : 'unexpected', message: error.message })
        })
    },
  }
}
