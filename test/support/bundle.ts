import { join } from 'node:path'
import { build } from 'esbuild'

let bundles = 0

/**
 * Makes one script of a TypeScript file, for a process of its own; gives its path. It lies as deep below the project as
 * the built server, which finds its pages from there.
 */
export const bundle = async (entry: string): Promise<string> => {
  const outfile = join('node_modules', '.cache', 'zvonek-test', `script-${process.pid}-${bundles++}.js`)
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  return outfile
}
