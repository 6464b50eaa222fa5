import { execFile } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { keepPublicTypes } from './build/public-types.mjs'
import { kB, measure } from './build/sizes.mjs'

/** `npm run build`: everything under dist/, from nothing, the same bytes every time. */
const started = performance.now()
await rm('dist', { recursive: true, force: true })
await mkdir('dist')
const failures = (await Promise.allSettled([bundle(), types()])).flatMap(({ reason }) => reason ?? [])
for (const { message } of failures) console.error(message)
if (failures.length) process.exit(1)
for (const { name, bytes } of await measure()) console.log(`${kB(bytes).padStart(9)}  ${name}`)
console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)

async function bundle() {
  await run('rollup', ['-c', '--silent'])
  await consumer()
}

async function types() {
  await run('tsc', ['-p', 'demo/build/tsconfig.types.json'])
  const { exports } = JSON.parse(await readFile('package.json', 'utf8'))
  const entries = Object.values(exports).flatMap(entry => entry.types ?? [])
  await keepPublicTypes('dist/types', entries)
}

/** What a consumer's bundler makes of the smallest use over HTTP, before the app loads. Measured, not shipped. */
async function consumer() {
  await build({
    stdin: {
      contents: `export { createWidget } from './dist/index.js'; export { http } from './dist/transports/http.js'`,
      resolveDir: '.',
    },
    outfile: 'dist/size/consumer.js',
    bundle: true,
    minify: true,
    format: 'esm',
    logLevel: 'error',
    plugins: [{ name: 'lazy-stays-out', setup: lazyStaysOut }],
  })
}

function lazyStaysOut({ onResolve }) {
  onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined))
}

/** Runs a tool of this project; what it says is shown only when it fails. */
function run(tool, args) {
  return promisify(execFile)(`node_modules/.bin/${tool}`, args, { maxBuffer: 1 << 26 }).catch(({ stdout, stderr }) => {
    throw new Error(`${tool} failed\n${stdout}${stderr}`)
  })
}
