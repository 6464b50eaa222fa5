import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { transform } from 'esbuild'
import { createShortCss } from './short-css.mjs'

const PREFIX = '\0css-text:'

/**
 * `import css from './X.css'` gives the minified text of the sheet, in Rollup and in Vitest alike.
 * The module's id must not end in `.css`, or Vite would take it for its own. `short`: for the visitor, see short-css.
 * @returns {import('vite').Plugin}
 */
export const cssText = ({ short = false } = {}) => ({
  name: 'css-text',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('.css') && importer ? `${PREFIX}${resolve(dirname(importer), source)}.js` : null,
  async load(id) {
    if (!id.startsWith(PREFIX)) return null
    const file = id.slice(PREFIX.length, -'.js'.length)
    this.addWatchFile(file)
    const css = await readFile(file, 'utf8')
    const { code } = await transform(dark(short ? createShortCss()(css) : css), {
      loader: 'css',
      minify: true,
      legalComments: 'none',
      sourcefile: file,
    })
    return { code: `export default ${JSON.stringify(tighten(code.trim()))}`, map: null, moduleSideEffects: false }
  },
})

/**
 * A widget is dark because it is told so, or because the device is and it is told to be as the device. The sheets say only the
 * first: the second has the same rules, and the browser itself notices when the device changes.
 */
const dark = css =>
  css.replace(
    /:host\(\[data-theme='dark'\]\)[^{}]*\{[^{}]*\}/g,
    rule => `${rule}@media (prefers-color-scheme:dark){${rule.replace("'dark'", "'system'")}}`,
  )

/** What esbuild leaves: blanks in custom properties, behind commas and in conditions, quotes around words in selectors. */
const tighten = css =>
  css
    .replace(/(--[\w-]+|\([\w-]+): /g, '$1:')
    .replace(/, /g, ',')
    .replace(/="([a-z]+)"\]/g, '=$1]')
