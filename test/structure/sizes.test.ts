import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { kB, measure } from '../../demo/build/sizes.mjs'
import { sizeTable } from './sizes.js'

describe("the README's sizes", async () => {
  const readme = await readFile('README.md', 'utf8')
  const rows = await measure()

  it('are those of the built files', () => {
    expect(sizeTable(readme)).toEqual(
      rows.map(({ name, bytes, budget }) => ({ what: name, brotli: kB(bytes), budget: kB(budget) })),
    )
  })

  it('are within their budgets', () => {
    expect(rows.filter(({ bytes, budget }) => bytes > budget)).toEqual([])
  })

  it('would be caught when a tenth is off', () => {
    const [row] = sizeTable(
      `<!-- sizes -->\n| what | brotli | budget |\n|---|--:|--:|\n| \`a\` | 3.9 kB | 4.0 kB |\n<!-- sizes -->`,
    )
    expect(row).toEqual({ what: 'a', brotli: kB(3890), budget: kB(4000) })
    expect(row?.brotli).not.toBe(kB(3960))
  })
})
