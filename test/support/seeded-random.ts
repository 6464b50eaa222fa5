/** Chance that can be had again (mulberry32): the same seed gives the same numbers from 0 to 1. */
export const createRandom = (seed: number) => {
  let state = seed >>> 0
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    random,
    /** A whole number from `least` to `most`, both included. */
    between: (least: number, most: number) => least + Math.floor(random() * (most - least + 1)),
    /** One key, with a chance in proportion to its weight. */
    weighted: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const entries = Object.entries(weights) as [K, number][]
      let rest = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) if ((rest -= weight) < 0) return key
      throw new RangeError('nothing has a weight')
    },
  }
}
export type Seeded = ReturnType<typeof createRandom>
