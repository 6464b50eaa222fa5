import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VisitorConversation } from '../../../src/core/conversation.js'
import type { ConnectionStatus } from '../../../src/core/model.js'
import { knock, type Life } from '../../../src/panels/called/knock.js'
import { TransportFailure, type Failure } from '../../../src/protocol/failure.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const SESSION = { session: { id: 's1' } }

/** A life whose backend answers in this order: with a failure, or as it should. */
const createLife = (answers: readonly (Failure | object)[], state: ConnectionStatus['state'] = 'online') => {
  const connection = signal<ConnectionStatus>({ state })
  const sent: { id: string; code: string }[] = []
  const rechecked = vi.fn()
  let count = 0
  const conversation: Pick<VisitorConversation, 'connection' | 'can'> & Record<'ask' | 'pipe', unknown> = {
    connection,
    can: () => true,
    pipe: { recheck: rechecked },
    ask: async (command: { id: string; code: string }) => {
      const answer = answers[sent.push(command) - 1] ?? SESSION
      if ('kind' in answer) throw new TransportFailure(answer as Failure)
      return answer
    },
  }
  const life: Life = {
    newId: () => `id${++count}`,
    connect: () => conversation as VisitorConversation,
    start: () => ({ entry: 'webchat', widget: 'main', locale: 'en' }),
    ready: () => undefined,
  }
  return { life, connection, sent, rechecked }
}
/** How it went, once so much time (ms) has passed. */
const after = async (ms: number, knocking: Promise<unknown>) => {
  let end: unknown = 'open'
  knocking.then(
    id => (end = id),
    (error: unknown) => (end = error),
  )
  await vi.advanceTimersByTimeAsync(ms)
  return end
}

describe('a knock', () => {
  it('gives the session that rings', async () => {
    const { life, sent } = createLife([])
    expect(await after(0, knock(life, '482 193'))).toBe('s1')
    expect(sent).toEqual([{ id: 'id1', type: 'invitation.redeem', code: '482 193', widget: 'main', locale: 'en' }])
  })

  it('goes again with the same id until its answer is known', async () => {
    const { life, sent } = createLife([
      { kind: 'retry', done: 'unknown' },
      {},
      { kind: 'retry', done: 'no', after: 5_000 },
    ])
    const knocking = knock(life, '482193')
    expect(await after(6_999, knocking)).toBe('open')
    expect(await after(1, knocking)).toBe('s1')
    expect(sent.map(({ id }) => id)).toEqual(['id1', 'id1', 'id1', 'id1'])
  })

  it('waits for a connection, and ends when there will be none', async () => {
    const { life, connection, sent } = createLife([], 'offline')
    const waiting = knock(life, '482193')
    expect(await after(60_000, waiting)).toBe('open')
    connection.value = { state: 'online' }
    expect(await after(0, waiting)).toBe('s1')
    expect(sent).toHaveLength(1)

    connection.value = { state: 'reconnecting' }
    const over = knock(life, '482193')
    connection.value = { state: 'ended' }
    expect(await after(0, over)).toMatchObject({ name: 'ZvonekError', code: 'ended' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is refused by the backend’s own code, and says when to come again', async () => {
    const { life } = createLife([{ kind: 'rejected', code: 'invitation.often', after: 300_000 }])
    expect(await after(0, knock(life, '482193'))).toMatchObject({ code: 'invitation.often', after: 300_000 })
  })

  it('has its credential renewed twice, and no third time', async () => {
    const { life, sent, rechecked } = createLife([{ kind: 'auth' }, { kind: 'auth' }, { kind: 'auth' }])
    expect(await after(10_000, knock(life, '482193'))).toMatchObject({ code: 'auth' })
    expect(sent).toHaveLength(3)
    expect(rechecked).toHaveBeenCalledTimes(2)
  })

  it('is nothing to the backend when it is no number', async () => {
    const { life, sent } = createLife([])
    const connect = vi.spyOn(life, 'connect')
    for (const text of ['', '48219', '4821930', 'abc', undefined, null, 48_219])
      expect(await after(0, knock(life, text)), String(text)).toMatchObject({ code: 'invitation.digits' })
    expect(sent).toEqual([])
    expect(connect).not.toHaveBeenCalled()
  })
})
