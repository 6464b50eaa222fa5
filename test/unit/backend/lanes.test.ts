import { expect, it } from 'vitest'
import { createLanes } from '../../../demo/backend/lanes.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const createWork = (most = 8) => {
  const virtual = createVirtualClock()
  const begun: string[] = []
  const ends: ((wait: number | undefined) => void)[] = []
  const step = (client: string) => {
    begun.push(client)
    return new Promise<number | undefined>(resolve => ends.push(resolve))
  }
  return { lanes: createLanes({ clock: virtual.clock, most, step }), begun, ends, virtual }
}

it('what comes up while a client is being seen to is seen to next, even if nothing seemed to be left', async () => {
  const { lanes, begun, ends, virtual } = createWork()
  lanes.enter('a')
  lanes.enter('a')
  ends[0]?.(undefined)
  await virtual.settle()
  expect(begun).toEqual(['a', 'a'])
  ends[1]?.(undefined)
  await virtual.settle()
  expect(begun).toEqual(['a', 'a'])
})

it('only so many clients are seen to at once, the others in their order', async () => {
  const { lanes, begun, ends, virtual } = createWork(2)
  for (const client of ['a', 'b', 'c', 'd']) lanes.enter(client)
  expect(begun).toEqual(['a', 'b'])
  ends[1]?.(0)
  await virtual.settle()
  expect(begun).toEqual(['a', 'b', 'c'])
  ends[0]?.(5_000)
  await virtual.settle()
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
})

it('who waits for their hour takes nobody’s place, and comes then', async () => {
  const { lanes, begun, ends, virtual } = createWork(1)
  lanes.enter('a')
  ends[0]?.(5_000)
  await virtual.pass(4_999)
  lanes.enter('b')
  expect(begun).toEqual(['a', 'b'])
  ends[1]?.(undefined)
  await virtual.pass(1)
  expect(begun).toEqual(['a', 'b', 'a'])
})

it('nothing begins after the end, which waits for what is under way, but not for ever', async () => {
  const { lanes, begun, ends, virtual } = createWork()
  lanes.enter('a')
  let isOver = false
  void lanes.dispose().then(() => (isOver = true))
  await virtual.settle()
  expect(isOver).toBe(false)
  await virtual.pass(2_000)
  expect(isOver).toBe(true)
  ends[0]?.(0)
  lanes.enter('b')
  await virtual.settle()
  expect(begun).toEqual(['a'])
})
