import type { Sources } from './sources.js'

/** Rows of the first table from the line on that begins like this, each a list of cells. */
export const tableFrom = (markdown: string, beginning: string): string[][] => {
  const lines = markdown.split('\n')
  const start = lines.findIndex(line => line.startsWith(beginning))
  if (start < 0) throw new Error(`Nothing begins with “${beginning}”.`)
  const first = lines.findIndex((line, at) => at >= start && line.startsWith('|'))
  const end = lines.findIndex((line, at) => at > first && !line.startsWith('|'))
  return lines.slice(first + 2, end).map(line =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

/** What stands in backticks. */
export const codes = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

const NAME = '[A-Z][A-Z0-9_]{2,}'
const ASKED = new RegExp(`\\benv\\.(${NAME})`, 'g')
const TAKEN_APART = /\{([^{}]*)\}(?:: Environment\b| = process\.env\b)/g
const HIDDEN = /\benv\[/

/** Variables of the environment that some line asks for, and the files where nobody can tell which. */
export const environment = (sources: Sources): { names: Set<string>; unknown: string[] } => {
  const names = new Set<string>()
  const unknown: string[] = []
  for (const [path, text] of sources) {
    for (const [, name = ''] of text.matchAll(ASKED)) names.add(name)
    for (const [, parts = ''] of text.matchAll(TAKEN_APART))
      for (const [name] of parts.matchAll(new RegExp(`\\b${NAME}\\b`, 'g'))) names.add(name)
    if (HIDDEN.test(text)) unknown.push(path)
  }
  return { names, unknown }
}

/** Options of a command, as its file lists them, with the dashes they are typed with. */
export const optionsOf = (text: string): string[] => {
  const [, list = ''] = /^const OPTIONS = \{(.*?)\} as const$/ms.exec(text) ?? []
  return [...list.matchAll(/'?([\w-]+)'?: \{ type:/g)].map(([, name]) => `--${name}`)
}

/** Members of a union of words, as a type names them. */
export const wordsOf = (type: string, text: string): string[] => {
  const [, union = ''] = new RegExp(`export type ${type} =([^\\n]*(?:\\n  .*)*)`).exec(text) ?? []
  return [...union.matchAll(/'([^']+)'/g)].map(([, word = '']) => word)
}
