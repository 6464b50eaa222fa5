import { writeSync } from 'node:fs'
import { createBackend } from '../../demo/backend/backend.js'
import { createNodeSecrets } from '../../demo/server/node-secrets.js'
import { createSqliteStore } from '../../demo/server/stores/sqlite.js'
import { createClock } from '../../src/browser/clock.js'
import { say, visit } from '../chaos/power-cuts.js'
import { writesLater } from './writes-later.js'

/*
 * A backend on the file named first, to which three visitors speak as fast as they are answered, each from several places
 * at once. Every acknowledged command is told on a line of its own, until somebody kills it.
 */

const [path = '', life = '', defect] = process.argv.slice(2)
const store = createSqliteStore({ path, epoch: 'site' })
const backend = await createBackend({
  ...{
    clock: createClock(),
    log: () => {},
    operators: [],
    widgets: { main: {} },
    secrets: createNodeSecrets('of the test'),
  },
  store: defect ? writesLater(store) : store,
})
let count = 0

const speak = async (token: string) => {
  for (;;) {
    const id = `${life}-${count++}`
    await say(backend.visitor, { token, id, length: (count * 37) % 3_000 })
    writeSync(1, `${id}\n`)
  }
}

const tokens: string[] = []
for (let n = 0; n < 3; n++) tokens.push(await visit(backend.visitor, `${life} ${n}`))
for (const token of tokens) for (let place = 0; place < 3; place++) void speak(token)
