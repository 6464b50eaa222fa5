import { readFileSync } from 'node:fs'
import { basename, posix, resolve } from 'node:path'

/** What was built behind the doors: chunk name → file under dist/, and source module → file. */
export const createChunks = () => {
  const byName = new Map()
  const byModule = new Map()
  return {
    record: () => record(byName, byModule),
    link: () => link(byModule),
    map: (place, names) => map(byName, place, names),
  }
}

/** Remembers the hashed file of every chunk that somebody may ask for. */
const record = (byName, byModule) => ({
  name: 'chunks-record',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      byName.set(chunk.name, chunk.fileName)
      for (const id of chunk.moduleIds) byModule.set(id, { file: chunk.fileName, exports: chunk.exports })
    }
  },
})

const LINK = 'zvonek-chunk:'

/** In a door, `import('./app.js')` becomes the address of the built chunk, relative to the file it stands in. */
const link = byModule => ({
  name: 'chunks-link',
  async resolveDynamicImport(source, importer) {
    if (typeof source !== 'string') return null
    const target = await this.resolve(source, importer)
    const chunk = target && byModule.get(target.id)
    if (!chunk) return null
    const missing = exportedNames(target.id).filter(name => !chunk.exports.includes(name))
    if (missing.length) this.error(`${chunk.file} does not export ${missing.join(', ')} of ${target.id}`)
    return { id: LINK + chunk.file, external: true }
  },
  renderChunk(code, chunk) {
    const linked = code.replace(new RegExp(`${LINK}([\\w./-]+)`, 'g'), (_, file) => relative(chunk.fileName, file))
    return linked === code ? null : { code: linked, map: null }
  },
})

const relative = (from, to) => {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

/** Names a module exports at run time; the doors only ask for modules with plain `export const|function|default`. */
const exportedNames = id => {
  const text = readFileSync(id, 'utf8')
  const names = [...text.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)].map(match => match[1])
  return /^export default /m.test(text) ? [...names, 'default'] : names
}

/** In the script, `place` becomes the map from chunk name to file name. */
const map = (byName, place, names) => ({
  name: 'chunks-map',
  renderChunk(code) {
    if (!code.includes(place)) this.error(`${place} is not in the script`)
    const files = names.map(name => {
      const file = byName.get(name)
      return file ? [name, basename(file)] : this.error(`no chunk is named ${name}`)
    })
    return { code: code.replaceAll(place, JSON.stringify(Object.fromEntries(files))), map: null }
  },
})

/** One entry that exports everything of several modules, so that they are one file and one request. */
export const oneEntry = (name, files) => {
  const id = `\0one-entry:${name}`
  return {
    name: `one-entry-${name}`,
    resolveId: source => (source === name ? { id, moduleSideEffects: 'no-treeshake' } : null),
    load: wanted =>
      wanted === id ? files.map(file => `export * from ${JSON.stringify(resolve(file))}`).join('\n') : null,
  }
}
