import { existsSync } from 'node:fs'

/** `npm run operator` and the other commands of the server: they are built together with it. */
const built = new URL('../dist/demo/server/cli.js', import.meta.url)
const isReady = [built, new URL('../node_modules/libsql/package.json', import.meta.url)].every(one => existsSync(one))
if (isReady) await import(built)
else {
  console.error('Nothing is built here yet: run npm install && npm run build once, then repeat this.')
  process.exitCode = 1
}
