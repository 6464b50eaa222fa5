import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OURS, shortNames } from '../../demo/build/short-names.mjs'
import { readSources, type Sources } from './sources.js'

/** A property of an object or a type: `name:`, `name?:`, `name(` or `.name`. */
const property = (name: string) => new RegExp(`(?:^|[{,;]\\s*|\\n\\s*)${name}(?:\\?|: |\\(.*\\): )`)
const named = (name: string, sources: Sources) =>
  [...sources].filter(([, text]) => property(name).test(text)).map(([path]) => `${path}: ${name}`)

/** What others see or write: types of the package, entities and commands, words, events of the desk. */
const outside = new Map([
  ...readSources(['dist/types/protocol', 'dist/types/transports'], /\.d\.ts$/),
  ...readSources(
    ['src/protocol', 'src/i18n', 'demo/protocol'],
    /(entities|commands|events|transport|ports|cs|en|chat|launcher|desk)\.ts$/,
  ),
  ...['index', 'element', 'conformance', 'api/handle', 'api/options', 'api/events', 'api/errors'].map(
    name => [`dist/types/${name}.d.ts`, readFileSync(`dist/types/${name}.d.ts`, 'utf8')] as const,
  ),
])
/** Every name that an object of the platform has, as far as the types know. */
const { mangleProps, mangleCache } = shortNames()

describe('the properties that are short in the built files', () => {
  it('stand in nothing that others see', () => {
    expect(outside.size).toBeGreaterThan(15)
    expect(OURS.flatMap(name => named(name, outside))).toEqual([])
  })

  it('have a name of their own each, which nothing else on our objects has', () => {
    const short = Object.values(mangleCache)
    expect(new Set(short).size).toBe(OURS.length)
    const sources = readSources(['src'], /\.tsx?$/)
    const alone = short.filter(name => name.length < 3).flatMap(name => named(name, sources))
    expect(alone).toEqual([])
    expect(OURS.every(name => mangleProps.test(name))).toBe(true)
    expect(mangleProps.test('conversations')).toBe(false)
  })

  it('would be caught standing on the wire or being taken already', () => {
    const planted = new Map([
      ['src/protocol/entities.ts', 'export interface Session {\n  conversation?: Id\n  k: Id\n}'],
    ])
    expect(named('conversation', planted)).toHaveLength(1)
    expect(named('k', planted)).toHaveLength(1)
  })
})
