import { boot, type Door, type Stage2 } from './boot.js'
import { ZvonekError } from './api/errors.js'
import { toOptions, type LauncherWords } from './api/options.js'

/** File names of the chunks by name, of languages by tag. The build writes them in. */
declare const __CHUNKS__: Readonly<Record<string, string>>

/** Under this name a handle and a tag say that they are ours. */
const OURS = Symbol.for('zvonek')
type Marked = Partial<Record<typeof OURS, unknown>>

const run = () => {
  const tag = findTag()
  tag[OURS] = true
  const address = new URL(tag.src)
  const { options: json = '{}', ...data } = tag.dataset
  const options = toOptions({
    server: address.origin,
    ...baked(),
    ...Object.fromEntries(address.searchParams),
    ...data,
    ...parse(json),
  })

  const { global } = options
  const page = Object(window) as Record<string, unknown>
  const there = page[global]
  const name = `${options.widget} of ${options.server}`
  const other = (Object(there) as Marked)[OURS]
  if (other === name) return console.warn(`zvonek: ${name} is here already`)
  if (other) return console.error(`zvonek: window.${global} is ${other as string}; use another data-global`)

  const handle = boot(options, {
    ...createDoor(address),
    onDestroy: () => page[global] === handle && Reflect.deleteProperty(window, global),
  })
  page[global] = Object.assign(handle, { [OURS]: name })
  if (Array.isArray(there)) handle.push(...(there as []))
}

const parse = (json: string): object => {
  try {
    return JSON.parse(json) as object
  } catch {
    throw new ZvonekError('options', 'data-options must be JSON')
  }
}

/**
 * A page can name an image `currentScript`, so what is found must be a script. Modules have no current script: theirs is
 * the first of our name that no run has taken.
 */
const findTag = (): HTMLScriptElement & Marked => {
  const current: unknown = document.currentScript
  if (current instanceof HTMLScriptElement && current.src) return current
  const all = Document.prototype.querySelectorAll.call(document, 'script[src]') as NodeListOf<
    HTMLScriptElement & Marked
  >
  const tag = [...all].find(({ src, [OURS]: taken }) => !taken && /\/zvonek\.js($|[?#])/.test(src))
  if (!tag) throw new ZvonekError('options', 'name the script zvonek.js')
  return tag
}

/**
 * The server puts a widget's settings in place of this text, quotes included. It must stand in the built file exactly
 * once, so it is wrapped in what no minifier evaluates; as a mere text it means that there are none.
 */
const baked = () => ['__ZVONEK_BAKED__' as { widget?: string }].find(({ widget }) => widget)

/** The chunks stand in `c/` beside the script, for `/zvonek.js` and `/v/1.4.2/zvonek.js` alike. */
const createDoor = ({ origin, pathname }: URL): Door => {
  const base = origin + pathname.replace(/(\/v\/[^/]+)?\/[^/]*$/, '/c/')
  const files = __CHUNKS__
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
