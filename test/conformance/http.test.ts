import { afterAll, beforeAll, describe, it } from 'vitest'
import { transportChecks, type RigVisitor } from '../../src/conformance.js'
import { createHttpRig } from './http-rig.js'

let rig: Awaited<ReturnType<typeof createHttpRig>>
beforeAll(async () => {
  rig = await createHttpRig()
})
afterAll(() => rig.dispose())

describe('the http transport', () => {
  const visitor = (): Promise<RigVisitor> => rig.visitor()
  for (const { name, run } of transportChecks({ visitor })) it(name, run)
})
