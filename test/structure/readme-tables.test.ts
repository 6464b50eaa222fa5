import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { LONGEST_TAG, MANY_TAGS, MOST_NOTE } from '../../demo/backend/describing.js'
import { kindOf, KNOWN_ENDS, MOST_PIXELS, MOST_SIDE } from '../../demo/backend/files/kinds.js'
import { FILE_RULES } from '../../demo/backend/files/rules.js'
import { toOptions } from '../../src/api/options.js'
import { VERBS } from '../../src/api/verbs.js'
import { codes, environment, optionsOf, tableFrom, wordsOf } from './readme-tables.js'
import { planted, readSources } from './sources.js'

/* What a reader looks up in README is what the code has, name by name. */

const readme = readFileSync('README.md', 'utf8')
const text = (path: string) => readFileSync(path, 'utf8')
const sorted = (names: Iterable<string>) => [...new Set(names)].sort()
/** What is named in one column of a table. */
const column = (beginning: string, at = 0) =>
  sorted(tableFrom(readme, beginning).flatMap(cells => codes(cells[at] ?? '')))

describe('the README', () => {
  const server = readSources(['demo/server'], /\.ts$/)

  it('names every variable that the server asks the environment for, and no other', () => {
    const { names, unknown } = environment(server)
    expect(unknown).toEqual([])
    expect(names.size).toBeGreaterThan(20)
    expect(column('## The reference backend')).toEqual(sorted(names))
  })

  it('names every option of a page', () => {
    vi.stubGlobal('location', { href: 'https://shop.example/' })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    expect(column('| option | default | |')).toEqual(sorted(Object.keys(toOptions({ server: '/' }))))
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
    vi.unstubAllGlobals()
  })

  it('names every call of the handle', () => {
    const [, handle = ''] = /^export interface Handle .*?\{\n(.*?)^\}/ms.exec(text('src/api/handle.ts')) ?? []
    const own = [...handle.matchAll(/^ {2}(?:readonly )?(\w+)[(<:]/gm)].map(([, name = '']) => name)
    expect(own).toContain('destroy')
    const told = column('| call | |').map(code => /^\w+/.exec(code)?.[0] ?? '')
    expect(sorted(told)).toEqual(sorted([...own, ...VERBS]))
  })

  it('names the attributes of the element', () => {
    const [, told = ''] = /Its attributes are `([^`]+)`/.exec(readme) ?? []
    const [, live = ''] = /^const LIVE = \[(.*)\]/m.exec(text('src/element.ts')) ?? []
    const [, others = ''] = /^const OTHERS = \[([^\]]*)\]/m.exec(text('src/element.ts')) ?? []
    expect(sorted(told.split(' '))).toEqual(sorted((live + others).match(/\w+/g) ?? []))
  })

  it('names every setting of a widget and of a group, by the option that sets it', () => {
    const options = ['widget', 'group'].flatMap(name => optionsOf(text(`demo/server/cli/${name}.ts`)))
    expect(options.length).toBeGreaterThan(20)
    expect(column('<!-- settings -->', 1)).toEqual(sorted(options))
  })

  it('names every ability of a backend', () => {
    const [, told = ''] = /^`capabilities` says (.*)$/m.exec(readme) ?? []
    const words = wordsOf('Capability', text('src/protocol/events.ts'))
    expect(words.length).toBeGreaterThan(5)
    expect(sorted(codes(told))).toEqual(sorted(words))
  })

  it('names no ability of a backend that the widget never looks at', () => {
    const source = [...readSources(['src'], /\.tsx?$/).values()].join('\n')
    const looked = new Set([...source.matchAll(/\bcan\((?:\w+, )?'(\w+)'\)/g)].map(([, ability]) => ability))
    expect(wordsOf('Capability', text('src/protocol/events.ts')).filter(word => !looked.has(word))).toEqual([])
  })

  it('names every command that package.json has, and none that it has not', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    const papers = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'test/bench/README.md'].map(text)
    const told = papers.flatMap(paper => [...paper.matchAll(/npm (?:run (?:--silent )?([a-z\d]+)|(start|test)\b)/g)])
    expect(sorted(told.map(([, run, short = '']) => run ?? short))).toEqual(
      sorted(Object.keys(scripts).filter(name => name !== 'prepack')),
    )
  })
})

describe('its limits', () => {
  const files = tableFrom(readme, '<!-- files -->')
  const told = (what: string) => files.find(([cell]) => cell?.startsWith(what))?.[1] ?? ''

  it('of files are those of the backend', () => {
    const isPicture = (end: string) => kindOf(`a.${end}`).isPicture === true
    expect(codes(told('shown'))).toEqual(KNOWN_ENDS.filter(isPicture))
    expect(codes(told('for saving'))).toEqual(KNOWN_ENDS.filter(end => !isPicture(end)))
    const { size, waiting, files: many, bytes, site, unused } = FILE_RULES
    expect(told('shown')).toContain(`${MOST_PIXELS / 1e6} million pixels and ${MOST_SIDE.toLocaleString('en')} on`)
    expect(told('one file')).toBe(`${size / 1e6} MB`)
    expect(told('waiting')).toBe(`${waiting} files`)
    expect(told('of one visitor')).toBe(`${many} files, ${bytes / 1e6} MB`)
    expect(told('of everybody')).toBe(`${site / 1e9} GB`)
    expect(unused).toBe(24 * 60 * 60_000)
    expect(told('what is brought')).toContain('after a day')
  })

  it('of notes and tags are those of the backend', () => {
    expect(readme).toContain(
      `the note (${MOST_NOTE.toLocaleString('en')} characters) and the tags (${MANY_TAGS}, of ${LONGEST_TAG} characters)`,
    )
  })
})

describe('a table of README', () => {
  it('would be caught when a line asks for a variable that stands nowhere, however it asks', () => {
    const ways = ['env.NEW_ONE', 'const { NEW_ONE: one } = process.env', '({ NEW_ONE: one }: Environment) => one']
    for (const way of ways) expect([...environment(planted('demo/server/a.ts', way)).names], way).toEqual(['NEW_ONE'])
    expect(environment(planted('demo/server/a.ts', 'env[name]')).unknown).toEqual(['demo/server/a.ts'])
  })

  it('would be caught with a row too many or too few', () => {
    const table = 'a\n| option | default | |\n|---|---|---|\n| `a` · `b` | `c` | |\n\n| `d` | | |'
    expect(tableFrom(table, '| option').flatMap(([first = '']) => codes(first))).toEqual(['a', 'b'])
    expect(() => tableFrom(table, '| other')).toThrow('Nothing begins with')
    expect(
      optionsOf("const OPTIONS = {\n  one: { type: 'string' },\n  'two-a': { type: 'string' },\n} as const\n"),
    ).toEqual(['--one', '--two-a'])
    expect(wordsOf('A', "export type A =\n  | 'b'\n  | 'c'\n\nexport type D = 'e'")).toEqual(['b', 'c'])
  })
})
