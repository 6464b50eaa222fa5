import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** `npm run bench`: the bench is TypeScript, and the oldest Node we support runs none. */
const outfile = 'node_modules/.cache/zvonek-bench/main.js'
await build({
  entryPoints: ['test/bench/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
})
await import(pathToFileURL(outfile).href)
