import { readdirSync, readFileSync } from 'node:fs'

/** What the launcher's sheet has on the host already, under names of its own; `brand.css` says the same for other pages. */
export const LAUNCHER = { surface: 's', ink: 'k', brand: 'b', fill: 'f', 'on-fill': 'o', inset: 'i' }

/**
 * Private tokens cost the visitor nothing: one that has a single value is that value wherever it is read, any other gets
 * one letter. Public `--zvonek-*` stay as they are, and so do the variables that scripts write.
 */
export const createShortCss = () => {
  const values = new Map()
  for (const file of readdirSync('src', { recursive: true }).sort()) {
    if (!file.endsWith('.css') || file.endsWith('brand.css')) continue
    for (const [, name, value] of bare(readFileSync(`src/${file}`, 'utf8')).matchAll(DECLARATION))
      // What stands on the host may differ there from page to page: a sheet that sets it once does not fix it for all.
      if (!LAUNCHER[name]) values.set(name, [...(values.get(name) ?? []), value.trim()])
  }
  const inlined = new Map([...values].filter(([, all]) => all.length === 1).map(([name, [value]]) => [name, value]))
  const many = [...values.keys()].filter(name => !inlined.has(name))
  const short = { ...LAUNCHER, ...Object.fromEntries(many.map((name, i) => [name, FREE[i]])) }
  if (many.length > FREE.length) throw new Error('more tokens than letters')

  const replace = css =>
    css
      .replace(DECLARATION, (text, name) => (inlined.has(name) ? '' : text))
      .replace(/var\(--z-([\w-]+)\)/g, (text, name) => (inlined.has(name) ? replace(inlined.get(name)) : text))
      .replace(/--z-([\w-]+)/g, (text, name) => (short[name] ? `--${short[name]}` : text))
  return css => replace(bare(css))
}

const DECLARATION = /--z-([\w-]+):([^;}]*);/g
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const FREE = [...LETTERS].filter(letter => !Object.values(LAUNCHER).includes(letter))

const bare = css => css.replace(/\/\*[^]*?\*\//g, '')
