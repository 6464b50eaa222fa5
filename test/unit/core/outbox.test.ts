import { effect } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { createOutbox, type OutboxOptions } from '../../../src/core/outbox.js'
import { parseKept } from '../../../src/core/parse-kept.js'
import type { KeptCommand } from '../../../src/core/speech.js'
import { createScriptedTransport } from '../../support/scripted-transport.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const setup = (over: Partial<OutboxOptions<KeptCommand>> = {}) => {
  const time = createVirtualClock()
  const far = createScriptedTransport()
  const replies: string[] = []
  const doubts: string[] = []
  const logged: string[] = []
  const store = over.store ?? createMemoryStorage()
  const outbox = createOutbox<KeptCommand>({
    send: (command, options) => far.transport.send(command, options),
    onReply: command => replies.push(command.id),
    onDoubt: () => doubts.push('doubt'),
    dedupe: () => 'server',
    parse: parseKept,
    clock: time.clock,
    random: () => 0.5,
    log: (_, code) => logged.push(code),
    ...over,
    store,
  })
  return {
    time,
    far,
    outbox,
    store,
    replies,
    doubts,
    logged,
    states: () => outbox.items.value.map(({ state }) => state),
  }
}
const words = (id: string): KeptCommand => ({ id, type: 'message.send', text: id })

describe('an outbox', () => {
  it('has kept a message before it shows', () => {
    const { outbox, store } = setup()
    const seen: number[] = []
    effect(() => void (outbox.items.value.length && seen.push(store.keys().length)))
    outbox.add(words('a'))
    expect(seen).toEqual([1])
  })

  it('has a message on its way before anything else gets its turn, such as painting it', () => {
    const { outbox, store, far } = setup()
    outbox.setOpen(true)
    outbox.add(words('a'))
    expect(far.sent.map(({ command }) => command.id)).toEqual(['a'])
    expect(store.keys()).toHaveLength(1)
  })

  it('sends one at a time, in order, and lets go when the backend holds it', async () => {
    const { time, far, outbox, store, replies } = setup()
    outbox.setOpen(true)
    for (const id of ['a', 'b', 'c']) outbox.add(words(id))
    for (const id of ['a', 'b', 'c']) {
      await time.settle()
      expect(far.sent.map(({ command }) => command.id).at(-1)).toBe(id)
      far.sent.at(-1)?.resolve({})
    }
    await time.settle()
    expect(replies).toEqual(['a', 'b', 'c'])
    expect(store.keys()).toEqual([])
  })

  it('shows each state in words: queued, sending, slow', async () => {
    const { time, outbox, states } = setup()
    outbox.add(words('a'))
    expect(states()).toEqual(['queued'])
    outbox.setOpen(true)
    expect(states()).toEqual(['sending'])
    await time.pass(7_999)
    expect(states()).toEqual(['sending'])
    await time.pass(1)
    expect(states()).toEqual(['slow'])
  })

  it('sends the same id again after a failure that may pass', async () => {
    const { time, far, outbox } = setup()
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.settle()
    far.sent[0]?.reject({ kind: 'retry', done: 'unknown' })
    await time.pass(500)
    expect(far.sent.map(({ command }) => command.id)).toEqual(['a', 'a'])
  })

  it('waits as long as the backend asks', async () => {
    const { time, far, outbox } = setup()
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.settle()
    far.sent[0]?.reject({ kind: 'retry', done: 'no', after: 5_000 })
    await time.pass(4_999)
    expect(far.sent).toHaveLength(1)
    await time.pass(1_500)
    expect(far.sent).toHaveLength(2)
  })

  it('gives up waiting for an answer after twenty seconds and asks again', async () => {
    const { time, far, outbox } = setup()
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.pass(20_500)
    expect(far.sent).toHaveLength(2)
  })

  it('keeps a refused message with its reason, and goes on with the next', async () => {
    const { time, far, outbox, store } = setup()
    outbox.setOpen(true)
    outbox.add(words('a'))
    outbox.add(words('b'))
    await time.settle()
    far.sent[0]?.reject({ kind: 'rejected', code: 'session.ended' })
    await time.settle()
    expect(outbox.items.value[0]).toMatchObject({ state: 'failed', code: 'session.ended' })
    expect(far.sent[1]?.command.id).toBe('b')
    expect(setup({ store }).outbox.items.value[0]).toMatchObject({ state: 'failed', code: 'session.ended' })
  })

  it('finds its words again after the page is gone, in their order', async () => {
    const { outbox, store } = setup()
    for (let i = 0; i < 12; i++) outbox.add(words(`m${i}`))
    const next = setup({ store })
    expect(next.outbox.items.value.map(({ command }) => command.id)).toEqual(
      Array.from({ length: 12 }, (_, i) => `m${i}`),
    )
    next.outbox.setOpen(true)
    await next.time.settle()
    expect(next.far.sent[0]?.command.id).toBe('m0')
  })

  it('goes on in memory where storage is full, and says so', async () => {
    const full = { ...createMemoryStorage(), set: () => { throw new DOMException('full', 'QuotaExceededError') } } // prettier-ignore
    const { time, far, outbox, logged } = setup({ store: full })
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.settle()
    expect(far.sent).toHaveLength(1)
    expect(logged).toContain('outbox.unkept')
  })

  it('leaves alone what it cannot read, and says so', () => {
    const store = createMemoryStorage()
    store.set('out:1', '{"command":')
    store.set('out:2', '{"command":{"id":7}}')
    const { outbox, logged } = setup({ store })
    expect(outbox.items.value).toEqual([])
    expect(logged).toEqual(['outbox.unreadable', 'outbox.unreadable'])
    expect(store.keys()).toHaveLength(2)
  })

  it('does not send twice to a backend that cannot tell doubles, until the visitor asks', async () => {
    const { time, far, outbox, doubts, states } = setup({ dedupe: () => 'echo' })
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.settle()
    far.sent[0]?.reject({ kind: 'retry', done: 'unknown' })
    await time.pass(60_000)
    expect(far.sent).toHaveLength(1)
    expect(states()).toEqual(['unsure'])
    expect(doubts).toHaveLength(1)
    outbox.retry('a')
    await time.settle()
    expect(far.sent).toHaveLength(2)
  })

  it('sends again to such a backend when it surely has not got it', async () => {
    const { time, far, outbox } = setup({ dedupe: () => 'echo' })
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.settle()
    far.sent[0]?.reject({ kind: 'retry', done: 'no' })
    await time.pass(500)
    expect(far.sent).toHaveLength(2)
  })

  it('holds everything back while the credential is refused', async () => {
    const { time, far, outbox, doubts } = setup()
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.settle()
    far.sent[0]?.reject({ kind: 'auth' })
    await time.pass(60_000)
    expect(far.sent).toHaveLength(1)
    expect(doubts).toHaveLength(1)
    outbox.setOpen(true)
    await time.settle()
    expect(far.sent).toHaveLength(2)
  })

  it('leaves no timer behind', async () => {
    const { time, outbox } = setup()
    outbox.setOpen(true)
    outbox.add(words('a'))
    await time.settle()
    outbox.dispose()
    await time.settle()
    expect(time.pending()).toBe(0)
  })
})
