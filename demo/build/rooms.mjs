import { isAbsolute, resolve } from 'node:path'

/*
 * A room is a panel that opens later and comes as a file of its own. It must work with the very Preact and signals of the
 * app, whatever address the app came by (`?r=1` after a failure): an `import` of the app's file would make a second one.
 * So a room imports nothing. It is one function of a kit, and the app hands the kit over: `(await import(…)).default(kit)`.
 */

/** What rooms share with the app. */
const SHARED = /\/node_modules\/(preact|@preact)\/|\/src\/(panels\/(frame|chat\/Calm)|styles|page)\b/
const ROOMS = 'zvonek:rooms'
const LINK = 'zvonek-chunk:'
const KIT = 'zvonek-kit:'

/** @param {Record<string, string>} entries name of each room → its source */
export const createRooms = entries => {
  const sources = new Map(Object.entries(entries).map(([name, path]) => [resolve(path), name]))
  const modules = []
  /** All that rooms use of what they share, `[module, name]`: its place in the kit is its place here. */
  const used = []
  const files = new Map()
  const placeOf = (id, name) => {
    const at = used.findIndex(([module, other]) => module === id && other === name)
    return at < 0 ? used.push([id, name]) - 1 : at
  }
  const keyOf = id => (modules.includes(id) ? modules.indexOf(id) : modules.push(id) - 1)

  const share = name => ({
    name: 'rooms-share',
    resolveId: {
      order: 'pre',
      async handler(source, importer) {
        // A whole path is the resolver's own question in between.
        if (!importer || isAbsolute(source)) return null
        const target = await this.resolve(source, importer, { skipSelf: true })
        if (!target || !SHARED.test(target.id)) return null
        return { id: KIT + keyOf(target.id), external: 'absolute' }
      },
    },
    renderChunk(code, { importedBindings }) {
      const named = Object.entries(importedBindings).reduce((text, [id, names]) => {
        const module = modules[id.slice(KIT.length)]
        const object = names.map(one => `${one}: kit[${placeOf(module, one)}]`).join()
        return text.replace(`'${id}'`, `{ ${object} }`)
      }, code)
      return { code: named, map: null }
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') files.set(name, chunk.fileName)
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
      // Until its names are known, a module stands there by its id.
      globals: id => `'${id}'`,
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
        const target = resolve(id, '..', path)
        const name = sources.get(`${target}.tsx`) ?? sources.get(`${target}.ts`)
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
  const imports = used.map(([id, name], at) => `import { ${name} as kit${at} } from ${JSON.stringify(sourceOf(id))}`)
  const kit = `const kit = [${used.map((_, at) => `kit${at}`)}]`
  const again = `const again = file => import(/* @vite-ignore *//* webpackIgnore: true */ file + '?r=' + ++failures)`
  const rooms = [...files].map(
    ([name, file]) =>
      `export const ${name} = () => import('${LINK}${file}').catch(() => again('${LINK}${file}')).then(enter)`,
  )
  return [...imports, kit, 'let failures = 0', 'const enter = room => room.default(kit)', again, ...rooms].join('\n')
}
