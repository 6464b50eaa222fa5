import { describe, expect, it } from 'vitest'
import { createNarrowing } from '../../../src/media/narrowing.js'

const GOOD = { room: 1e6, farLoss: 0 }
const LOSSY = { room: 1e6, farLoss: 0.2 }
const NARROW = { room: 50_000, farLoss: 0 }
/** A browser that says nothing of itself. */
const UNKNOWN = { room: undefined, farLoss: undefined }
/** Not well enough to try anything, not bad enough to take anything. */
const SO_SO = { room: 1e6, farLoss: 0.05 }

type Sight = (typeof GOOD | typeof UNKNOWN) & { reported?: number }
const held = ({ step }: ReturnType<typeof createNarrowing>, sight: Sight, looks: number) =>
  Array.from({ length: looks }, () => step(sight).join(' '))

describe('a network too narrow for everything', () => {
  it.each([
    ['sound gets lost', LOSSY],
    ['there is room for little more than sound', NARROW],
  ])('takes the camera first where %s, and never the sound', (_, sight) => {
    const looks = held(createNarrowing(), sight, 50)
    expect(looks.slice(0, 2)).toEqual(['', 'camera'])
    expect(new Set(looks.join(' ').split(' '))).not.toContain('mic')
  })

  it('takes the screen too, where sound is lost still', () => {
    expect(held(createNarrowing(), LOSSY, 6)).toEqual([
      '',
      'camera',
      'camera',
      'camera screen',
      'camera screen',
      'camera screen',
    ])
  })

  it('counts each report of what was lost once: what was lost on the way to another network costs no picture', () => {
    const one = createNarrowing()
    const lost = { ...LOSSY, reported: 1 }
    expect(held(one, lost, 3).join('')).toBe('')
    expect(held(one, { ...GOOD, reported: 2 }, 3).join('')).toBe('')
    expect(held(one, { ...lost, reported: 3 }, 3).join('')).toBe('')
    // What goes on is another report that says the same; and what has no room needs no report.
    expect(held(one, { ...lost, reported: 4 }, 1)).toEqual(['camera'])
    const other = createNarrowing()
    expect(held(other, { ...NARROW, reported: 1 }, 2)).toEqual(['', 'camera'])
  })

  it('takes nothing for one bad look, nor where nothing is known', () => {
    const one = createNarrowing()
    for (let time = 0; time < 20; time++) expect([...held(one, LOSSY, 1), ...held(one, GOOD, 1)]).toEqual(['', ''])
    expect(held(createNarrowing(), UNKNOWN, 20).join('')).toBe('')
  })

  it('gives back in the other order once sound has gone through for a while', () => {
    const one = createNarrowing()
    held(one, LOSSY, 4)
    const looks = held(one, GOOD, 12)
    expect(looks.slice(0, 4)).toEqual(Array(4).fill('camera screen'))
    expect(looks.slice(4, 9)).toEqual(Array(5).fill('camera'))
    expect(looks.slice(9)).toEqual(['', '', ''])
  })

  it('does not give back while it is only so-so', () => {
    const one = createNarrowing()
    held(one, LOSSY, 2)
    expect(new Set(held(one, SO_SO, 50))).toEqual(new Set(['camera']))
  })

  it('is asked less and less often where each return is too early, and as at first once one has held', () => {
    const one = createNarrowing()
    const looksUntilBack = (bad: Sight) => {
      held(one, bad, 2)
      let looks = 1
      while (held(one, GOOD, 1).join() !== '') looks++
      return looks
    }
    const waits = Array.from({ length: 6 }, () => looksUntilBack(LOSSY))
    expect(waits).toEqual([5, 10, 20, 40, 40, 40])
    held(one, GOOD, 20)
    expect(looksUntilBack(LOSSY)).toBe(5)
  })
})
