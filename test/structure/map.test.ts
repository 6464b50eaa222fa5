import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lawInWords } from './import-law.js'
import { mapFaults } from './map.js'

const readme = readFileSync('src/README.md', 'utf8')
const names = readdirSync('src', { withFileTypes: true })
  .filter(({ name }) => name !== 'README.md')
  .map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name))

describe('the map', () => {
  it('shows the rooms and doors there are', () => {
    expect(mapFaults(readme, names)).toEqual([])
  })

  it('would be caught with a room too many or too few', () => {
    expect(mapFaults('```\ncore/  a\nmedia/  b\n```', ['core/', 'api/'])).toEqual([
      'media/ is on the map only',
      'api/ is not on the map',
    ])
  })

  it('tells the import law as it is enforced', () => {
    expect(readme).toContain(`\`\`\`\n${lawInWords()}\n\`\`\``)
  })
})
