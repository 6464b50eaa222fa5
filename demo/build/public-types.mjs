import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** What a file imports; examples in its comments do not count. */
const references = text =>
  [...text.replace(/\/\*[^]*?\*\//g, '').matchAll(/(?:from|import\(|import) ?['"]([^'"]+)['"]/g)].map(match => match[1])

/**
 * Every declaration file that the entries reach, and every package they name.
 * @param {string[]} entries
 * @returns {Promise<{ files: Set<string>, packages: Set<string> }>}
 */
export const trace = async entries => {
  const files = new Set()
  const packages = new Set()
  const visit = async file => {
    if (files.has(file)) return
    files.add(file)
    for (const name of references(await readFile(file, 'utf8'))) {
      if (name.startsWith('.')) await visit(resolve(dirname(file), name.replace(/\.js$/, '.d.ts')))
      else packages.add(name)
    }
  }
  await Promise.all(entries.map(file => visit(resolve(file))))
  return { files, packages }
}

/** Leaves only what a consumer can reach: the types of the rooms behind the doors are nobody's contract. */
export const keepPublicTypes = async (folder, entries) => {
  const { files } = await trace(entries)
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = all.filter(entry => entry.isFile()).map(entry => resolve(join(entry.parentPath, entry.name)))
  await Promise.all(paths.filter(path => !files.has(path)).map(path => rm(path)))
}
