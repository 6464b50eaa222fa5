import { tableFrom } from './readme-tables.js'
import type { Sources } from './sources.js'

/** One key that the widget may keep in a browser, as README tells it. */
export interface StoredRow {
  key: string
  purpose: string
  until: string
}

/** Reads the table behind README's `<!-- stored -->` marker. */
export const storedTable = (readme: string): StoredRow[] =>
  tableFrom(readme, '<!-- stored -->').map(([key = '', purpose = '', until = '']) => ({
    key: key.replaceAll('`', ''),
    purpose,
    until,
  }))

/** Where the key is not said in the line that writes: which ones they are. A new place has to be named here, and in README. */
const SPOKEN_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'src/core/keeper.ts': ['out:…'],
  'src/core/form.ts': ['form:…'],
  // They write what others have named.
  'src/core/remember.ts': [],
  'src/browser/storage.ts': [],
  'src/panels/call/visitor-line.ts': [],
  'src/core/persona.ts': ['@…:…', 'person'],
}

const WRITE = /\b(?:remember\(\s*[\w.]+,\s*|(?:store|root|area)\.set(?:Item)?\()\s*([^,)\n]+)/g

/** Every key that some line of the sources writes, and the lines whose key nobody knows. */
export const writtenKeys = (sources: Sources): { keys: Set<string>; unknown: string[] } => {
  const keys = new Set<string>()
  const unknown: string[] = []
  for (const [path, text] of sources)
    for (const [, asked = ''] of text.matchAll(WRITE)) {
      const named = SPOKEN_ELSEWHERE[path]
      const literal = /^'([^']+)'$/.exec(asked.trim())?.[1] ?? constantOf(asked.trim(), [text, ...sources.values()])
      if (named) for (const key of named) keys.add(key)
      else if (literal !== undefined) keys.add(literal.startsWith('form:') ? 'form:…' : literal)
      else unknown.push(`${path} writes ${asked.trim()}`)
    }
  return { keys, unknown }
}

/** The file that writes says it, or else another. */
const constantOf = (name: string, texts: readonly string[]): string | undefined => {
  if (!/^[A-Z_]+$/.test(name)) return undefined
  for (const text of texts) {
    const found = new RegExp(`const ${name} = '([^']+)'`).exec(text)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}
