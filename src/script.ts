import { boot, type Door, type Stage2 } from './boot.js'
import { ZvonekError } from './api/errors.js'
import { toOptions, type LauncherWords } from './api/options.js'
import { page } from './page.js'

/** File names of the chunks by name, of languages by tag. The build writes them in. */
declare const __CHUNKS__: Readonly<Record<string, string>>

/** Under this name a handle and a tag say that they are ours. */
const OURS = Symbol.for('zvonek')
type Data = Partial<Record<string, string>>
type Marked = Partial<Record<typeof OURS, unknown>>

const run = () => {
  const tag = findTag()
  tag[OURS] = true
  const address = new URL(tag.src)
  // A copy: what the tag does not say, a page may have said on all objects. By way of a text: where it has said `get`, a data set
  // shows its properties to nobody else.
  const { options: json = '{}', ...data } = { __proto__: null, ...JSON.parse(JSON.stringify(tag.dataset)) } as Data
  const query = Object.fromEntries(address.searchParams)
  const options = toOptions({ server: address.origin }, baked(), query, data, parse(json))

  options.callPage ??= options.server + '/call'
  const { global } = options
  const globals = Object(window) as Record<string, unknown>
  // Elements and frames of that name are not the page's own property.
  const there = Object.hasOwn(globals, global) && globals[global]
  const name = `${options.widget} of ${options.server}`
  const other = (Object(there) as Marked)[OURS]
  // The same twice does no harm; another one would never be seen.
  const level = other === name ? 'warn' : 'error'
  if (other) return console[level](`zvonek: window.${global} is ${other as string}; use another data-global`)

  const handle = boot(options, {
    // What it does not say, a page may have said on all objects.
    __proto__: null,
    ...createDoor(address),
    onDestroy: () => globals[global] === handle && Reflect.deleteProperty(globals, global),
  } as Door)
  globals[global] = Object.assign(handle, { [OURS]: name })
  if (Array.isArray(there)) handle.push(...(there as []))
}

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    throw new ZvonekError('options', 'options must be JSON')
  }
}

/** Modules have no current script: theirs is the first of our name that no run has taken. */
const findTag = (): HTMLScriptElement & Marked => {
  const current = page('currentScript')
  if (current instanceof HTMLScriptElement && current.src) return current
  const tag = [...(page('scripts') as Iterable<HTMLScriptElement & Marked>)].find(
    ({ src, [OURS]: taken }) => !taken && /\/zvonek\.js($|[?#])/.test(src),
  )
  if (!tag) throw new ZvonekError('options', 'name it zvonek.js')
  return tag
}

/**
 * The server puts a widget's settings in place of this text, quotes included. It must stand in the built file exactly
 * once, so it is wrapped in what no minifier evaluates; as a mere text it means that there are none.
 */
const baked = () => ['__ZVONEK_BAKED__' as unknown].find(settings => typeof settings == 'object')

/** The chunks stand in `c/` beside the script, for `/zvonek.js` and `/v/1.4.2/zvonek.js` alike. */
const createDoor = ({ origin, pathname }: URL): Pick<Door, 'load' | 'words'> => {
  const base = origin + pathname.replace(/(\/v\/[^/]+)?\/[^/]*$/, '/c/')
  const files: Readonly<Record<string, string | null>> = { __proto__: null, ...__CHUNKS__ }
  let failures = 0
  const chunk = (name: string): Promise<unknown> => {
    const address = base + files[name]
    // Firefox never asks again for an address that has failed.
    return import(/* @vite-ignore */ address).catch(() => import(/* @vite-ignore */ `${address}?r=${++failures}`))
  }
  return {
    load(_, locale) {
      // Together, so that the app finds its words on the way already; it imports them itself and tells of failures.
      if (files[locale]) chunk(locale).catch(() => {})
      return chunk('app') as Promise<Stage2>
    },
    words: async locale => ((await chunk(locale)) as { default: { launcher: LauncherWords } }).default.launcher,
  }
}

try {
  run()
} catch (error) {
  // The page must not fail because its tag is wrong.
  console.error(error)
}
