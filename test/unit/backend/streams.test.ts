import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Store } from '../../../demo/backend/store.js'
import type { DeskEvent } from '../../../demo/protocol/desk.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import { createCopiedStore } from '../../support/copied-store.js'
import { createRig, hear, ring, settled, textsOf } from './rig.js'

const places = (events: readonly (ServerEvent | DeskEvent)[]) =>
  events.flatMap(({ type, cursor }: { type: string; cursor?: string }) =>
    cursor === undefined || type === 'live' || type === 'snapshot' ? [] : [Number(cursor.split('.')[1])],
  )
const isDense = (numbers: readonly number[]) => numbers.every((n, i) => !i || n === (numbers[i - 1] ?? 0) + 1)

describe('coming back', () => {
  it('replays what was missed behind a good cursor, and nothing else', async () => {
    const { visitor } = await createRig()
    const first = await visitor()
    await ring(first)
    first.end()
    const after = first.cursor()
    const other = await visitor({ token: first.token })
    await other.send({ id: 'm', type: 'message.send', text: 'Missed' })
    const back = await visitor({ token: first.token, ...(after && { after }) })
    expect(back.events.map(({ type }) => type)).toEqual(['hello', 'message.added', 'live'])
    expect(textsOf(back)).toEqual(['Missed'])
    expect(back.of('hello')[0]?.visitor).not.toHaveProperty('token')
  })

  it.each([
    ['of another epoch', (cursor: string) => `x${cursor}`],
    ['too far ahead', (cursor: string) => cursor.replace(/\.(\d+)\./, '.$1999.')],
    ['of another life', (cursor: string) => `${cursor}x`],
    ['without a life', (cursor: string) => cursor.slice(0, cursor.lastIndexOf('.'))],
    ['of no shape', () => 'nonsense'],
  ])('gives a snapshot for a cursor %s', async (_, spoil) => {
    const { visitor, desk } = await createRig()
    const first = await visitor()
    await ring(first)
    const back = await visitor({ token: first.token, after: spoil(first.cursor() ?? '') })
    expect(back.events.map(({ type }) => type)).toEqual(['hello', 'snapshot', 'live'])
    expect(textsOf(back)).toEqual(['Hello'])
    const anna = await desk()
    const again = await desk('anna', spoil(anna.cursor() ?? ''))
    expect(again.events.map(({ type }) => type)).toEqual(['hello', 'snapshot', 'live'])
  })

  it('brings the desk what it missed, by one dense count', async () => {
    const { visitor, desk } = await createRig()
    const anna = await desk()
    anna.end()
    const client = await visitor()
    const { id: session } = await ring(client)
    const back = await desk('anna', anna.cursor())
    await back.send({ id: 'a', type: 'session.accept', session })
    await settled()
    expect(isDense(places(back.events))).toBe(true)
    expect(textsOf(back)).toEqual(['Hello', 'Anna is here'])
    expect(back.of('snapshot')).toEqual([])
  })

  it('survives a restart by cursor', async () => {
    const rig = await createRig()
    const first = await rig.visitor()
    await ring(first)
    const after = first.cursor()
    await first.send({ id: 'm', type: 'message.send', text: 'Before the crash' })
    const { visitor } = await rig.restart()
    const back = await visitor({ token: first.token, ...(after && { after }) })
    expect(textsOf(back)).toEqual(['Before the crash'])
    expect(back.of('snapshot')).toEqual([])
  })

  it('does not go on in an older copy of its log, though the same words stand at the same place', async () => {
    const kept = createCopiedStore('site')
    const first = await createRig({ store: kept.store })
    const client = await first.visitor()
    const { id: session } = await ring(client)
    const copied = kept.length()
    const read = { type: 'read.mark', session, seq: 2 } as const
    await client.send({ id: 'lost', type: 'message.send', text: 'Lost' })
    await client.send({ id: 'r', ...read })
    await settled()
    const after = client.cursor()
    const { visitor } = await createRig({ ...first, store: (await kept.copy(copied)).store })
    const other = await visitor({ token: client.token })
    await other.send({ id: 'new', type: 'message.send', text: 'New' })
    await other.send({ id: 'r', ...read })
    await settled()
    const back = await visitor({ token: client.token, ...(after && { after }) })
    const last = (events: readonly ServerEvent[]) => events.findLast(({ type }) => type === 'session.changed')
    expect({ ...last(client.events), cursor: '' }).toEqual({ ...last(other.events), cursor: '' })
    expect(textsOf(back)).toEqual(['Hello', 'New'])
    expect(back.of('snapshot')).toHaveLength(1)
  })

  it('gives a snapshot to who is more than a thousand rows behind', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    await ring(client)
    const after = client.cursor()
    const send = (n: number) => client.send({ id: `m${n}`, type: 'message.send', text: `${n}` })
    await Promise.all(Array.from({ length: 1_001 }, (_, n) => send(n)))
    await settled()
    const back = await visitor({ token: client.token, ...(after && { after }) })
    expect(back.events.map(({ type }) => type)).toEqual(['hello', 'snapshot', 'live'])
  })

  it('has no seam, whatever is written while the log is read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('send', 'open', 'turn', 'read'), { maxLength: 40 }), async steps => {
        const gates: (() => void)[] = []
        const { visitor, backend } = await createRig({ store: slowToRead(createMemoryStore('s'), gates) })
        const opening = visitor()
        for (let turn = 0; turn < 9; turn++) await settled().then(() => gates.splice(0).forEach(go => go()))
        const client = await opening
        await Promise.all([ring(client, 'first'), release(gates)])
        const after = client.cursor()
        const readers: ReturnType<typeof hear<ServerEvent>>[] = []
        const sent: Promise<unknown>[] = []
        for (const [n, step] of steps.entries()) {
          if (step === 'send') sent.push(client.send({ id: `m${n}`, type: 'message.send', text: `${n}` }))
          if (step === 'open')
            readers.push(
              hear(stream =>
                backend.visitor.open({
                  ...stream,
                  widget: 'main',
                  token: client.token,
                  after: n % 2 ? after : undefined,
                }),
              ),
            )
          if (step === 'turn') await settled()
          if (step === 'read') gates.shift()?.()
        }
        await release(gates)
        await Promise.all(sent)
        // Not the first reader: after six more it has been sent away.
        const looking = visitor({ token: client.token })
        await release(gates)
        const all = textsOf(await looking).filter(text => text !== 'first')
        for (const reader of readers.slice(-6)) {
          expect(textsOf(reader).filter(text => text !== 'first')).toEqual(all)
          expect(isDense(places(reader.events))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('sends the oldest of too many streams away, so that dead ones never lock a visitor out', async () => {
    const { visitor } = await createRig()
    const first = await visitor()
    const others = []
    for (let n = 0; n < 6; n++) others.push(await visitor({ token: first.token }))
    expect(first.events.at(-1)).toEqual({ type: 'bye', after: 30_000 })
    expect(first.closed).toMatchObject({ kind: 'retry' })
    expect(others.map(({ closed }) => closed)).toEqual(Array(6).fill(undefined))
  })

  it('says goodbye to everybody before it stops', async () => {
    const { visitor, desk, backend } = await createRig()
    const client = await visitor()
    const anna = await desk()
    await backend.dispose()
    for (const { events } of [client, anna]) expect(events.at(-1)).toEqual({ type: 'bye', after: 2_000 })
  })

  it('gives nothing more to who has left', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    client.end()
    const heard = client.events.length
    await ring(client)
    expect(client.events).toHaveLength(heard)
  })

  it('lets a reader who cannot take an event go, and serves the others', async () => {
    const { visitor, backend } = await createRig()
    const client = await visitor()
    let closed = false
    backend.visitor.open({
      token: client.token,
      widget: 'main',
      after: undefined,
      onEvent: () => {
        throw new Error('full')
      },
      close: () => (closed = true),
    })
    await settled()
    await ring(client)
    expect(closed).toBe(true)
    expect(textsOf(client)).toEqual(['Hello'])
  })
})

describe('a long conversation', () => {
  it('comes as the newest that fit into a frame; the history has the rest', async () => {
    const { visitor } = await createRig()
    const client = await visitor()
    await ring(client)
    for (let n = 0; n < 40; n++)
      await client.send({ id: `m${n}`, type: 'message.send', text: `${n} ${'ž'.repeat(3_000)}` })
    const back = await visitor({ token: client.token })
    const [snapshot] = back.of('snapshot')
    expect(JSON.stringify(snapshot).length).toBeLessThan(64 * 1024)
    expect(snapshot?.more).toBe(true)
    expect(snapshot?.messages.at(-1)?.body.text).toMatch(/^39 /)
    const older = await back.send({ id: 'h', type: 'history.get', before: snapshot?.messages[0]?.seq })
    expect((older.messages.at(-1)?.seq ?? 0) + 1).toBe(snapshot?.messages[0]?.seq)
  })

  it('reaches the desk whole: what does not fit into the first frame follows before live', async () => {
    const { visitor, desk } = await createRig()
    const client = await visitor()
    await ring(client)
    for (let n = 0; n < 40; n++)
      await client.send({ id: `m${n}`, type: 'message.send', text: `${n} ${'ž'.repeat(3_000)}` })
    const anna = await desk()
    expect(textsOf(anna)).toHaveLength(41)
    for (const event of anna.events)
      expect(new TextEncoder().encode(JSON.stringify(event)).length).toBeLessThan(64 * 1024)
    expect(anna.events.at(-1)?.type).toBe('live')
    expect(anna.of('snapshot')[0]).not.toHaveProperty('cursor')
    expect(anna.of('message.added')[0]).not.toHaveProperty('cursor')
  })
})

/** Reads wait until they are let go, one by one. */
const slowToRead = (store: Store, gates: (() => void)[]): Store => {
  const slow =
    <A extends unknown[], R>(read: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      await new Promise<void>(go => gates.push(go))
      const found = await read(...args)
      await new Promise<void>(go => gates.push(go))
      return found
    }
  return { ...store, log: slow(store.log), tail: slow(store.tail) }
}

const release = async (gates: (() => void)[]) => {
  for (let calm = 0; calm < 3; calm++) {
    await settled()
    if (gates.length) calm = 0
    for (const go of gates.splice(0)) go()
  }
}
