import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { isVisible, SITE, type Change, type KnownClient, type Row } from '../../../demo/backend/row.js'
import { apply, erase, loadState, type State } from '../../../demo/backend/state.js'
import { createUndo, type Undo } from '../../../demo/backend/undo.js'
import type { DeskSession } from '../../../demo/protocol/desk.js'
import type { Message } from '../../../src/protocol/entities.js'

const CLIENTS = ['a', 'b', 'c']
const client = fc.constantFrom(...CLIENTS)

const toClient = (id: string, number: number): KnownClient => ({
  ...{ id, number, version: 1, epoch: `e${id}`, label: `Visitor ${number}` },
  ...{ online: true, visits: 0, params: [] },
})
const toSession = (id: string, owner: string, state: DeskSession['state']): DeskSession => ({
  ...{ id, client: owner, state, version: 1, entry: 'webchat', widget: 'main', operators: [] },
  ...{ createdAt: 5, queuedAt: 5, ...(state === 'ended' && { endedAt: 9 }) },
})

const toMessage = (session: string): Message => ({
  ...{ id: 'm', version: 1, session, seq: 1, from: 'visitor', at: 7, body: { kind: 'text', text: 'Hello' } },
})

/** One thing that a batch may do. */
const move = fc.oneof(
  fc.record({ client, number: fc.integer({ min: 1, max: 9 }) }).map(({ client: id, number }) => ({
    client: id,
    change: { type: 'client.changed', client: toClient(id, number) } satisfies Change,
  })),
  fc
    .record({ client, state: fc.constantFrom('queued' as const, 'accepted' as const, 'ended' as const) })
    .map(({ client: id, state }) => ({
      client: id,
      change: { type: 'session.changed', session: toSession(`s${id}`, id, state) } satisfies Change,
    })),
  client.map(id => ({ client: id, change: { type: 'message.added', message: toMessage(`s${id}`) } satisfies Change })),
  fc.record({ available: fc.boolean() }).map(({ available }) => ({
    client: SITE,
    change: {
      type: 'operator.changed',
      operator: { id: 'anna', name: 'Anna', version: 1, available, maxChats: 4 },
    } satisfies Change,
  })),
  client.map(id => ({ erase: id })),
)

type Move = { client: string; change: Change } | { erase: string }

type Play = (state: State, moves: readonly Move[]) => Undo

const play: Play = (state, moves) => {
  const before = createUndo(state)
  for (const one of moves) {
    if ('erase' in one) {
      before.client(one.erase)
      erase(state, one.erase, 'another')
      continue
    }
    const seq = (state.clients.get(one.client)?.seq ?? 0) + 1
    const row: Row = { pos: state.pos + 1, ...one, ...(isVisible(one.change) && { seq }) }
    before.row(row)
    apply(state, row)
  }
  return before
}

const unchanged = (play: Play) =>
  fc.asyncProperty(fc.array(move, { maxLength: 20 }), fc.array(move, { maxLength: 12 }), async (past, batch) => {
    const state = await loadState(createMemoryStore('one'))
    play(state, past)
    const before = structuredClone(state)
    play(state, batch).undo()
    expect(state).toEqual(before)
    expect([...state.queue]).toEqual([...before.queue])
  })

describe('a batch that the store did not take', () => {
  it('leaves the state as it was, whatever it did', () => fc.assert(unchanged(play), { numRuns: 300 }))

  it('would be caught leaving something of a client', async () => {
    const deaf: Play = (state, moves) => {
      const before = createUndo(state)
      play(state, moves)
      return before
    }
    expect((await fc.check(unchanged(deaf), { numRuns: 300 })).failed).toBe(true)
  })
})
