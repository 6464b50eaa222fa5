import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { barFaults, shownBars, toldBars } from './bars.js'
import { planted, readSources } from './sources.js'

/* Labels such as in the lines that tests print: whoever meets one finds in `test/README.md` what it promises. */

const tests = new Map(
  [...readSources(['test'], /\.(test|spec)\.tsx?$/)].filter(([path]) => !path.startsWith('test/structure/bars')),
)

describe('the bars', () => {
  const told = toldBars(readFileSync('test/README.md', 'utf8'))

  it('each have a test that names them, and every test that names one is listed', () => {
    expect(told.length).toBeGreaterThan(25)
    expect(barFaults(told, shownBars(tests))).toEqual([])
  })

  it('would be caught without a test, without a line, or with a test of something else', () => {
    const table = '| bar | what | where |\n|---|---|---|\n| D1 | a | [a](a.test.ts) |\n| D2 | b | |\n'
    const sources = planted('test/b.test.ts', '/* S3, and no %D1 */', planted('test/c.test.ts', '/* D1 */'))
    expect(barFaults(toldBars(table), shownBars(sources))).toEqual([
      'test/a.test.ts says nothing of D1',
      'D2 has no test',
      'test/c.test.ts is missing at D1',
      'S3 is told nowhere',
    ])
  })
})
