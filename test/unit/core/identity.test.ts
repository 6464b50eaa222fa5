import { describe, expect, it, vi } from 'vitest'
import { createIdentity, type Claims } from '../../../src/core/identity.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import type { Transport } from '../../../src/protocol/transport.js'
import { createScriptedTransport } from '../../support/scripted-transport.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

/** Seconds that a site's token lasts. */
const LIFE = 300

/** A site that signs a token each time it is asked, and whoever shows them; `ahead`: ms by which their clock is wrong. */
const signedIn = ({ ahead = 0, sub = 'eva' } = {}) => {
  const time = createVirtualClock()
  const signed = new Map<string, Claims>()
  const sign = () => {
    const iat = (time.clock.now() - ahead) / 1_000
    const token = `token ${signed.size}`
    signed.set(token, { sub, iat, exp: iat + LIFE })
    return token
  }
  const read = (token: string) => signed.get(token)!
  const source = vi.fn(() => Promise.resolve(sign()))
  const onRenew = vi.fn()
  const token = sign()
  const identity = createIdentity({
    ...{ clock: time.clock, read, onRenew, log: () => {}, onGone: () => {} },
    given: { source, token, claims: read(token) },
  })
  return { time, source, onRenew, identity }
}

describe('the word of a site for who its visitor is', () => {
  it('is renewed a minute before it ends', async () => {
    const { time, source, onRenew, identity } = signedIn()
    identity.start()
    await time.pass(239_000)
    expect(source).not.toHaveBeenCalled()
    await time.pass(2_000)
    expect(source).toHaveBeenCalledOnce()
    expect(onRenew).toHaveBeenCalledOnce()
  })

  it.each([3_600_000, -3_600_000])(
    'is asked for no sooner where the visitor’s clock is wrong by %i ms',
    async ahead => {
      const { time, source, identity } = signedIn({ ahead })
      identity.start()
      await time.pass(600_000)
      expect(source).toHaveBeenCalledTimes(2)
      await identity.identity()
      await identity.identity()
      expect(source).toHaveBeenCalledTimes(2)
    },
  )

  it('stands before all that a pipe can do: files too', async () => {
    const file = { id: 'f1', name: 'a.txt', type: 'text/plain', size: 3, url: '/f1' }
    const upload = vi.fn(() => Promise.resolve(file))
    const { identity } = signedIn()
    const pipe = identity.guard({ ...createScriptedTransport().transport, upload })
    const uploading = { id: 'f1', name: 'a.txt', onProgress: () => {}, signal: new AbortController().signal }
    expect(await pipe.upload?.(new Blob(['abc']), uploading)).toEqual(file)
    expect(identity.guard(createScriptedTransport().transport).upload).toBeUndefined()
  })

  it.each(['open', 'send', 'upload'] as const)('is asked for anew once the backend refuses it: %s', async verb => {
    const { source, identity } = signedIn()
    const refuses = () => Promise.reject(new TransportFailure({ kind: 'auth' }))
    const pipe: Transport = { open: refuses, send: refuses, upload: refuses }
    expect(await identity.identity()).toBe('token 0')
    await expect((identity.guard(pipe)[verb] as () => Promise<unknown>)()).rejects.toThrow()
    expect(await identity.identity()).toBe('token 1')
    expect(source).toHaveBeenCalledOnce()
  })
})
