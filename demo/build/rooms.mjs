import { resolve } from 'node:path'

/*
 * A room is a panel that opens later and comes as a file of its own. It must work with the very Preact and signals of the
 * app, whatever address the app came by (`?r=1` after a failure): an `import` of the app's file would make a second one.
 * So a room imports nothing. It is one function of a kit, and the app hands the kit over: `(await import(…)).default(kit)`.
 */

/** What rooms share with the app. */
const SHARED = /\/node_modules\/(preact|@preact)\/|\/src\/(panels\/(parts|frame|chat\/Calm)|i18n\/format|styles)\b/
const ROOMS = 'zvonek:rooms'
const LINK = 'zvonek-chunk:'

/** @param {Record<string, string>} entries name of each room → its source */
export const createRooms = entries => {
  const sources = new Map(Object.entries(entries).map(([name, path]) => [resolve(path), name]))
  /** Module → names that rooms use of it. @type {Map<string, Set<string>>} */
  const used = new Map()
  const files = new Map()
  const keyOf = id => [...used.keys()].indexOf(id)

  const share = name => ({
    name: 'rooms-share',
    resolveId: {
      order: 'pre',
      async handler(source, importer) {
        if (!importer) return null
        const target = await this.resolve(source, importer, { skipSelf: true })
        if (!target || !SHARED.test(target.id)) return null
        if (!used.has(target.id)) used.set(target.id, new Set())
        return { id: target.id, external: true }
      },
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        files.set(name, chunk.fileName)
        for (const [id, names] of Object.entries(chunk.importedBindings))
          for (const one of names) used.get(id)?.add(one)
      }
    },
  })
  return {
    names: Object.keys(entries),
    source: name => entries[name],
    share,
    output: {
      format: 'iife',
      name: 'room',
      exports: 'named',
      globals: id => `kit[${keyOf(id)}]`,
      banner: 'export default kit => {',
      footer: 'return room }',
    },
    open: () => open({ sources, used, files }),
  }
}

/** In the app, `import()` of a room's source becomes a call that fetches its file and hands over the kit. */
const open = ({ sources, used, files }) => ({
  name: 'rooms-open',
  resolveId: source => (source === ROOMS ? `\0${ROOMS}` : null),
  load: id => (id === `\0${ROOMS}` ? opener(used, files) : null),
  transform: {
    order: 'pre',
    handler(code, id) {
      if (!/\.tsx?$/.test(id)) return null
      const opened = code.replace(/\bimport\('(\.[^']+)\.js'\)/g, (whole, path) => {
        const name = sources.get(`${resolve(id, '..', path)}.tsx`)
        return name ? `__rooms.${name}()` : whole
      })
      return opened === code ? null : { code: `import * as __rooms from '${ROOMS}';${opened}`, map: null }
    },
  },
  resolveDynamicImport: source =>
    typeof source === 'string' && source.startsWith(LINK) ? { id: source, external: true } : null,
})

/** A sheet is asked for by its own name, see css-text. */
const sourceOf = id => id.replace(/^\0css-text:(.*)\.js$/, '$1')

/** Firefox never asks again for an address that has failed, so the second try has another one. */
const opener = (used, files) => {
  const modules = [...used].map(([id, names], at) => ({ id, at, names: [...names].sort() }))
  const imports = modules.map(
    ({ id, at, names }) => `import { ${names.map(name => `${name} as ${name}${at}`)} } from ${JSON.stringify(sourceOf(id))}`,
  )
  const kit = modules.map(({ at, names }) => `{ ${names.map(name => `${name}: ${name}${at}`)} }`)
  const rooms = [...files].map(([name, file]) => {
    const again = `import(/* @vite-ignore *//* webpackIgnore: true */ new URL('${LINK}${file}?r=' + ++failures, import.meta.url).href)`
    return `export const ${name} = async () => (await import('${LINK}${file}').catch(() => ${again})).default(kit)`
  })
  return [...imports, `const kit = [${kit}]`, 'let failures = 0', ...rooms].join('\n')
}
