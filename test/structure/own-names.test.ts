import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OWN_NAMES } from '../../demo/build/own-names.mjs'
import { planted, readSources, type Sources } from './sources.js'

/** Where names are heard by others: the wire, the page, languages, transports, and stage 1, which is another file. */
const OUTSIDE = /^src\/(protocol|api|i18n|transports|launcher|[\w-]+\.tsx?$)/
const TYPES = 'node_modules/typescript/lib'
const LIBRARIES = ['preact/src', 'preact/hooks/src', '@preact/signals/dist', '@preact/signals-core/dist']

/** Names as code uses them: what stands in comments and texts is none. */
const namesIn = (text: string) =>
  new Set(
    text
      .replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*/g, '')
      .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, '')
      .match(/[\w$]+/g),
  )

/** Names of the list that somebody else uses too, or nobody. */
const faults = (names: readonly string[], sources: Sources, platform: string): string[] => {
  const others = [...sources].filter(([path]) => OUTSIDE.test(path) && path !== 'src/app.ts')
  const own = namesIn([...sources.values()].join('\n'))
  const platformNames = namesIn(platform)
  return names.flatMap(name => [
    ...others.filter(([, text]) => namesIn(text).has(name)).map(([path]) => `${name} is also in ${path}`),
    ...(platformNames.has(name) ? [`${name} is also the platform’s`] : []),
    ...(own.has(name) ? [] : [`${name} is nowhere`]),
  ])
}

const read = (folder: string, name: RegExp) =>
  readdirSync(folder)
    .filter(file => name.test(file))
    .map(file => readFileSync(join(folder, file), 'utf8'))
const platform = [
  ...read(TYPES, /^lib\.(dom|es\d*)/),
  ...LIBRARIES.flatMap(folder => read(`node_modules/${folder}`, /^(?!.*\.d\.ts).*\.(js|mjs)$/)),
].join('\n')
const sources = readSources(['src'], /\.tsx?$/)

describe('names that are made short in the app’s file', () => {
  it('are its own: nobody outside of it uses them', () => {
    expect(faults(OWN_NAMES, sources, platform)).toEqual([])
  })

  it('would be caught when they cross to a backend, belong to the platform, or are gone', () => {
    const wire = planted('src/protocol/more.ts', 'export interface More { thread: string }', sources)
    expect(faults(['thread', 'scrollTop', 'nonsense'], wire, platform)).toEqual([
      'thread is also in src/protocol/more.ts',
      'scrollTop is also the platform’s',
      'nonsense is nowhere',
    ])
  })
})
