import { afterAll, beforeAll, describe, it } from 'vitest'
import { transportChecks, type RigVisitor } from '../../src/conformance.js'
import { createMemoryRig } from './memory-rig.js'

let rig: Awaited<ReturnType<typeof createMemoryRig>>
beforeAll(async () => {
  rig = await createMemoryRig()
})
afterAll(() => rig.dispose())

describe('the memory transport', () => {
  const visitor = (): Promise<RigVisitor> => rig.visitor()
  for (const { name, run } of transportChecks({ visitor })) it(name, run)
})
