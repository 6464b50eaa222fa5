import { describe, expect, it } from 'vitest'
import { badlyNamed, tooLong } from './limits.js'
import { planted, readSources } from './sources.js'

const sources = readSources(['src', 'demo', 'test'], /\.(tsx?|mjs|css)$/)

describe('files', () => {
  it('are short', () => {
    expect(tooLong(sources)).toEqual([])
    expect(tooLong(planted('src/core/long.ts', 'a\n'.repeat(301)))).toEqual(['src/core/long.ts'])
  })

  it('are kebab-case, components and their sheets PascalCase, and nothing is a drawer for everything', () => {
    expect(badlyNamed(sources.keys())).toEqual([])
    const bad = ['src/core/utils.ts', 'src/helpers/a.ts', 'src/core/someThing.ts', 'src/core/Thing.ts']
    expect(
      badlyNamed([...bad, 'src/panels/chat/Thread.tsx', 'src/panels/chat/Thread.css', 'src/core/read-marks.ts']),
    ).toEqual(bad)
  })
})
