import { describe, expect, it } from 'vitest'
import { createNegotiation, type Negotiable, type NegotiationOptions } from '../../../src/media/negotiation.js'
import { createFakePeer, write } from './fake-peer.js'
import { talk, type Talk } from './talk.js'

const SEEDS = Array.from({ length: 600 }, (_, n) => n + 1)

const talkAll = async (how: Omit<Talk, 'seed'>) => {
  const all = await Promise.all(SEEDS.map(seed => talk({ seed, ...how })))
  const sum = (what: 'collisions' | 'restarts' | 'steps') => all.reduce((total, one) => total + one[what], 0)
  const failed = all.flatMap(({ faults }, at) => (faults.length ? [`seed ${SEEDS[at]}: ${faults.join(', ')}`] : []))
  const figures = {
    seeds: SEEDS.length,
    restarts: sum('restarts'),
    collisions: sum('collisions'),
    failed: failed.length,
  }
  return { failed, figures }
}

/** Takes whatever comes at once, as it comes. */
const hasty: typeof createNegotiation = (peer, options) => {
  const one = createNegotiation(peer, options)
  return { ...one, take: signal => createNegotiation(peer, options).take(signal) }
}

describe('two ends that both may look for another way', () => {
  it('agree at last whatever meets whatever, and lose no restart and no candidate', async () => {
    const { failed, figures } = await talkAll({ polite: { a: false, b: true } })
    console.log(`negotiation run ${JSON.stringify(figures)}`)
    expect(failed).toEqual([])
    // Otherwise nothing was tried.
    expect(figures.collisions).toBeGreaterThan(100)
  })

  it.each([
    ['neither gives way', { polite: { a: false, b: false } }],
    ['both give way', { polite: { a: true, b: true } }],
    ['signals are taken before the one before was', { polite: { a: false, b: true }, make: hasty }],
  ])('would be seen to fail where %s', async (name, how) => {
    const { figures } = await talkAll(how)
    console.log(`negotiation control ${JSON.stringify({ name, ...figures })}`)
    expect(figures.failed).toBeGreaterThan(0)
  })
})

describe('one end', () => {
  const options = (signals: object[]): NegotiationOptions => ({
    polite: false,
    onSignal: signal => signals.push(signal),
    ready: () => true,
    prepare: () => Promise.resolve(),
  })

  it('says what it could not take, and takes what comes after', async () => {
    const peer = createFakePeer('a')
    const { take } = createNegotiation(peer, options([]))
    const stray = take({ candidate: { candidate: 'of nothing', usernameFragment: 'x' } })
    stray.catch(() => {})
    const offer = take({
      description: write({ type: 'offer', ufrag: 'b1', offer: 'b2' }),
    })
    for (let step = 0; step < 10; step++) {
      await Promise.resolve()
      await new Promise(setImmediate)
      peer.step()
    }
    await expect(stray).rejects.toThrow('InvalidStateError')
    await offer
    expect(peer.current.remote?.ufrag).toBe('b1')
  })

  it.each([[null], [7], ['offer'], [{}], [{ description: undefined, candidate: null }]])(
    'leaves alone what is no signal: %j',
    async signal => {
      const said: object[] = []
      await createNegotiation(createFakePeer('a'), options(said)).take(signal)
      expect(said).toEqual([])
    },
  )

  it('is silent once the call is over', async () => {
    const said: object[] = []
    const closed: Negotiable = {
      signalingState: 'closed',
      localDescription: null,
      remoteDescription: null,
      setLocalDescription: () => Promise.reject(new DOMException('closed', 'InvalidStateError')),
      setRemoteDescription: () => Promise.reject(new Error('asked')),
      addIceCandidate: () => Promise.reject(new Error('asked')),
    }
    const { offer, take } = createNegotiation(closed, options(said))
    await offer()
    await take({ description: { type: 'offer', sdp: '' } })
    expect(said).toEqual([])
  })
})
