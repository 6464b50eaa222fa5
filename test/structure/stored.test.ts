import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { planted, readSources } from './sources.js'
import { storedTable, writtenKeys } from './stored.js'

/* S17: what a browser may keep stands in README, each key with what it is for and until when; nothing else is written. */

const sources = readSources(['src'], /\.tsx?$/)
const table = storedTable(readFileSync('README.md', 'utf8'))

describe('what the widget keeps in a browser', () => {
  it('is what README says, key by key, and nothing more', () => {
    const { keys, unknown } = writtenKeys(sources)
    expect(unknown).toEqual([])
    expect([...keys].sort()).toEqual(table.map(({ key }) => key).sort())
    console.log(`S17 stored ${JSON.stringify({ keys: keys.size })}`)
  })

  it('has a purpose and an end', () => {
    expect(table.filter(({ purpose, until }) => !purpose || !until)).toEqual([])
  })

  it('is caught when a file keeps something that nobody has told', () => {
    const spy = planted('src/core/spy.ts', "remember(store, 'fingerprint', text)\n", sources)
    expect([...writtenKeys(spy).keys]).toContain('fingerprint')
    const hidden = planted('src/core/spy.ts', 'store.set(secret(), text)\n', sources)
    expect(writtenKeys(hidden).unknown).toEqual(['src/core/spy.ts writes secret('])
  })
})
