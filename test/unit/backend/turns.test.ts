import { describe, expect, it } from 'vitest'
import { createTurns } from '../../../demo/server/turns.js'

/** Turns that come when told to. */
const createLoop = () => {
  const next: (() => void)[] = []
  return { next: (turn: () => void) => void next.push(turn), run: () => next.shift()?.(), isIdle: () => !next.length }
}

describe('turns', () => {
  it('come for who asks once after one piece of who has asked a thousand times', () => {
    const loop = createLoop()
    const turns = createTurns(loop.next)
    const done: string[] = []
    for (let n = 0; n < 1_000; n++) turns.wait('hostile', () => done.push('hostile'))
    loop.run()
    turns.wait('honest', () => done.push('honest'))
    loop.run()
    const ahead = done.indexOf('honest') - 1
    console.log(`S25 order ${JSON.stringify({ asked: 1_000, ahead })}`)
    expect(ahead).toBeLessThanOrEqual(1)
    while (!loop.isIdle()) loop.run()
    expect(done).toHaveLength(1_001)
  })

  it('would be caught coming in the order of asking', () => {
    const loop = createLoop()
    const turns = createTurns(loop.next)
    const done: string[] = []
    // The planted defect: all are one client.
    for (let n = 0; n < 1_000; n++) turns.wait('', () => done.push('hostile'))
    loop.run()
    turns.wait('', () => done.push('honest'))
    while (!loop.isIdle()) loop.run()
    expect(done.indexOf('honest')).toBeGreaterThan(500)
  })

  it('keep the order of each client, and rest when nothing waits', () => {
    const loop = createLoop()
    const turns = createTurns(loop.next)
    const done: string[] = []
    for (const [client, n] of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['b', 2],
    ] as const)
      turns.wait(client, () => done.push(`${client}${n}`))
    loop.run()
    expect(done).toEqual(['a1', 'b1'])
    loop.run()
    expect(done).toEqual(['a1', 'b1', 'a2', 'b2'])
    expect(loop.isIdle()).toBe(true)
    turns.wait('a', () => done.push('a3'))
    loop.run()
    expect(done.at(-1)).toBe('a3')
  })
})
