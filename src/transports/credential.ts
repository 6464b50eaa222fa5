import type { ServerEvent } from '../protocol/events.js'
import { isTransportFailure } from '../protocol/failure.js'
import type { TransportContext } from '../protocol/transport.js'

/**
 * The visitor's token between a backend and the store. One pipe stays with one visitor, whatever other tabs write into
 * the store meanwhile, until the backend refuses the token.
 */
export const createCredential = ({ store, log }: Pick<TransportContext, 'store' | 'log'>) => {
  let token: string | undefined
  return {
    token: () => (token ??= store.get('token')),
    /** A stream without a token has made the visitor. */
    hear(event: ServerEvent) {
      if (event.type !== 'hello' || !event.visitor.token) return
      token = event.visitor.token
      try {
        store.set('token', token)
      } catch (error) {
        log('warn', 'token.unkept', String(error))
      }
    },
    /** Throws what a pipe has failed with; a token that was refused is not shown again. */
    fail(error: unknown): never {
      if (isTransportFailure(error) && error.failure.kind === 'auth') {
        if (store.get('token') === token) store.remove('token')
        token = undefined
      }
      throw error
    },
  }
}
