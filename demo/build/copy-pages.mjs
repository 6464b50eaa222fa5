import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** What the browser fetches by itself beside the bundle: pages, pictures, sounds. */
const isPageFile = name => /\.(html|svg|png|ico|webmanifest)$/.test(name)

/** Puts a page's own files beside its bundle. */
export const copyPages = folder => ({
  name: 'copy-pages',
  async generateBundle() {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter(entry => entry.isFile() && isPageFile(entry.name))
    for (const entry of files) {
      const path = join(entry.parentPath, entry.name)
      this.emitFile({ type: 'asset', fileName: relative(folder, path), source: await readFile(path) })
    }
  },
})
