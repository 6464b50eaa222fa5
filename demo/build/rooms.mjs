import { resolve } from 'node:path'

/*
 * A room is a panel that opens later and comes as a file of its own. It must work with the very Preact and signals of the
 * app, whatever address the app came by (`?r=1` after a failure): an `import` of the app's file would make a second one.
 * So a room imports nothing. It is one function of a kit, and the app hands the kit over: `(await import(…)).default(kit)`.
 */

/** What rooms share with the app. */
const SHARED =
  /\/node_modules\/(preact|@preact)\/|\/src\/(panels\/(parts|frame|chat\/(Calm|view))|i18n\/format|styles|page|protocol\/(own|failure|parse(?=\.))|transports\/http\/(ask|refusal)|app\/report|core\/(remember|backoff|erase))\b/
const ROOMS = 'zvonek:rooms'
const LINK = 'zvonek-chunk:'
const KIT = '\0kit:'

/** @param {Record<string, string>} entries name of each room → its source */
export const createRooms = entries => {
  const sources = new Map(Object.entries(entries).map(([name, path]) => [resolve(path), name]))
  /** What the kit holds, in its order. @type {{ id: string, name: string }[]} */
  const kit = []
  const files = new Map()
  return {
    names: Object.keys(entries),
    source: name => entries[name],
    share: name => [share(kit, file => files.set(name, file)), open({ sources, kit, files, isApp: false })],
    output: {
      format: 'iife',
      name: 'room',
      exports: 'named',
      banner: 'export default kit => {',
      footer: 'return room }',
    },
    open: () => open({ sources, kit, files, isApp: true }),
  }
}

/** Encoded, it is no file of that name to the other plugins. */
const realOf = id => decodeURIComponent(id.slice(KIT.length))

/** In a room, whatever it shares with the app is a piece of the kit. */
const share = (kit, onFile) => ({
  name: 'rooms-share',
  resolveId: {
    order: 'pre',
    async handler(source, importer) {
      if (!importer) return null
      const target = await this.resolve(source, importer, { skipSelf: true })
      return target && SHARED.test(target.id)
        ? { id: `${KIT}${encodeURIComponent(target.id)}`, moduleSideEffects: false }
        : null
    },
  },
  async load(id) {
    if (!id.startsWith(KIT)) return null
    const { exports } = await this.load({ id: realOf(id) })
    return exports
      .map(
        (name, at) => `const _${at} = /*@__PURE__*/ __kit(${JSON.stringify([id, name])});export { _${at} as ${name} }`,
      )
      .join('\n')
  },
  renderChunk: code => ({
    code: code.replace(/(?:\/\*@__PURE__\*\/ *)?__kit\((\[[^\]]*\])?\)/g, (_, asked) =>
      asked ? `kit[${placeIn(kit, JSON.parse(asked))}]` : 'kit',
    ),
    map: null,
  }),
  generateBundle(_, bundle) {
    for (const { type, fileName } of Object.values(bundle)) if (type === 'chunk') onFile(fileName)
  },
})

const placeIn = (kit, [asked, name]) => {
  const id = realOf(asked)
  const at = kit.findIndex(piece => piece.id === id && piece.name === name)
  return at < 0 ? kit.push({ id, name }) - 1 : at
}

/** In the app, and in a room that opens another, `import()` of a room's source becomes a call that fetches its file and hands over the kit. */
const open = ({ sources, kit, files, isApp }) => ({
  name: 'rooms-open',
  resolveId: source => (source === ROOMS ? `\0${ROOMS}` : null),
  load: id => (id === `\0${ROOMS}` ? opener(kit, files, isApp) : null),
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
const opener = (kit, files, isApp) => {
  // A room hands on what it was given.
  const given = isApp ? `[${kit.map((_, at) => `_${at}`)}]` : '__kit()'
  const imports = (isApp ? kit : []).map(
    ({ id, name }, at) => `import { ${name} as _${at} } from ${JSON.stringify(sourceOf(id))}`,
  )
  // What the browser throws has no code; this is what the app's own file fails with.
  const lost = "e => { throw Object.assign(e, { name: 'ZvonekError', code: 'load' }) }"
  const again = `const again = file => () => import(/* @vite-ignore *//* webpackIgnore: true */ \`\${file}?r=\${++failures}\`).catch(${lost})`
  const rooms = [...files].map(
    ([name, file]) =>
      `export const ${name} = () => import('${LINK}${file}').catch(again('${LINK}${file}')).then(enter)`,
  )
  const enter = `const enter = room => room.default(${given})`
  return [...imports, 'let failures = 0', enter, again, ...rooms].join('\n')
}
