import type { Sources } from './sources.js'
import { tableFrom } from './readme-tables.js'

/** A bar and the files that show it, from the project's root. */
export interface Bar {
  label: string
  files: string[]
}

/** Bars as `test/README.md` lists them. */
export const toldBars = (readme: string): Bar[] =>
  tableFrom(readme, '| bar |').map(([label = '', , where = '']) => ({
    label,
    files: [...where.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => `test/${file}`),
  }))

/** Not the end of an escaped character, and no cell of a sheet. */
const LABEL = /(?<![\w%])[DS]\d{1,2}(?!\w)/g

/** Which test files speak of which bar. */
export const shownBars = (sources: Sources): Map<string, string[]> => {
  const shown = new Map<string, string[]>()
  for (const [path, text] of sources)
    for (const label of new Set(text.match(LABEL))) shown.set(label, [...(shown.get(label) ?? []), path])
  return shown
}

/** What the list promises and no test shows, or the other way round. */
export const barFaults = (told: readonly Bar[], shown: ReadonlyMap<string, readonly string[]>): string[] => [
  ...told.flatMap(({ label, files }) => [
    ...(files.length ? [] : [`${label} has no test`]),
    ...files.flatMap(file => (shown.get(label)?.includes(file) ? [] : [`${file} says nothing of ${label}`])),
  ]),
  ...[...shown].flatMap(([label, paths]) => {
    const files = told.find(bar => bar.label === label)?.files
    return files
      ? paths.filter(path => !files.includes(path)).map(path => `${path} is missing at ${label}`)
      : [`${label} is told nowhere`]
  }),
]
