import { createMemoryStore } from '../../demo/backend/memory-store.js'
import { createServer } from '../../demo/server/server.js'
import { createMemoryStorage } from '../../src/browser/storage.js'
import type { RigVisitor } from '../../src/conformance.js'
import { openDesk, openTab } from '../support/clients.js'
import { createFaultProxy } from '../support/fault-proxy.js'
import { createRandom } from '../support/seeded-random.js'
import { farEnd, OPERATORS, WIDGETS, withIdentity } from './rig.js'

/** The reference server on a free port; each visitor comes by a wire of their own, so that it can be cut. */
export const createHttpRig = async () => {
  const server = await createServer({
    store: createMemoryStore('http'),
    operators: OPERATORS,
    widgets: WIDGETS,
    dist: 'dist',
    version: '0',
    deskKey: 'key',
    secret: 'secret',
    host: '127.0.0.1',
    port: 0,
    log: () => {},
  })
  const url = `http://127.0.0.1:${server.port}`
  const desk = await openDesk({ url, deskKey: 'key' })
  const wires: (() => Promise<void>)[] = []

  const visitor = async (): Promise<RigVisitor> => {
    const wire = await createFaultProxy({ target: server.port, chance: createRandom(0), weights: ONLY_WIRE })
    wires.push(wire.close)
    const { transport, me } = withIdentity(openTab(wire.url, createMemoryStorage()))
    return { transport, ...farEnd(desk, me), cut: async () => wire.cut() }
  }
  return {
    visitor,
    dispose: async () => {
      for (const close of wires) await close()
      await server.close()
    },
  }
}

const ONLY_WIRE = { none: 1, refuse: 0, cutRequest: 0, cutResponse: 0, slice: 0, delay: 0, halfOpen: 0 }
