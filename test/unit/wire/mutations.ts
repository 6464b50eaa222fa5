/** What a field may be by mistake or by malice: each limit of the protocol from both sides. */
const LENGTHS = [0, 1, 35, 36, 64, 65, 128, 129, 300, 301, 1_000, 1_001, 2_048, 2_049]
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']))
const JUNK: readonly unknown[] = [
  ...LENGTHS.map(length => 'x'.repeat(length)),
  ...[null, true, false, 0, 1, -1, 1.5, 2 ** 53, 2 ** 53 - 1, -(2 ** 53)],
  ...[[], ['a'], [''], [7], {}, keys(50), keys(51), { a: 7 }, { a: null }, { ['k'.repeat(65)]: 'v' }],
  { url: 'https://a.example/' },
  { url: 'about:blank', title: null, at: null },
]

/** A value with each of its fields, at any depth, left out or replaced by junk, one at a time. */
export const mutations = function* (value: unknown): Generator<unknown> {
  yield* JUNK
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key]
    const others = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
    if (Array.isArray(value)) continue
    yield others
    for (const changed of mutations(field)) yield { ...others, [key]: changed }
  }
}
