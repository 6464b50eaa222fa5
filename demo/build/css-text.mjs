import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { transform } from 'esbuild'

const PREFIX = '\0css-text:'

/**
 * `import css from './X.css'` gives the minified text of the sheet, in Rollup and in Vitest alike.
 * The module's id must not end in `.css`, or Vite would take it for its own.
 * @returns {import('vite').Plugin}
 */
export const cssText = () => ({
  name: 'css-text',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('.css') && importer ? `${PREFIX}${resolve(dirname(importer), source)}.js` : null,
  async load(id) {
    if (!id.startsWith(PREFIX)) return null
    const file = id.slice(PREFIX.length, -'.js'.length)
    this.addWatchFile(file)
    const { code } = await transform(await readFile(file, 'utf8'), {
      loader: 'css',
      minify: true,
      legalComments: 'none',
      sourcefile: file,
    })
    return { code: `export default ${JSON.stringify(code.trim())}`, map: null, moduleSideEffects: false }
  },
})
