import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lawInWords } from './import-law.js'
import { builtRooms, homeless, mapFaults, toldRooms } from './map.js'
import { tableFrom } from './readme-tables.js'

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

  it('shows every room as a file, with its source', () => {
    const rooms = builtRooms(readFileSync('rollup.config.mjs', 'utf8'))
    expect(rooms.length).toBeGreaterThan(15)
    const byName = (list: typeof rooms) => list.toSorted((one, other) => one.name.localeCompare(other.name))
    expect(byName(toldRooms(tableFrom(readme, '## Rooms')))).toEqual(byName(rooms))
  })

  it('says of every folder of panels what it is', () => {
    const folders = readdirSync('src/panels', { withFileTypes: true }).filter(entry => entry.isDirectory())
    expect(
      homeless(
        readme,
        folders.map(({ name }) => name),
      ),
    ).toEqual([])
  })

  it('would be caught with a room that nobody has told', () => {
    const config = "createRooms({\n  // Why.\n  phone: 'src/panels/phone/index.ts',\n  bell: 'src/core/bell.ts',\n})\n"
    const told = toldRooms(tableFrom('## Rooms\n| a | b |\n|---|---|\n| `phone` | `panels/phone` | |\n', '## Rooms'))
    expect(told).toEqual([{ name: 'phone', source: 'panels/phone' }])
    expect(builtRooms(config)).toEqual([...told, { name: 'bell', source: 'core/bell.ts' }])
    expect(homeless('chat/ comes; `panels/phone`', ['chat', 'phone', 'cellar'])).toEqual(['cellar'])
  })
})
