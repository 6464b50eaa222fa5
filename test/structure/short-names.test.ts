import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CROSSING, OURS } from '../../demo/build/short-names.mjs'
import { planted, readSources, type Sources } from './sources.js'

/** What others see or write: types of the package, the wire, the words, events of the desk. */
const PUBLIC = 'index element messengers conformance api/handle api/options api/events api/errors'.split(' ')
const outside: Sources = new Map([
  ...readSources(['dist/types/protocol', 'dist/types/transports'], /\.d\.ts$/),
  ...readSources(['src/protocol', 'src/i18n', 'demo/protocol'], /\.ts$/),
  ...PUBLIC.map(name => [`dist/types/${name}.d.ts`, readFileSync(`dist/types/${name}.d.ts`, 'utf8')] as const),
])
const sources = readSources(['src'], /\.tsx?$/)
const names = [...OURS, ...Object.keys(CROSSING)]

const bare = (text: string) =>
  text.replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*/g, '').replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, '')
/** A property of a type or of an object: `name:`, `name?:`, `name(…): type`. */
const properties = (text: string) =>
  new Set([...bare(text).matchAll(/(?:[{,;\n])\s*(?:readonly )?(\w+)(?:\?|: |\([^()]*\): )/g)].map(([, name]) => name))
const standing = (names: readonly string[], texts: Sources) =>
  [...texts].flatMap(([path, text]) => {
    const found = properties(text)
    return names.filter(name => found.has(name)).map(name => `${name} is a property in ${path}`)
  })
/** Asked for by a text, as `thing['name']` or by a variable that holds it, a short name would not be found. */
const byText = (names: readonly string[], texts: Sources) =>
  [...texts].flatMap(([path, text]) =>
    names
      .filter(name => new RegExp(`(?<!\\b[A-Z]\\w*)\\[['"]${name}['"]\\]`).test(text))
      .map(name => `${name} is asked for by text in ${path}`),
  )

/** Each built file with all that our sources say in it, by its map. */
const files: Sources = new Map(
  [...readSources(['dist'], /\.js\.map$/)].map(([path, map]) => {
    const paths = (JSON.parse(map) as { sources: string[] }).sources.map(source => join(dirname(path), source))
    return [path.replace('.map', ''), paths.map(source => sources.get(source) ?? '').join('\n')]
  }),
)
/** The app and its rooms share their short names, see rollup.config.mjs: they count as one. */
const isOfApp = (path: string) =>
  /\/c\/(app|form|letter|asking|callback|called|slots|waiting|elsewhere|call|check|stage|engine|calltab|rules|erasing|identity|upload|files|filing|context|privacy|offer)-/.test(
    path,
  )
const built: Sources = new Map([
  ...[...files].filter(([path]) => !isOfApp(path)),
  ['the app and its rooms', [...files].flatMap(([path, text]) => (isOfApp(path) ? [text] : [])).join('\n')],
])
/** Two files at one table: each shortens for itself, so a name in both of them is no longer the same. */
const crossing = (names: readonly string[], files: Sources) => {
  const asked = (text: string, name: string) =>
    properties(text).has(name) || new RegExp(`\\.${name}\\b|[{,] *${name} *[,}=:(]`).test(bare(text))
  // The script tag's door has stage 1 within; the package's has it in a file of its own, and the two never meet.
  const groups = [/\/zvonek\.js$/, /\/boot-\w+\.js$/].map(other => [...files].filter(([path]) => !other.test(path)))
  const isShared = (name: string) => groups.some(group => group.filter(([, text]) => asked(text, name)).length > 1)
  return names.filter(isShared).map(name => `${name} is in two files`)
}

/** Names of libraries' own objects; theirs are never made short, so that ours must not be the same. */
const LIBRARIES = ['preact/src', 'preact/hooks/src', '@preact/signals/dist', '@preact/signals-core/dist', 'mitt/dist']
const libraries: Sources = new Map(
  LIBRARIES.flatMap(folder =>
    readdirSync(`node_modules/${folder}`)
      .filter(file => /^(?!.*\.d\.ts).*\.m?js$/.test(file))
      .map(file => [join(folder, file), readFileSync(`node_modules/${folder}/${file}`, 'utf8')] as const),
  ),
)

describe('properties that are short in the visitor’s files', () => {
  it('are of our own objects alone: in nothing that others see, and in no library', () => {
    expect(outside.size).toBeGreaterThan(20)
    expect(libraries.size).toBeGreaterThan(10)
    expect(standing(names, outside)).toEqual([])
    expect(byText(names, sources)).toEqual([])
    const used = [...libraries.values()].map(text => new Set(text.match(/(?<=\.)[A-Za-z]\w+/g)))
    // Those that cross are renamed in our sources alone.
    expect(OURS.filter(name => used.some(library => library.has(name)))).toEqual([])
  })

  it('stay in one file each: none is said to another', () => {
    expect([...built.values()].filter(text => text.length > 1_000).length).toBeGreaterThan(5)
    expect(crossing(OURS, built)).toEqual([])
  })

  it('are there, each once', () => {
    expect(new Set(names).size).toBe(names.length)
    const all = [...sources.values()].join('\n')
    expect(names.filter(name => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([])
  })

  it('that cross between two files have a short name that nothing else of ours has', () => {
    const short = Object.values(CROSSING)
    expect(new Set(short).size).toBe(short.length)
    expect(standing(short, sources)).toEqual([])
  })

  it('would be caught on the wire, asked for by text, taken already, and said to another file', () => {
    const wire = planted('src/protocol/more.ts', 'export interface More {\n  thread?: string\n  e: string }')
    expect(standing(['thread', 'e', 'nothing'], wire)).toHaveLength(2)
    expect(byText(['thread'], planted('src/core/more.ts', `view['thread']`))).toHaveLength(1)
    for (const text of ['view.thread', '({ thread }) => 1', '{ id, thread: 1 }', '{\n  thread(): void\n}'])
      expect(crossing(['thread'], planted('dist/index.js', text, built)), text).toEqual(['thread is in two files'])
    expect(crossing(['thread'], planted('dist/index.js', "'thread' // view.thread", built))).toEqual([])
  })
})
