import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Path from the project's root → text. */
export type Sources = ReadonlyMap<string, string>

/** Reads every file below the folders whose name passes, in a fixed order. */
export const readSources = (folders: readonly string[], name: RegExp): Sources =>
  new Map(
    folders.flatMap(folder =>
      paths(folder)
        .filter(path => name.test(path))
        .map(path => [path, readFileSync(path, 'utf8')]),
    ),
  )

const paths = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()

/** Sources with one more file in them: what a negative control plants. */
export const planted = (path: string, text: string, others: Sources = new Map()): Sources =>
  new Map([...others, [path, text]])
