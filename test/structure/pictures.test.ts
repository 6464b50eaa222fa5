import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decode, toIndexed } from '../pictures/png.js'
import { allFiles, FOLDER } from '../pictures/list.js'
import { galleryFaults } from './pictures.js'

const PAGES = ['README.md', `${FOLDER}/README.md`]
const pngs = readdirSync(FOLDER).filter(name => name.endsWith('.png'))
const gallery = {
  taken: allFiles,
  files: new Map(pngs.map(name => [name, statSync(join(FOLDER, name)).size])),
  pages: new Map(PAGES.map(path => [path, readFileSync(path, 'utf8')])),
}

describe('the pictures', () => {
  it('are those that the script takes and the pages show, each with its words, and are light', () => {
    expect(galleryFaults(gallery)).toEqual([])
  })

  it('would be caught when one is missing, unknown, unused, wordless or all are too heavy', () => {
    const page = '<picture><source srcset="a/b.png"><img alt=" " src="a/c.png"></picture>'
    const faults = galleryFaults({
      taken: ['b.png', 'd.png'],
      files: new Map([
        ['b.png', 1_500_000],
        ['e.png', 1],
      ]),
      pages: new Map([['README.md', `${page} ![e](e.png)`]]),
    })
    expect(faults).toEqual([
      'd.png is not taken yet: npm run pictures',
      'e.png is nobody’s: the script does not take it',
      'README.md shows c.png, which is not there',
      'README.md shows b.png without a word',
      'README.md shows c.png without a word',
      'all pictures have 1500001 bytes, more than 1500000',
    ])
    const none = galleryFaults({ taken: ['b.png'], files: new Map([['b.png', 1]]), pages: new Map() })
    expect(none).toEqual(['b.png is shown nowhere'])
  })

  it('lose nothing of a picture of few colours on their way into fewer bytes', () => {
    const first = readFileSync(join(FOLDER, pngs[0] ?? ''))
    const { width, height, colors } = decode(first)
    expect(width * height).toBe(colors.length)
    expect(new Set(colors).size).toBeGreaterThan(20)
    expect(decode(toIndexed(first)).colors).toEqual(colors)
  })
})
