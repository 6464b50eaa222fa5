import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/*
 * `node test/support/make-store.mjs FILE` writes a database as the present code leaves it: run before a change of the
 * schema, it makes the file from which that change is tested for ever.
 */

const [, , file] = process.argv
if (!file) throw new Error('Say which file to write: node test/support/make-store.mjs FILE')
const outfile = resolve('node_modules', '.cache', 'zvonek-test', `made-store-${process.pid}.mjs`)
await build({
  entryPoints: [join('test', 'support', 'made-store.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
})
const { makeStore } = await import(pathToFileURL(outfile).href)
await makeStore(file)
await rm(outfile)
console.log(`${file} is written`)
